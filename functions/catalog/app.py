"""Public reads of the catalogue."""

from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook import catalog
from pricebook.api import Api, Page, Size, Slug
from pricebook.responses import BRIEF
from pricebook.telemetry import logger, metrics

app = Api()


@app.get("/v1/catalog")
def whole(provider: Slug = None) -> Response[str]:
    """Every active model in one compressed body."""
    return app.send(catalog.catalog(provider))


@app.get("/v1/models")
def models(
    provider: Slug = None, *, include_inactive: bool = False, page: Page = 1, page_size: Size = 50
) -> Response[str]:
    """The models, page by page."""
    found = catalog.models(provider, page, page_size, include_inactive=include_inactive)
    return app.send_page(found, page, page_size)


@app.get("/v1/models/<model_id>")
def model(model_id: str) -> Response[str]:
    """One model, sold now or not; slashes in its id are raw or percent-encoded."""
    return app.send(catalog.model(model_id))


@app.get("/v1/providers")
def providers() -> Response[str]:
    """Every provider, with its health and how much of it is known."""
    return app.send(catalog.providers(), BRIEF)


@app.get("/v1/status")
def status() -> Response[str]:
    """Every provider's last run, and how complete and how fresh the catalogue is."""
    return app.send(catalog.status(), BRIEF)


@app.get("/health")
def health() -> Response[str]:
    """Whether the database and the cache answer; 200 as long as this function does."""
    return app.send_uncached(catalog.health())


@metrics.log_metrics
@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_HTTP)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request."""
    return app.resolve(event, context)
