"""Manual prices: they win over every other source, and each has a reason."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun
from pricebook.api.admin.bodies.price import ManualPrice, Withdrawal
from pricebook.api.body import decoded, read, unprocessable
from pricebook.errors import NotFound
from pricebook.serving.query import path_name
from pricebook.storage.postgres import Database
from pricebook.sync import thresholds
from pricebook.sync.thresholds import Thresholds
from pricebook.validation import bad

MAX_PRICES = 100
"""How many prices of one model one request may state."""

routes = AdminRoutes()

Force = Annotated[bool, Query(description="Accept an amount that looks like an error of the unit.")]


@routes.put("/v1/admin/prices/<model_id>")
def state_prices(model_id: str, *, dry_run: DryRun = False, force: Force = False) -> Response[str]:
    """State one price of a model, or a list of them, from a moment on, which may be in the future.

    An amount is a decimal string or a number, per the same quantity as in the model's document. The
    response has the prices that hold now, and every stated price.
    """
    prices = _prices(decoded(routes.api.current_event))
    model_id = path_name(model_id)
    with routes.change(dry_run=dry_run) as (database, _):
        _require_model(database, model_id)
        rows = json.dumps([price.row() for price in prices.values()])
        _require_period(database, list(prices), rows)
        if not force:
            _require_plausible(prices, thresholds.of(database, model_id.partition("/")[0]))
        database.run("admin.prices.believe", model_id=model_id, entries=rows)
        result = _in_force(database, model_id)
    return routes.send_change(result, dry_run=dry_run)


@routes.delete("/v1/admin/prices/<model_id>")
def withdraw_price(
    model_id: str,
    *,
    meter: Annotated[str, Query()],
    reason: Annotated[str, Query()],
    conditions: Annotated[str, Query(description="As JSON; without any, the base price.")] = "{}",
    dry_run: DryRun = False,
) -> Response[str]:
    """Withdraw a stated price from now on; its past stays in the history."""
    fields = {"meter": meter, "conditions": _parsed(conditions), "reason": reason}
    withdrawal = read(Withdrawal, fields)
    model_id = path_name(model_id)
    key = {"meter": withdrawal.meter, "conditions": json.dumps(withdrawal.conditions)}
    with routes.change(dry_run=dry_run) as (database, _):
        _require_model(database, model_id)
        if not database.run("admin.prices.withdraw", model_id=model_id, **key):
            raise NotFound(
                f"{model_id} has no stated price of {withdrawal.meter} under {key['conditions']},"
                " now or in the future."
            )
        routes.note("withdraw", model_id, withdrawal.model_dump(), "model_prices")
        result = _in_force(database, model_id)
    return routes.send_change(result, dry_run=dry_run)


def _prices(body: object) -> dict[str, ManualPrice]:
    """Return the prices of a body by their paths in it."""
    if not isinstance(body, list):
        return {"": read(ManualPrice, body)}
    if not 0 < len(body) <= MAX_PRICES:
        raise unprocessable(bad("body", f"expected one price, or a list of one to {MAX_PRICES}"))
    prices = {
        f"{place}.": read(ManualPrice, price, f"{place}.") for place, price in enumerate(body)
    }
    seen: set[str] = set()
    for path, price in prices.items():
        key = json.dumps([price.meter, price.conditions], sort_keys=True)
        if key in seen:
            raise unprocessable(bad(f"{path}meter", "this price is in the list twice"))
        seen.add(key)
    return prices


def _parsed(conditions: str) -> object:
    try:
        return json.loads(conditions, parse_float=Decimal, parse_constant=Decimal)
    except (ValueError, InvalidOperation, RecursionError):
        raise bad(
            "conditions", 'expected a JSON object such as {"service_tier": "batch"}'
        ) from None


def _require_model(database: Database, model_id: str) -> None:
    if not database.run("admin.prices.touch", model_id=model_id):
        raise NotFound(f"There is no model {model_id!r}. GET /v1/admin/models lists all models.")


def _require_period(database: Database, paths: Sequence[str], rows: str) -> None:
    """Refuse a price that ends before it begins, by the clock of the database."""
    for (place,) in database.run("admin.prices.never_valid", entries=rows):
        raise unprocessable(bad(f"{paths[place]}valid_to", "expected a time after valid_from"))


def _require_plausible(prices: Mapping[str, ManualPrice], limits: Thresholds) -> None:
    for path, price in prices.items():
        if price.absurd(limits):
            reason = (
                f"{price.per_unit:f} USD for one token is outside {limits.absurd_below:f} to"
                f" {limits.absurd_above}; an amount is per million tokens. force=true accepts it"
            )
            raise unprocessable(bad(f"{path}amount", reason))


def _in_force(database: Database, model_id: str) -> str:
    ((prices,),) = database.run("admin.prices.in_force", model_id=model_id)
    return str(prices)
