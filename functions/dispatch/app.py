"""One schedule tick, one asynchronous sync per due provider."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook.aws import lambda_client
from pricebook.sync import schedule
from pricebook.telemetry import logger, metrics


@metrics.log_metrics
@logger.inject_lambda_context
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Answer which providers were started."""
    return {"dispatched": schedule.tick(lambda_client.start)}
