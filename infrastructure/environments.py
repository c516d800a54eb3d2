"""Environments: what samconfig.toml, and the untracked deploy.toml, say of a deployment."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
NAMES = ("dev", "hobby", "staging", "prod")


class DeployError(Exception):
    """A deployment cannot go on; the message says what to do."""


@dataclass(frozen=True)
class Environment:
    """One environment.

    Attributes:
        name: dev, hobby, staging or prod.
        stack: the name of its CloudFormation stack.
        parameters: the template's parameters that differ from their defaults.
    """

    name: str
    stack: str
    parameters: Mapping[str, str]

    @property
    def architecture(self) -> str:
        """What the functions run on."""
        return self.parameters.get("Architecture", "arm64")

    @property
    def protected(self) -> bool:
        """Whether the database, the user pool and the stack refuse to be deleted."""
        return self.parameters.get("DeletionProtection") == "true"


def read(name: str, architecture: str | None = None, root: Path = ROOT) -> Environment:
    """Return an environment.

    Args:
        name: dev, hobby, staging or prod.
        architecture: arm64 or x86_64, in place of what the environment says.
        root: the folder of samconfig.toml and deploy.toml.

    Raises:
        DeployError: there is no such environment.
    """
    configured = tomllib.loads((root / "samconfig.toml").read_text())
    if name not in NAMES:
        raise DeployError(f"There is no environment {name!r}: ENV is one of {', '.join(NAMES)}.")
    deploy = configured[name]["deploy"]["parameters"]
    parameters = _pairs(deploy["parameter_overrides"]) | _own(name, root)
    if architecture:
        parameters["Architecture"] = architecture
    return Environment(name, deploy["stack_name"], parameters)


def overrides(parameters: Mapping[str, str]) -> list[str]:
    """Return parameters as `sam deploy --parameter-overrides` takes them."""
    return [f'{name}="{value}"' for name, value in sorted(parameters.items())]


def _pairs(words: list[str]) -> dict[str, str]:
    pairs = (word.partition("=") for word in words)
    return {name: value.strip("'\"") for name, _, value in pairs}


def _own(name: str, root: Path) -> dict[str, str]:
    """Return what belongs to one account: git ignores deploy.toml."""
    path = root / "deploy.toml"
    table: dict[str, Any] = tomllib.loads(path.read_text()).get(name, {}) if path.exists() else {}
    return {key: str(value) for key, value in table.items()}
