"""Prices that a guard held back: an operator believes them at once, or does not."""

from collections.abc import Callable
from typing import Annotated, Literal, Self

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field, model_validator

from pricebook.api.admin import LARGEST_ID, AdminRoutes, DryRun, Word, id_of
from pricebook.api.admin.bodies.body import Line, Sent, decoded, read, unprocessable
from pricebook.api.resolver import Page, Size
from pricebook.errors import Conflict, NotFound
from pricebook.ledger import documents
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync.reviews import approve, refuse, undo
from pricebook.validation import bad

MOST = 1000
"""How many reviews are decided at once."""

routes = AdminRoutes()

Status = Literal["pending", "approved", "rejected", "superseded", "undone", "any"]
Reason = Literal["absurd", "unit slip", "jump"]
Id = Annotated[int, Field(strict=True, gt=0, le=LARGEST_ID)]
type Decide = Callable[[Database, list[int], str, str | None], None]


class Remark(Sent):
    """What an operator says to a decision."""

    note: Line | None = None


class Filter(Sent):
    """Which of the reviews that wait; all that is given must fit, and nothing means every one."""

    provider: Line | None = None
    model: Line | None = None
    reason: Reason | None = None


class Bulk(Remark):
    """One decision on many reviews: those that are named, or those that fit a filter."""

    ids: list[Id] = Field(default=[])
    filter: Filter = Filter()

    @model_validator(mode="after")
    def _names_reviews(self) -> Self:
        if ("ids" in self.model_fields_set) == ("filter" in self.model_fields_set):
            raise ValueError("expected either ids or filter")
        return self


@routes.get("/v1/admin/reviews")
def listed(
    *,
    decision: Annotated[Status, Query()] = "pending",
    provider: Annotated[Word | None, Query()] = None,
    model: Annotated[Word | None, Query(description="The id of a model.")] = None,
    reason: Annotated[Reason | None, Query(description="The guard that held it.")] = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """The held prices, newest first; those that wait, unless another decision is asked for."""
    asked = {"status": decision, "provider": provider, "model": model, "reason": reason}
    shown = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.reviews.listed", **asked, **shown)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/reviews/approve")
def approve_many(*, dry_run: DryRun = False) -> Response[str]:
    """Believe up to 1,000 held prices from now on: all that are meant, or none."""
    return _decide_many(approve, dry_run=dry_run)


@routes.post("/v1/admin/reviews/reject")
def reject_many(*, dry_run: DryRun = False) -> Response[str]:
    """Hold up to 1,000 prices back for good: all that are meant, or none."""
    return _decide_many(refuse, dry_run=dry_run)


@routes.post("/v1/admin/reviews/<review>/approve")
def approve_one(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Believe a held price from now on."""
    return _decide_one(approve, review, dry_run=dry_run)


@routes.post("/v1/admin/reviews/<review>/reject")
def reject_one(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Hold a price back for good: the next sync that tells the same does not ask again."""
    return _decide_one(refuse, review, dry_run=dry_run)


@routes.post("/v1/admin/reviews/<review>/undo")
def undo_one(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Take a decision back: the price before is believed again, and the next sync asks again."""
    remark, number = _remark(), _number(review)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        _require_undoable(database, number)
        undo(database, number, routes.actor, remark.note)
        documents.forget(database, refreshed, ["all"])
        ((told,),) = database.run("admin.reviews.one", review=number)
    return routes.send_change(told, dry_run=dry_run)


def _decide_one(decide: Decide, review: str, *, dry_run: bool) -> Response[str]:
    remark, number = _remark(), _number(review)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        if not database.run("admin.reviews.one", review=number):
            raise _unknown(review)
        _require_pending(database, [number])
        decide(database, [number], routes.actor, remark.note)
        documents.forget(database, refreshed, ["all"])  # how many wait is told there
        ((told,),) = database.run("admin.reviews.one", review=number)
    return routes.send_change(told, dry_run=dry_run)


def _decide_many(decide: Decide, *, dry_run: bool) -> Response[str]:
    bulk = read(Bulk, decoded(routes.api.current_event))
    with routes.change(dry_run=dry_run) as (database, refreshed):
        ids = _meant(database, bulk)
        _require_pending(database, ids)
        decide(database, ids, routes.actor, bulk.note)
        documents.forget(database, refreshed, ["all"])
        ((told,),) = database.run("admin.reviews.many", reviews=ids)
    return routes.send_change(told, dry_run=dry_run)


def _meant(database: Database, bulk: Bulk) -> list[int]:
    ids = sorted(set(bulk.ids))
    if "filter" in bulk.model_fields_set:
        rows = database.run("admin.reviews.find", **bulk.filter.model_dump())
        ids = [review for (review,) in rows]
    if not 0 < len(ids) <= MOST:
        raise unprocessable(
            bad("the decision", f"it means {len(ids)} reviews, expected 1 to {MOST}")
        )
    found = {review for (review,) in database.run("admin.reviews.found", reviews=ids)}
    if unknown := [review for review in ids if review not in found]:
        raise unprocessable(bad("ids", f"{len(unknown)} are no reviews, the first is {unknown[0]}"))
    return ids


def _require_pending(database: Database, ids: list[int]) -> None:
    decided = database.run("admin.reviews.decided", reviews=ids)
    if decided:
        number, status, by = decided[0]
        told = [{"id": id_, "status": was, "decided_by": whom} for id_, was, whom in decided]
        raise Conflict(
            f"Review {number} is {status} by {by} already. POST /v1/admin/reviews/{number}/undo"
            " takes an approval or a rejection back.",
            {"decided": told},
        )


def _require_undoable(database: Database, review: int) -> None:
    rows = database.run("admin.reviews.undoable", review=review)
    if not rows:
        raise _unknown(str(review))
    status, current = rows[0]
    if status not in {"approved", "rejected"}:
        raise Conflict(
            f"Review {review} is {status}: there is nothing to undo.", {"status": status}
        )
    if status == "approved" and not current:
        raise Conflict(
            f"The price of review {review} has changed since it was approved. State the right one"
            " with PUT /v1/admin/prices.",
            {"status": status},
        )


def _remark() -> Remark:
    event = routes.api.current_event
    return read(Remark, decoded(event)) if event.body else Remark()


def _number(review: str) -> int:
    number = id_of(review)
    if number is None:
        raise _unknown(review)
    return number


def _unknown(review: str) -> NotFound:
    return NotFound(f"There is no review {review[:40]!r}. GET /v1/admin/reviews lists them.")
