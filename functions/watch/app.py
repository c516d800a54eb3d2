"""Watch function: what callers watch, saved under their own token, and published snapshots."""

from typing import Any

from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook.api import origin, outages, rate_limit
from pricebook.api.resolver import Api
from pricebook.api.routes import snapshots, watches
from pricebook.telemetry import logger, metrics

app = Api()
outages.tell_outages(app)
app.use(middlewares=[rate_limit.limit])
app.include_router(snapshots.routes)
app.include_router(watches.routes)


@metrics.log_metrics
@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_HTTP)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request."""
    return origin.guard(event, lambda request: app.resolve(request, context))
