"""Smoke test of a deployment: its address from the stack, and a few questions."""

import os
import subprocess
import sys

from infrastructure import stack
from infrastructure.environments import ROOT, DeployError, Environment


def run(environment: Environment) -> None:
    """Ask a deployment what tests/e2e asks.

    Raises:
        DeployError: there is no such stack, or it does not answer as it should.
    """
    if stack.state(environment.stack) is None:
        raise DeployError(f"There is no stack {environment.stack}.")
    outputs = stack.outputs(environment.stack)
    url = outputs.get("CdnUrl") or outputs["ApiUrl"]
    print(f"Asking {url}", flush=True)
    words = [sys.executable, "-m", "pytest", "-q", "tests/e2e"]
    variables = os.environ | {"DEPLOYMENT_URL": url}
    if subprocess.run(words, cwd=ROOT, env=variables, check=False).returncode:
        raise DeployError(f"{environment.stack} does not answer as it should: make rollback.")
