"""One schedule tick, one asynchronous sync per due provider."""

from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook import dispatch
from pricebook.telemetry import logger, metrics


@cache
def client() -> Any:  # noqa: ANN401 - boto3 makes its clients at run time
    """Return the Lambda client of this container."""
    return boto3.client("lambda")


def invoke(function: str, payload: bytes) -> None:
    """Start a function without waiting; Lambda retries it and keeps what fails for good."""
    client().invoke(FunctionName=function, InvocationType="Event", Payload=payload)


@metrics.log_metrics
@logger.inject_lambda_context
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Answer which providers were started."""
    return {"dispatched": dispatch.tick(invoke)}
