"""Trends of prices."""

from dataclasses import dataclass
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.model_parameters import Capabilities, Creator, Tokens
from pricebook.api.parameters import Mix, grouped
from pricebook.api.routes import Routes
from pricebook.catalog import trends
from pricebook.serving.answer import Answer
from pricebook.timestamps import Moment
from pricebook.validation import require_order

CSV = "text/csv; charset=utf-8; header=present"

Since = Annotated[Moment | None, Query(description="First moment; the first that is known.")]
Format = Annotated[Literal["json", "csv"], Query(description="CSV is RFC 4180.")]
Step = Annotated[
    Literal["day", "week", "month"], Query(description="How far the points are apart.")
]
Until = Annotated[Moment | None, Query(description="Last moment; now.")]

routes = Routes()


@dataclass(frozen=True, slots=True)
class Plotted:
    """What is plotted."""

    mix: Mix = "3:1"
    since: Since = None
    until: Until = None
    format: Format = "json"

    def read(self) -> trends.Plot:
        """Return it as the catalogue takes it."""
        require_order(self.since, self.until)
        return trends.Plot(self.mix, self.since, self.until, self.format)


@routes.get("/v1/trends")
@grouped
def get_market_trend(
    plotted: Plotted,
    min_context: Tokens = None,
    capability: Capabilities = None,
    creator: Creator = None,
) -> Response[str]:
    """The quartiles of the prices of all models, month by month; of each its cheapest seller.

    What a model can do is what is known of it now.
    """
    which = trends.Market(min_context, tuple(sorted(set(capability or ()))), creator)
    return _sent(trends.market(plotted.read(), which), plotted.format)


@routes.get("/v1/trends/<canonical_id>")
@grouped
def get_trend(canonical_id: str, plotted: Plotted, step: Step = "week") -> Response[str]:
    """The lowest, the median and the highest price of a model over its sellers, ready to plot.

    Of each seller its cheapest offer; a free one is no price of the market.
    """
    return _sent(trends.model(canonical_id, plotted.read(), step), plotted.format)


def _sent(served: tuple[Answer, str], form: str) -> Response[str]:
    response = routes.api.send(served)
    if form == "csv":
        response.headers["Content-Type"] = CSV
    return response
