"""Providers and their state."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.responses import SHORT
from pricebook.api.routes import Routes
from pricebook.catalog import lookup

routes = Routes()


@routes.get("/v1/providers")
def list_providers() -> Response[str]:
    """Every provider, with its health and the number of its models."""
    return routes.api.send(lookup.providers(), SHORT)


@routes.get("/v1/providers/<slug>")
def get_provider(slug: str) -> Response[str]:
    """One provider or reference list, with its last runs and its open reviews."""
    return routes.api.send(lookup.provider(slug), SHORT)


@routes.get("/v1/status")
def get_status() -> Response[str]:
    """The last run of every provider, and how complete and how fresh the catalogue is."""
    return routes.api.send(lookup.status(), SHORT)
