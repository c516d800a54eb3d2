"""Prices of one model at a moment, and their history."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AfterValidator, WithJsonSchema

from pricebook.api.parameters import Size
from pricebook.api.routes import Routes
from pricebook.catalog import prices
from pricebook.pricing.meters import METERS
from pricebook.serving.headers import PUBLIC
from pricebook.timestamps import Moment, rfc3339
from pricebook.validation import nearest, require_order

SETTLED = "public, max-age=86400"


def known_meter(name: str) -> str:
    """Refuse an unknown meter."""
    if name not in METERS:
        raise ValueError(nearest("meter", name, METERS))
    return name


Meter = Annotated[
    str,
    AfterValidator(known_meter),
    WithJsonSchema({"type": "string", "enum": list(METERS)}),
]
At = Annotated[
    Moment | None, Query(description="When the prices hold; it may be in the future. Default: now.")
]
KnownAt = Annotated[Moment | None, Query(description="When the prices were known. Default: now.")]

routes = Routes()


@routes.get("/v1/prices")
def get_prices_of_sellers(
    canonical: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="A canonical model, such as openai/gpt-5, or a name that means one: gpt-5.",
        ),
    ],
    at: At = None,
    known_at: KnownAt = None,
) -> Response[str]:
    """The prices of a canonical model at every seller that had one at a moment.

    Offers that are no longer sold are among them: what a model cost in March is asked later.
    """
    served = prices.sellers(canonical, at, known_at)
    return routes.api.send(served, SETTLED if prices.settled(at, known_at) else PUBLIC)


@routes.get("/v1/prices/<model_id>")
def get_prices(model_id: str, at: At = None, known_at: KnownAt = None) -> Response[str]:
    """The prices of a model that hold at a moment, as they were known at another."""
    served = prices.prices(model_id, at, known_at)
    return routes.api.send(served, SETTLED if prices.settled(at, known_at) else PUBLIC)


@routes.get("/v1/history/<model_id>")
def get_history(
    model_id: str,
    meter: Annotated[Meter | None, Query(description="One meter only.")] = None,
    since: Annotated[Moment | None, Query(description="Only changes from this moment on.")] = None,
    until: Annotated[Moment | None, Query(description="Only changes before this moment.")] = None,
    known_at: KnownAt = None,
    page_size: Size = 100,
) -> Response[str]:
    """The price changes of a model, the newest first; `steps` are the points of a chart."""
    require_order(since, until)
    params = {
        "meter": meter,
        "since": rfc3339(since),
        "until": rfc3339(until),
        "known_at": rfc3339(known_at),
        "page_size": page_size,
    }
    return routes.api.send_cursor_page(prices.history(model_id, params), "until")


@routes.get("/v1/sources/<model_id>")
def get_sources(model_id: str) -> Response[str]:
    """The prices of a model as every source states them now, side by side.

    `used` marks the price that the catalogue takes; `disagrees` one that differs from it.
    """
    return routes.api.send(prices.sources(model_id))
