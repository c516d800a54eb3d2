"""The pages for people, and the answer for a path that nothing else serves."""

from functools import partial
from pathlib import Path
from typing import Any

from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook.api import origin
from pricebook.pages import site
from pricebook.telemetry import logger, metrics

BUILT = Path(__file__).parent / "dist"


@metrics.log_metrics
@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_HTTP)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Answer one request."""
    metrics.add_metric(name="Requests", unit="Count", value=1)
    return origin.guard(event, partial(site.answer, BUILT))
