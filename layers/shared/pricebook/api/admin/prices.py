"""Prices that an operator states: they win over every other source, and every one has a reason."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun
from pricebook.api.admin.bodies.body import decoded, read, unprocessable
from pricebook.api.admin.bodies.price import Entry, Withdrawal
from pricebook.errors import NotFound
from pricebook.serving.query import path_name
from pricebook.storage.postgres import Database
from pricebook.sync import thresholds
from pricebook.sync.thresholds import Thresholds
from pricebook.validation import bad

MOST = 100
"""How many prices of one model are stated at once."""

routes = AdminRoutes()

Force = Annotated[bool, Query(description="Believe a figure that looks like a slip of the unit.")]


@routes.put("/v1/admin/prices/<model_id>")
def state(model_id: str, *, dry_run: DryRun = False, force: Force = False) -> Response[str]:
    """State one price of a model, or a list of them, from a moment on that may lie ahead.

    An amount is per the quantity that people quote, as in the model's document, and a decimal
    string or a number. The answer tells what is in force now, and every stated price.
    """
    entries = _entries(decoded(routes.api.current_event))
    model_id = path_name(model_id)
    with routes.change(dry_run=dry_run) as (database, _):
        _require_model(database, model_id)
        told = json.dumps([entry.row() for entry in entries.values()])
        _require_time(database, list(entries), told)
        if not force:
            _require_sense(entries, thresholds.of(database, model_id.partition("/")[0]))
        database.run("admin.prices.believe", model_id=model_id, entries=told)
        answer = _in_force(database, model_id)
    return routes.send_change(answer, dry_run=dry_run)


@routes.delete("/v1/admin/prices/<model_id>")
def withdraw(
    model_id: str,
    *,
    meter: Annotated[str, Query()],
    reason: Annotated[str, Query()],
    conditions: Annotated[str, Query(description="As JSON; without any, the base price.")] = "{}",
    dry_run: DryRun = False,
) -> Response[str]:
    """Take back a stated price from now on; what it charged in the past stays history."""
    said = {"meter": meter, "conditions": _parsed(conditions), "reason": reason}
    withdrawal = read(Withdrawal, said)
    model_id = path_name(model_id)
    asked = {"meter": withdrawal.meter, "conditions": json.dumps(withdrawal.conditions)}
    with routes.change(dry_run=dry_run) as (database, _):
        _require_model(database, model_id)
        if not database.run("admin.prices.withdraw", model_id=model_id, **asked):
            raise NotFound(
                f"No price of {withdrawal.meter} under {asked['conditions']} is stated for"
                f" {model_id} now or later."
            )
        routes.note("withdraw", model_id, withdrawal.model_dump(), "model_prices")
        answer = _in_force(database, model_id)
    return routes.send_change(answer, dry_run=dry_run)


def _entries(sent: object) -> dict[str, Entry]:
    """Return the prices of a body, by the paths at which they stand there."""
    if not isinstance(sent, list):
        return {"": read(Entry, sent)}
    if not 0 < len(sent) <= MOST:
        raise unprocessable(bad("body", f"expected one price, or a list of one to {MOST}"))
    entries = {f"{place}.": read(Entry, one, f"{place}.") for place, one in enumerate(sent)}
    seen: set[str] = set()
    for path, entry in entries.items():
        price = json.dumps([entry.meter, entry.conditions], sort_keys=True)
        if price in seen:
            raise unprocessable(
                bad(f"{path}meter", "this price is in it twice; send one at a time")
            )
        seen.add(price)
    return entries


def _parsed(conditions: str) -> object:
    try:
        return json.loads(conditions, parse_float=Decimal, parse_constant=Decimal)
    except (ValueError, InvalidOperation, RecursionError):
        raise bad(
            "conditions", 'expected a JSON object such as {"service_tier": "batch"}'
        ) from None


def _require_model(database: Database, model_id: str) -> None:
    if not database.run("admin.prices.touch", model_id=model_id):
        raise NotFound(f"There is no model {model_id!r}. GET /v1/admin/models lists what there is.")


def _require_time(database: Database, paths: Sequence[str], told: str) -> None:
    """Refuse a price that is over before it begins, by the clock of the database."""
    for (place,) in database.run("admin.prices.never_valid", entries=told):
        raise unprocessable(bad(f"{paths[place]}valid_to", "it does not lie after valid_from"))


def _require_sense(entries: Mapping[str, Entry], limits: Thresholds) -> None:
    for path, entry in entries.items():
        if entry.absurd(limits):
            reason = (
                f"{entry.per_unit:f} USD for one token is not from {limits.absurd_below:f} to"
                f" {limits.absurd_above}; an amount is per million tokens. force=true believes it"
            )
            raise unprocessable(bad(f"{path}amount", reason))


def _in_force(database: Database, model_id: str) -> str:
    ((told,),) = database.run("admin.prices.in_force", model_id=model_id)
    return str(told)
