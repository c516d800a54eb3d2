"""All models with their status, tiers and pins; and what an operator decides about them."""

import json
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun, Word
from pricebook.api.admin.bodies.body import decoded, read, unprocessable
from pricebook.api.admin.bodies.model import Bulk, Change, Filter, State, Status, Tier
from pricebook.api.resolver import Page, Size
from pricebook.errors import NotFound
from pricebook.serving.query import path_name
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.validation import bad, did_you_mean

MOST = 1000
"""How many models one change may reach."""
MAX_LISTED_IDS = 20
"""How many unknown ids an error lists."""

routes = AdminRoutes()

Sort = Literal[
    "id",
    "-id",
    "name",
    "-name",
    "provider",
    "-provider",
    "status",
    "-status",
    "context",
    "-context",
    "input_price",
    "-input_price",
    "output_price",
    "-output_price",
    "misses",
    "-misses",
    "created",
    "-created",
    "updated",
    "-updated",
]


@routes.get("/v1/admin/models")
def listed(
    *,
    provider: Annotated[Word | None, Query()] = None,
    status: Annotated[Status | None, Query()] = None,
    q: Annotated[Word | None, Query(description="Part of an id or a name, in any case.")] = None,
    tier: Annotated[Tier | None, Query(description="What this tier may use.")] = None,
    canonical: Annotated[Word | None, Query()] = None,
    pinned: Annotated[bool | None, Query(description="Whether any field is pinned.")] = None,
    is_active: Annotated[bool | None, Query(description="Whether it is still sold.")] = None,
    price_state: Annotated[State | None, Query(description="It has a price in this state.")] = None,
    sort: Annotated[Sort, Query(description="- for descending. Unknown comes last.")] = "id",
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every model, also what is no longer sold, with status, tiers, pins and misses."""
    asked = locals()
    sent = {name: asked[name] for name in Filter.model_fields if asked[name] is not None}
    view = {"sort": sort.removeprefix("-"), "descending": sort.startswith("-")}
    shown = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.models.listed", filter=json.dumps(sent), **view, **shown)
    return routes.send_list(body, total, page, page_size)


@routes.patch("/v1/admin/models/<model_id>")
def one(model_id: str, *, dry_run: DryRun = False) -> Response[str]:
    """Pin or unpin fields of one model, set its status, open it to tiers.

    What is pinned outlives every sync; what is unpinned changes with the next one.
    """
    change = read(Change, decoded(routes.api.current_event))
    model_id = path_name(model_id)
    with routes.change(dry_run=dry_run) as (database, _):
        if _choose(database, [model_id]):
            raise NotFound(_nearest(database, [model_id]))
        _apply(database, change)
        ((row,),) = database.run("admin.models.changed_one")
    return routes.send_change(row, dry_run=dry_run)


@routes.patch("/v1/admin/models")
def many(*, dry_run: DryRun = False) -> Response[str]:
    """Make one change in up to 1,000 models: in all that are meant, or in none."""
    bulk = read(Bulk, decoded(routes.api.current_event))
    with routes.change(dry_run=dry_run) as (database, _):
        if bulk.ids:
            _require_few(len(bulk.ids))
            _require_known(database, list(bulk.ids))
        else:
            sent = bulk.filter.model_dump_json(exclude_none=True)
            database.run("admin.models.find", filter=sent)
            _require_few(database.run("admin.models.count")[0][0])
        _apply(database, bulk)
        ((told,),) = database.run("admin.models.changed")
    return routes.send_change(told, dry_run=dry_run)


def _apply(database: Database, change: Change) -> None:
    """Change the chosen models, and write their documents, so that an answer can show them."""
    pins, decided = change.pins.given, change.decided
    database.run("admin.models.give_reason", reason=change.reason or "")
    if pins.get("canonical_id"):
        database.run("admin.models.name_canonical", canonical_id=pins["canonical_id"])
    if pins or change.unpin:
        database.run("admin.models.pin", pins=json.dumps(pins), unpin=list(change.unpin))
    if decided or change.by_rule:
        told = {"decided": json.dumps(decided), "by_rule": change.by_rule}
        database.run("admin.models.decide", actor=routes.actor, **told)
    database.run("ledger.documents.refresh_documents")


def _choose(database: Database, ids: list[str]) -> list[str]:
    """Choose models by their ids; return those that no model has."""
    database.run("admin.models.choose", ids=ids)
    return [unknown for (unknown,) in database.run("admin.models.unknown", ids=ids)]


def _require_known(database: Database, ids: list[str]) -> None:
    if unknown := _choose(database, ids):
        refused = bad("ids", f"{len(unknown)} are no models. {_nearest(database, unknown)}")
        refused.details["unknown"] = unknown
        raise unprocessable(refused)


def _require_few(count: int) -> None:
    if count > MOST:
        refused = bad("the change", f"it means {count} models, and {MOST} is the most at once")
        refused.details["count"] = count
        raise unprocessable(refused)


def _nearest(database: Database, unknown: list[str]) -> str:
    rows = database.run("catalog.search.nearest", ids=unknown[:MAX_LISTED_IDS])
    return " ".join(
        f"There is no model {model_id!r}.{did_you_mean(model_id, [near] if near else [])}"
        for model_id, near in rows
    )
