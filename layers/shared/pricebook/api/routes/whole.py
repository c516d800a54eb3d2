"""The whole catalogue, one model of it, and the health of the API."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.parameters import Slug
from pricebook.api.routes import Routes
from pricebook.catalog import lookup

routes = Routes()


@routes.get("/v1/catalog")
def get_catalog(provider: Slug = None) -> Response[str]:
    """Every active model in one compressed body."""
    return routes.api.send(lookup.catalog(provider))


@routes.get("/v1/models/<model_id>")
def get_model(model_id: str) -> Response[str]:
    """One model, sold now or not; slashes in its id are raw or percent-encoded."""
    return routes.api.send(lookup.model(model_id))


@routes.get("/health")
def get_health() -> Response[str]:
    """Whether the database and the cache answer; the status is 200 even if they do not."""
    return routes.api.send_uncached(lookup.health())
