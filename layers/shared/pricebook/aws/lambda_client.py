"""Lambda client: one function starts another."""

import json
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError

from pricebook.errors import FunctionTimeout, Unavailable

TIMEOUT_S = 24
"""Seconds that an operator waits: API Gateway gives up after 30."""


@cache
def client() -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    """Return the client, without retries: a call without answer may have started the function."""
    return boto3.client(
        "lambda", config=Config(read_timeout=TIMEOUT_S, retries={"total_max_attempts": 1})
    )


def start(function: str, event: dict[str, Any]) -> None:
    """Start a function and do not wait; Lambda retries it, and keeps an event that fails for good.

    Raises:
        Unavailable: Lambda did not accept the event.
    """
    _invoke(function, event, "Event")


def call(function: str, event: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Start a function and wait; return its answer, and whether that is an error.

    Raises:
        FunctionTimeout: it is still running.
        Unavailable: Lambda did not accept the event.
    """
    response = _invoke(function, event, "RequestResponse")
    answer: dict[str, Any] = json.loads(response["Payload"].read())
    return answer, "FunctionError" in response


def _invoke(function: str, event: dict[str, Any], kind: str) -> Any:  # noqa: ANN401 - as boto3 says
    payload = json.dumps(event).encode()
    try:
        return client().invoke(FunctionName=function, InvocationType=kind, Payload=payload)
    except ReadTimeoutError as error:
        raise FunctionTimeout(f"{function} is still running after {TIMEOUT_S} seconds.") from error
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"{function} could not be started: {error}") from error
