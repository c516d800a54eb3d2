"""Models as operators manage them: status, tiers, pinned fields."""

import json
from dataclasses import asdict, dataclass
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun, Word
from pricebook.api.admin.bodies.model import Bulk, Change, State, Status, Tier
from pricebook.api.body import decoded, read, unprocessable
from pricebook.api.parameters import Page, Size, grouped
from pricebook.errors import NotFound
from pricebook.serving.query import path_name
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.validation import bad, no_model

MAX_MODELS = 1000
"""How many models one request may change."""
MAX_LISTED_IDS = 20
"""How many unknown ids an error lists."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterParameters:
    """Query parameters that choose the models."""

    provider: Annotated[Word | None, Query()] = None
    status: Annotated[Status | None, Query()] = None
    q: Annotated[Word | None, Query(description="Part of an id or a name, in any case.")] = None
    tier: Annotated[Tier | None, Query(description="Models that this tier may use.")] = None
    canonical: Annotated[Word | None, Query()] = None
    pinned: Annotated[bool | None, Query(description="Whether any field is pinned.")] = None
    is_active: Annotated[bool | None, Query(description="Whether it is still sold.")] = None
    price_state: Annotated[
        State | None, Query(description="The model has a price in this state.")
    ] = None


routes = AdminRoutes()


@routes.get("/v1/admin/models")
@grouped
def list_admin_models(
    *,
    filters: FilterParameters,
    sort: Annotated[
        Sort, Query(description="- means descending. Unknown values come last.")
    ] = "id",
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every model, including those no longer sold, with status, tiers, pins and misses."""
    given = {name: value for name, value in asdict(filters).items() if value is not None}
    order = {"sort": sort.removeprefix("-"), "descending": sort.startswith("-")}
    paging = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run(
        "admin.models.listed", filter=json.dumps(given), **order, **paging
    )
    return routes.send_list(body, total, page, page_size)


@routes.patch("/v1/admin/models/<model_id>")
def change_model(model_id: str, *, dry_run: DryRun = False) -> Response[str]:
    """Pin or unpin fields of one model, set its status, open it to tiers.

    A pinned field keeps its value in every sync; an unpinned one changes with the next sync.
    """
    change = read(Change, decoded(routes.api.current_event))
    model_id = path_name(model_id)
    with routes.change(dry_run=dry_run) as (database, _):
        if _choose(database, [model_id]):
            raise NotFound(_no_models(database, [model_id]))
        _apply(database, change)
        ((row,),) = database.run("admin.models.changed_one")
    return routes.send_change(row, dry_run=dry_run)


@routes.patch("/v1/admin/models")
def change_models(*, dry_run: DryRun = False) -> Response[str]:
    """Make one change in up to 1,000 models: in all of them, or in none."""
    bulk = read(Bulk, decoded(routes.api.current_event))
    with routes.change(dry_run=dry_run) as (database, _):
        if bulk.ids:
            _require_few(len(bulk.ids))
            _require_known(database, list(bulk.ids))
        else:
            given = bulk.filter.model_dump_json(exclude_none=True)
            database.run("admin.models.find", filter=given)
            _require_few(database.run("admin.models.count")[0][0])
        _apply(database, bulk)
        ((result,),) = database.run("admin.models.changed")
    return routes.send_change(result, dry_run=dry_run)


def _apply(database: Database, change: Change) -> None:
    """Change the chosen models, and write their documents, which the response shows."""
    pins, decided = change.pins.given, change.decided
    database.run("admin.models.give_reason", reason=change.reason or "")
    if pins.get("canonical_id"):
        database.run("admin.models.name_canonical", canonical_id=pins["canonical_id"])
    if pins or change.unpin:
        database.run("admin.models.pin", pins=json.dumps(pins), unpin=list(change.unpin))
    if decided or change.by_rule:
        decision = {"decided": json.dumps(decided), "by_rule": change.by_rule}
        database.run("admin.models.decide", actor=routes.actor, **decision)
    database.run("ledger.documents.refresh_documents")


def _choose(database: Database, ids: list[str]) -> list[str]:
    """Choose models by their ids, and return the ids that do not exist."""
    database.run("admin.models.choose", ids=ids)
    return [unknown for (unknown,) in database.run("admin.models.unknown", ids=ids)]


def _require_known(database: Database, ids: list[str]) -> None:
    if unknown := _choose(database, ids):
        error = bad("ids", f"{len(unknown)} do not exist. {_no_models(database, unknown)}")
        error.details["unknown"] = unknown
        raise unprocessable(error)


def _require_few(count: int) -> None:
    if count > MAX_MODELS:
        error = bad("the change", f"it reaches {count} models, and the limit is {MAX_MODELS}")
        error.details["count"] = count
        raise unprocessable(error)


def _no_models(database: Database, unknown: list[str]) -> str:
    rows = database.run("catalog.search.nearest", ids=unknown[:MAX_LISTED_IDS])
    return " ".join(no_model(model_id, near) for model_id, near in rows)
