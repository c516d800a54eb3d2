"""Exchange rates to US dollars, as operators enter them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field, StringConstraints

from pricebook.api.admin import AdminRoutes, DryRun
from pricebook.api.body import Body, Line, decoded, read
from pricebook.api.decimals import EXACT
from pricebook.api.parameters import Page, Size
from pricebook.ledger import exchange_rates
from pricebook.ledger.exchange_rates import ExchangeRate
from pricebook.storage.writer import writer
from pricebook.timestamps import Day

routes = AdminRoutes()

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{3,20}$")]


class RateEntry(Body):
    """Worth of one unit of a currency in US dollars, from a day on; the default is today."""

    currency: Line
    usd: Annotated[Decimal, Field(max_digits=40), EXACT]
    valid_from: Day | None = None
    source_url: Line | None = None
    note: Line | None = None


@routes.get("/v1/admin/exchange-rates")
def list_exchange_rates(
    *,
    currency: Annotated[Currency | None, Query()] = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every rate that was entered, the newest of each currency first, and which ones hold."""
    params = {"currency": currency, "page": page, "page_size": page_size}
    ((body, total),) = writer().run("ledger.exchange_rates.listed", **params)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/exchange-rates")
def enter_exchange_rate(*, dry_run: DryRun = False) -> Response[str]:
    """Enter a rate; it replaces another one of the same day, and both stay on record."""
    entry = read(RateEntry, decoded(routes.api.current_event))
    fields = entry.model_dump() | {"valid_from": entry.valid_from or datetime.now(UTC).date()}
    rate = ExchangeRate(**fields, entered_by=routes.actor)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        exchange_rates.write(database, rate)
        ((newest,),) = database.run("ledger.exchange_rates.newest", currency=rate.currency)
    body = f'{{"rate":{newest},"models":{refreshed.models}}}'
    return routes.send_change(body, dry_run=dry_run)
