"""Reviews: prices that a guard held back, for an operator to approve or reject."""

from collections.abc import Callable
from typing import Annotated, Literal, Self

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field, model_validator

from pricebook.api.admin import MAX_ID, AdminRoutes, DryRun, Word, id_of
from pricebook.api.body import Body, Line, decoded, read, unprocessable
from pricebook.api.parameters import Page, Size
from pricebook.errors import Conflict, NotFound
from pricebook.ledger import documents
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync.reviews import approve, refuse, undo
from pricebook.validation import bad

MAX_REVIEWS = 1000
"""How many reviews one request may decide."""

routes = AdminRoutes()

Status = Literal["pending", "approved", "rejected", "superseded", "undone", "any"]
Reason = Literal["absurd", "unit slip", "jump", "new price", "card", "run"]
Id = Annotated[int, Field(strict=True, gt=0, le=MAX_ID)]
type Decide = Callable[[Database, list[int], str, str | None], None]


class Remark(Body):
    """Note of an operator on a decision."""

    note: Line | None = None


class Filter(Body):
    """Filter of the pending reviews; a review must fit all of it, and nothing means every one."""

    provider: Line | None = None
    model: Line | None = None
    reason: Reason | None = None


class Bulk(Remark):
    """One decision on many reviews: those with these ids, or those that fit a filter."""

    ids: list[Id] = Field(default=[])
    filter: Filter = Filter()

    @model_validator(mode="after")
    def _names_reviews(self) -> Self:
        if ("ids" in self.model_fields_set) == ("filter" in self.model_fields_set):
            raise ValueError("expected either ids or filter")
        return self


@routes.get("/v1/admin/reviews")
def list_reviews(
    *,
    decision: Annotated[Status, Query()] = "pending",
    provider: Annotated[Word | None, Query()] = None,
    model: Annotated[Word | None, Query(description="The id of a model.")] = None,
    reason: Annotated[Reason | None, Query(description="The guard that held it.")] = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """The held prices, newest first; only the pending ones unless another decision is chosen."""
    filters = {"status": decision, "provider": provider, "model": model, "reason": reason}
    paging = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.reviews.listed", **filters, **paging)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/reviews/approve")
def approve_reviews(*, dry_run: DryRun = False) -> Response[str]:
    """Approve up to 1,000 held prices, which hold from now on: all of them, or none."""
    return _decide_many(approve, dry_run=dry_run)


@routes.post("/v1/admin/reviews/reject")
def reject_reviews(*, dry_run: DryRun = False) -> Response[str]:
    """Reject up to 1,000 held prices: all of them, or none."""
    return _decide_many(refuse, dry_run=dry_run)


@routes.post("/v1/admin/reviews/<review>/approve")
def approve_review(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Approve a held price, which holds from now on."""
    return _decide_one(approve, review, dry_run=dry_run)


@routes.post("/v1/admin/reviews/<review>/reject")
def reject_review(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Reject a held price; a sync that brings the same price again holds it without a review."""
    return _decide_one(refuse, review, dry_run=dry_run)


@routes.post("/v1/admin/reviews/<review>/undo")
def undo_review(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Undo a decision: the price before holds again, and the next sync opens a new review."""
    remark, number = _remark(), _number(review)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        _require_undoable(database, number)
        undo(database, number, routes.actor, remark.note)
        documents.forget(database, refreshed, ["all"])
        ((result,),) = database.run("admin.reviews.one", review=number)
    return routes.send_change(result, dry_run=dry_run)


def _decide_one(decide: Decide, review: str, *, dry_run: bool) -> Response[str]:
    remark, number = _remark(), _number(review)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        if not database.run("admin.reviews.one", review=number):
            raise _unknown(review)
        _require_pending(database, [number])
        decide(database, [number], routes.actor, remark.note)
        documents.forget(database, refreshed, ["all"])  # the status shows how many are pending
        ((result,),) = database.run("admin.reviews.one", review=number)
    return routes.send_change(result, dry_run=dry_run)


def _decide_many(decide: Decide, *, dry_run: bool) -> Response[str]:
    bulk = read(Bulk, decoded(routes.api.current_event))
    with routes.change(dry_run=dry_run) as (database, refreshed):
        ids = _chosen(database, bulk)
        _require_pending(database, ids)
        decide(database, ids, routes.actor, bulk.note)
        documents.forget(database, refreshed, ["all"])
        ((result,),) = database.run("admin.reviews.many", reviews=ids)
    return routes.send_change(result, dry_run=dry_run)


def _chosen(database: Database, bulk: Bulk) -> list[int]:
    ids = sorted(set(bulk.ids))
    if "filter" in bulk.model_fields_set:
        rows = database.run("admin.reviews.find", **bulk.filter.model_dump())
        ids = [review for (review,) in rows]
    if not 0 < len(ids) <= MAX_REVIEWS:
        raise unprocessable(
            bad("the decision", f"it reaches {len(ids)} reviews, expected 1 to {MAX_REVIEWS}")
        )
    known = {review for (review,) in database.run("admin.reviews.existing", reviews=ids)}
    if unknown := [review for review in ids if review not in known]:
        raise unprocessable(bad("ids", f"{len(unknown)} do not exist, the first is {unknown[0]}"))
    return ids


def _require_pending(database: Database, ids: list[int]) -> None:
    decided = database.run("admin.reviews.decided", reviews=ids)
    if decided:
        number, status, by = decided[0]
        details = [{"id": id_, "status": was, "decided_by": whom} for id_, was, whom in decided]
        raise Conflict(
            f"Review {number} was {status} by {by}. POST /v1/admin/reviews/{number}/undo undoes an"
            " approval or a rejection.",
            {"decided": details},
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
