"""The catalogue as a whole, and one model of it."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.resolver import Slug
from pricebook.api.routes import Routes
from pricebook.catalog import lookup

routes = Routes()


@routes.get("/v1/catalog")
def whole(provider: Slug = None) -> Response[str]:
    """Every active model in one compressed body."""
    return routes.api.send(lookup.catalog(provider))


@routes.get("/v1/models/<model_id>")
def model(model_id: str) -> Response[str]:
    """One model, sold now or not; slashes in its id are raw or percent-encoded."""
    return routes.api.send(lookup.model(model_id))


@routes.get("/health")
def health() -> Response[str]:
    """Whether the database and the cache answer; 200 as long as this function does."""
    return routes.api.send_uncached(lookup.health())
