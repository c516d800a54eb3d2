"""What units of other currencies are worth in US dollars, as operators say."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field, StringConstraints

from pricebook.api.admin import AdminRoutes, DryRun
from pricebook.api.admin.bodies.body import Line, Sent, decoded, read
from pricebook.api.resolver import Page, Size
from pricebook.ledger import exchange_rates
from pricebook.ledger.exchange_rates import ExchangeRate
from pricebook.storage.writer import writer
from pricebook.timestamps import Day

routes = AdminRoutes()

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{3,20}$")]


class Worth(Sent):
    """What one unit of a currency is worth from a day on, which is today where none is said."""

    currency: Line
    usd: Annotated[Decimal, Field(max_digits=40)]
    valid_from: Day | None = None
    source_url: Line | None = None
    note: Line | None = None


@routes.get("/v1/admin/exchange-rates")
def listed(
    *,
    currency: Annotated[Currency | None, Query()] = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every rate that was entered, the newest of each currency first, and which are in force."""
    asked = {"currency": currency, "page": page, "page_size": page_size}
    ((body, total),) = writer().run("ledger.exchange_rates.listed", **asked)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/exchange-rates")
def enter(*, dry_run: DryRun = False) -> Response[str]:
    """Enter a rate; another one of the same day takes its place, and both stay on record."""
    worth = read(Worth, decoded(routes.api.current_event))
    facts = worth.model_dump() | {"valid_from": worth.valid_from or datetime.now(UTC).date()}
    rate = ExchangeRate(**facts, entered_by=routes.actor)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        exchange_rates.write(database, rate)
        ((told,),) = database.run("ledger.exchange_rates.newest", currency=rate.currency)
    body = f'{{"rate":{told},"models":{refreshed.models}}}'
    return routes.send_change(body, dry_run=dry_run)
