"""Deploy: build for the environment's architecture, migrate, switch over, protect, clean up."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from infrastructure import artefacts, checks, stack
from infrastructure.environments import ROOT, DeployError, Environment, overrides

BUCKET = "ARTEFACTS_BUCKET"
"""The variable that names a bucket for what is uploaded; without it sam makes one."""
type Build = Callable[[str], Path]
SAM = ROOT / ".venv-sam" / "bin" / "sam"


def deploy(
    environment: Environment,
    build: Build = artefacts.build,
    *,
    execute: bool = True,
    ask: bool = True,
) -> None:
    """Build and deploy an environment.

    Nothing is protected until the first deploy has succeeded: what CloudFormation could not take
    back would stand in the way of the second attempt.

    Args:
        environment: what to deploy.
        build: makes the artefacts of an architecture, or finds them.
        execute: apply the change set; without it the change set waits in the account.
        ask: let sam ask before it applies a change set, where the environment wants that.

    Raises:
        DeployError: the build or the deploy failed.
    """
    checks.require(environment)
    first = stack.state(environment.stack) is None
    built = build(environment.architecture)
    changes = dict(environment.parameters)
    if first:
        changes["DeletionProtection"] = "false"
    _sam(environment, built.as_posix(), changes, execute=execute, ask=ask)
    if not execute:
        return
    if first and environment.protected:
        _sam(environment, built.as_posix(), environment.parameters, ask=ask)
    if environment.protected:
        stack.protect(environment.stack, on=True)
    for function in stack.functions(environment.stack):
        stack.prune(function)


def rollback(environment: Environment) -> dict[str, int]:
    """Let each function serve the version before the present one; return who serves what.

    Raises:
        DeployError: a function has no version to go back to.
    """
    if stack.state(environment.stack) is None:
        raise DeployError(f"There is no stack {environment.stack}.")
    chosen = {name: previous(name) for name in stack.functions(environment.stack)}
    back = {name: version for name, version in chosen.items() if version is not None}
    if not back:
        raise DeployError("No function has a version to go back to: deploy the release before.")
    for name, version in back.items():
        stack.serve(name, version)
    return back


def previous(function: str) -> int | None:
    """Return the version before the one that serves; None where there is none."""
    current = stack.serving(function)
    older = [version for version in stack.versions(function) if version < (current or 0)]
    return older[-1] if older else None


def _sam(
    environment: Environment,
    template: str,
    parameters: Mapping[str, str],
    *,
    execute: bool = True,
    ask: bool,
) -> None:
    config = (ROOT / "samconfig.toml").as_posix()
    words = [SAM.as_posix(), "deploy", "--config-file", config, "--config-env", environment.name]
    words += ["--template-file", template, "--no-fail-on-empty-changeset"]
    words += ["--s3-bucket", bucket] if (bucket := os.environ.get(BUCKET)) else ["--resolve-s3"]
    words += [] if execute else ["--no-execute-changeset"]
    words += [] if ask and execute else ["--no-confirm-changeset"]
    words += ["--parameter-overrides", *overrides(parameters)]
    if subprocess.run(words, cwd=ROOT, check=False).returncode:
        raise DeployError(
            f"{environment.stack} was not deployed, and CloudFormation takes back what it has"
            ' changed. docs/operations.md has "Recover a failed deploy".'
        )
