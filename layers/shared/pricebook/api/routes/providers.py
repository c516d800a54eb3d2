"""Who sells, and how well we know it."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.responses import BRIEF
from pricebook.api.routes import Routes
from pricebook.catalog import lookup

routes = Routes()


@routes.get("/v1/providers")
def providers() -> Response[str]:
    """Every provider, with its health and how much of it is known."""
    return routes.api.send(lookup.providers(), BRIEF)


@routes.get("/v1/providers/<slug>")
def provider(slug: str) -> Response[str]:
    """One provider, or a reference list, with its last runs and what waits for an operator."""
    return routes.api.send(lookup.provider(slug), BRIEF)


@routes.get("/v1/status")
def status() -> Response[str]:
    """Every provider's last run, and how complete and how fresh the catalogue is."""
    return routes.api.send(lookup.status(), BRIEF)
