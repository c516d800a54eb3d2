"""Admin function: the API of operators."""

from typing import Any

from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook.api import origin
from pricebook.api.admin import (
    AdminApi,
    audit,
    benchmarks,
    cache_flush,
    disagreements,
    exchange_rates,
    export,
    models,
    prices,
    providers,
    reviews,
    run_reviews,
    snapshots,
    sync_runs,
)
from pricebook.telemetry import logger, metrics

app = AdminApi()
app.include_router(audit.routes)
app.include_router(benchmarks.routes)
app.include_router(disagreements.routes)
app.include_router(exchange_rates.routes)
app.include_router(export.routes)
app.include_router(cache_flush.routes)
app.include_router(models.routes)
app.include_router(prices.routes)
app.include_router(providers.routes)
app.include_router(reviews.routes)
app.include_router(run_reviews.routes)
app.include_router(snapshots.routes)
app.include_router(sync_runs.routes)


@metrics.log_metrics
@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_HTTP)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request."""
    return origin.guard(event, lambda request: app.resolve(request, context))
