"""How one function starts another: boto3's Lambda client of this container."""

import json
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError

from pricebook.errors import FunctionTimeout, Unavailable

PATIENCE_S = 24
"""How long an operator is kept waiting: API Gateway gives up after 30 seconds."""


@cache
def client() -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    """Return the client; a call that was not answered may have been heard, so none is repeated."""
    return boto3.client(
        "lambda", config=Config(read_timeout=PATIENCE_S, retries={"total_max_attempts": 1})
    )


def start(function: str, asked: dict[str, Any]) -> None:
    """Start a function and do not wait; Lambda retries it and keeps what fails for good.

    Raises:
        Unavailable: Lambda did not take it.
    """
    _invoke(function, asked, "Event")


def call(function: str, asked: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Start a function, wait for its answer, and tell whether that is an error.

    Raises:
        FunctionTimeout: it is still at work.
        Unavailable: Lambda did not take it.
    """
    answer = _invoke(function, asked, "RequestResponse")
    told: dict[str, Any] = json.loads(answer["Payload"].read())
    return told, "FunctionError" in answer


def _invoke(function: str, asked: dict[str, Any], kind: str) -> Any:  # noqa: ANN401 - as boto3 says
    payload = json.dumps(asked).encode()
    try:
        return client().invoke(FunctionName=function, InvocationType=kind, Payload=payload)
    except ReadTimeoutError as error:
        raise FunctionTimeout(f"{function} is still at work after {PATIENCE_S} seconds.") from error
    except (BotoCoreError, ClientError) as error:
        raise Unavailable(f"{function} could not be started: {error}") from error
