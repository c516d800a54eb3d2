"""Commands of the AWS CLI in the operations guide: operations and options that AWS has.

No account is needed to know that: the CLI makes its commands of botocore's models of the services.
"""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
import pytest
from botocore import xform_name

from tests.support.paths import ROOT

GUIDE = (ROOT / "docs" / "operations.md").read_text()
GLOBAL = {"query", "output", "cli-binary-format"}
"""Options that every command takes."""
OWN = {"s3", "wait"}
"""What the CLI adds by itself: copying files, and waiting."""


def commands() -> Iterator[str]:
    """Yield each command of the guide, in blocks and in lines, on one line."""
    for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            yield from re.findall(r"(?:^|\(|\{ )(aws .*?)(?:\)$|; \}|$)", line)
    yield from re.findall(r"`(aws [^`]+)`", GUIDE)


@cache
def operations(service: str) -> dict[str, Any]:
    """Return the operations of a service by the names that the CLI gives them."""
    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(name, "-"): model.operation_model(name) for name in model.operation_names}


def options(operation: Any) -> set[str]:
    """Return the options of an operation, as the CLI spells them."""
    shape = operation.input_shape
    names = {xform_name(member, "-") for member in (shape.members if shape else ())}
    return names | {f"no-{name}" for name in names} | GLOBAL


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_a_command_of_the_guide_is_one_of_aws(command: str) -> None:
    """Whoever types it in the night is not told of an unknown option."""
    words = shlex.split(command, comments=True)
    service, verb, *rest = words[1:]
    if OWN & {service, verb}:
        return
    given = {word.removeprefix("--") for word in rest if word.startswith("--")}

    assert verb in operations(service), command
    assert set() == given - options(operations(service)[verb]), command


def test_the_guide_has_commands() -> None:
    """The search above finds those of every chapter."""
    services = {command.split()[1] for command in commands()}

    assert {"backup", "cloudformation", "cognito-idp", "lambda", "rds", "s3"} <= services
    assert len(set(commands())) > 25
