"""Catalogue function: the public API."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook.api import origin, rate_limit
from pricebook.api.public import PublicApi
from pricebook.api.routes import (
    access,
    canonical,
    changes,
    compare,
    deprecations,
    docs,
    exchange,
    feeds,
    index,
    mcp,
    models,
    prices,
    providers,
    quote,
    search,
    trends,
    whole,
)
from pricebook.catalog import snapstart
from pricebook.telemetry import logger, metrics

app = PublicApi(rate_limit.limit)
app.include_router(access.routes)
app.include_router(canonical.routes)
app.include_router(changes.routes)
app.include_router(compare.routes)
app.include_router(deprecations.routes)
app.include_router(docs.routes)
app.include_router(exchange.routes)
app.include_router(feeds.routes)
app.include_router(index.routes)
app.include_router(mcp.routes)
app.include_router(models.routes)
app.include_router(prices.routes)
app.include_router(providers.routes)
app.include_router(quote.routes)
app.include_router(search.routes)
app.include_router(trends.routes)
app.include_router(whole.routes)
snapstart.register()


@metrics.log_metrics
@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request."""
    logger.set_correlation_id(event["requestContext"]["requestId"])
    return origin.guard(event, lambda request: app.resolve(request, context))
