"""CloudFormation stack: its state, its functions, and the versions that it keeps."""

from collections.abc import Iterator
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infrastructure.environments import DeployError

ALIAS = "live"
KEPT_VERSIONS = 3
"""How many versions of a function are kept: the one that serves and two to go back to."""
DEAD = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"}
"""A stack in one of these states can only be deleted."""


def state(name: str) -> str | None:
    """Return the state of a stack; None where there is none, or its first change set waits.

    Raises:
        DeployError: a stack that can only be deleted stands there.
    """
    try:
        stack = _client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    status = str(stack["StackStatus"])
    if status in DEAD:
        raise DeployError(
            f"{name} is {status}: its first deploy failed. `make undeploy` takes it away; then"
            " deploy again."
        )
    return None if status == "REVIEW_IN_PROGRESS" else status


def protect(name: str, *, on: bool) -> None:
    """Let a stack refuse to be deleted, or no longer."""
    client = _client("cloudformation")
    client.update_termination_protection(StackName=name, EnableTerminationProtection=on)


def functions(name: str) -> Iterator[str]:
    """Yield the names of a stack's functions."""
    client = _client("cloudformation")
    for page in client.get_paginator("list_stack_resources").paginate(StackName=name):
        for resource in page["StackResourceSummaries"]:
            if resource["ResourceType"] == "AWS::Lambda::Function":
                yield resource["PhysicalResourceId"]


def outputs(name: str) -> dict[str, str]:
    """Return a stack's outputs."""
    stack = _client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}


def versions(function: str) -> list[int]:
    """Return the published versions of a function, oldest first."""
    pages = _client("lambda").get_paginator("list_versions_by_function")
    numbers = [
        version["Version"]
        for page in pages.paginate(FunctionName=function)
        for version in page["Versions"]
    ]
    return sorted(int(version) for version in numbers if version != "$LATEST")


def serving(function: str) -> int | None:
    """Return the version that a function's alias points to; None without an alias."""
    try:
        alias = _client("lambda").get_alias(FunctionName=function, Name=ALIAS)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return None
        raise
    return int(alias["FunctionVersion"])


def serve(function: str, version: int) -> None:
    """Point a function's alias to a version, for all requests at once."""
    _client("lambda").update_alias(
        FunctionName=function,
        Name=ALIAS,
        FunctionVersion=str(version),
        RoutingConfig={"AdditionalVersionWeights": {}},
    )


def prune(function: str) -> list[int]:
    """Delete the versions that nobody goes back to, and return them."""
    current = serving(function)
    old = [version for version in versions(function)[:-KEPT_VERSIONS] if version != current]
    for version in old:
        _client("lambda").delete_function(FunctionName=function, Qualifier=str(version))
    return old


def _client(service: str) -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    return boto3.client(service)
