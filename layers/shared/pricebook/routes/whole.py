"""The catalogue as a whole, one model of it, and how well we know it."""

from aws_lambda_powertools.event_handler import Response

from pricebook import catalog
from pricebook.api import Page, Size, Slug
from pricebook.responses import BRIEF
from pricebook.routes import Routes

routes = Routes()


@routes.get("/v1/catalog")
def whole(provider: Slug = None) -> Response[str]:
    """Every active model in one compressed body."""
    return routes.api.send(catalog.catalog(provider))


@routes.get("/v1/models")
def models(
    provider: Slug = None, *, include_inactive: bool = False, page: Page = 1, page_size: Size = 50
) -> Response[str]:
    """The models, page by page."""
    found = catalog.models(provider, page, page_size, include_inactive=include_inactive)
    return routes.api.send_page(found, page, page_size)


@routes.get("/v1/models/<model_id>")
def model(model_id: str) -> Response[str]:
    """One model, sold now or not; slashes in its id are raw or percent-encoded."""
    return routes.api.send(catalog.model(model_id))


@routes.get("/v1/providers")
def providers() -> Response[str]:
    """Every provider, with its health and how much of it is known."""
    return routes.api.send(catalog.providers(), BRIEF)


@routes.get("/v1/status")
def status() -> Response[str]:
    """Every provider's last run, and how complete and how fresh the catalogue is."""
    return routes.api.send(catalog.status(), BRIEF)


@routes.get("/health")
def health() -> Response[str]:
    """Whether the database and the cache answer; 200 as long as this function does."""
    return routes.api.send_uncached(catalog.health())
