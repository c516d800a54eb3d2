"""One model's prices at a time, and how they came about."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AfterValidator, WithJsonSchema

from pricebook.api.resolver import Size
from pricebook.api.responses import PUBLIC
from pricebook.api.routes import Routes
from pricebook.catalog import prices as ledger
from pricebook.pricing.meters import METERS
from pricebook.timestamps import Moment, rfc3339
from pricebook.validation import nearest

SETTLED = "public, max-age=86400"


def known_meter(name: str) -> str:
    """Refuse a meter that nobody counts."""
    if name not in METERS:
        raise ValueError(nearest("meter", name, METERS))
    return name


Meter = Annotated[
    str,
    AfterValidator(known_meter),
    WithJsonSchema({"type": "string", "enum": list(METERS)}),
]
At = Annotated[Moment | None, Query(description="When it is charged; may lie ahead. Now.")]
KnownAt = Annotated[Moment | None, Query(description="As far as we knew at this moment. Now.")]

routes = Routes()


@routes.get("/v1/prices/<model_id>")
def prices(model_id: str, at: At = None, known_at: KnownAt = None) -> Response[str]:
    """The prices of a model at a moment, as far as we knew at another."""
    found = ledger.prices(model_id, at, known_at)
    return routes.api.send(found, SETTLED if ledger.settled(at, known_at) else PUBLIC)


@routes.get("/v1/history/<model_id>")
def history(
    model_id: str,
    meter: Annotated[Meter | None, Query(description="One meter only.")] = None,
    since: Annotated[Moment | None, Query(description="No change before this moment.")] = None,
    until: Annotated[Moment | None, Query(description="Only changes before this moment.")] = None,
    known_at: KnownAt = None,
    page_size: Size = 100,
) -> Response[str]:
    """What changed in the price of a model, the newest first; `steps` are the lines to draw."""
    asked = {
        "meter": meter,
        "since": rfc3339(since),
        "until": rfc3339(until),
        "known_at": rfc3339(known_at),
        "page_size": page_size,
    }
    return routes.api.send_on(ledger.history(model_id, asked), "until")


@routes.get("/v1/sources/<model_id>")
def sources(model_id: str) -> Response[str]:
    """Who says so: the prices of a model as every source states them now, side by side.

    `used` marks the statement that the catalogue goes by; `disagrees` one that differs from it.
    """
    return routes.api.send(ledger.sources(model_id))
