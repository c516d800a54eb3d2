"""Exchange rates, for readers who pay in another currency."""

from aws_lambda_powertools.event_handler import Response

from pricebook.api.routes import Routes
from pricebook.catalog import exchange

routes = Routes()


@routes.get("/v1/exchange-rates")
def list_current_exchange_rates() -> Response[str]:
    """The dated rates that hold today, as operators entered them; none is ever guessed."""
    return routes.api.send(exchange.rates())
