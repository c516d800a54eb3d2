"""Contradictions that CloudFormation's rules cannot express, refused before the build."""

from collections.abc import Mapping

from infrastructure.environments import ROOT, DeployError, Environment
from local.sam import intrinsics

GLOBAL = "us-east-1"
"""Where CloudFront looks for certificates and web ACLs."""


def require(environment: Environment) -> None:
    """Refuse parameters that cannot work together.

    Raises:
        DeployError: which do not, and why.
    """
    declared = intrinsics.load((ROOT / "template.yaml").read_text())["Parameters"]
    defaults = {name: str(it["Default"]) for name, it in declared.items()}
    given = {**defaults, **environment.parameters}
    if strange := given.keys() - declared.keys():
        raise DeployError(f"There is no parameter {', '.join(sorted(strange))} in template.yaml.")
    _require_capacity(given)
    if given["Cdn"] == "true":
        _require_global(given)


def _require_capacity(given: Mapping[str, str]) -> None:
    least, most = given["DatabaseMinCapacity"], given["DatabaseMaxCapacity"]
    if float(least) > float(most):
        raise DeployError(f"DatabaseMinCapacity {least} is above DatabaseMaxCapacity {most}.")


def _require_global(given: Mapping[str, str]) -> None:
    for name in ("CertificateArn", "WebAclArn"):
        if given[name] and given[name].split(":")[3] != GLOBAL:
            raise DeployError(f"{name} has to be of {GLOBAL} where Cdn is true: {given[name]}.")
