"""Run reviews: sync runs whose prices were held as a whole, for one decision each."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun, Word, id_of
from pricebook.api.admin.reviews import Remark
from pricebook.api.body import decoded, read
from pricebook.api.parameters import Page, Size
from pricebook.errors import Conflict, NotFound
from pricebook.ledger import documents
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import run_reviews

routes = AdminRoutes()

RunStatus = Literal["pending", "approved", "rejected", "superseded", "undone", "any"]
type Change = Callable[[Database, int, str, str | None], bool]


@routes.get("/v1/admin/run-reviews")
def list_run_reviews(
    *,
    decision: Annotated[RunStatus, Query()] = "pending",
    provider: Annotated[Word | None, Query()] = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """The runs that were held as a whole, newest first; pending ones by default."""
    params = {"status": decision, "provider": provider, "page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.run_reviews.listed", **params)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/run-reviews/<review>/approve")
def approve_run(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Accept all prices of a held run, since they were first seen; missing prices end then too."""
    return _decide(review, approved=True, dry_run=dry_run)


@routes.post("/v1/admin/run-reviews/<review>/reject")
def reject_run(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Reject all prices of a held run; a run that brings the same is held without a review."""
    return _decide(review, approved=False, dry_run=dry_run)


@routes.post("/v1/admin/run-reviews/<review>/undo")
def undo_run(review: str, *, dry_run: DryRun = False) -> Response[str]:
    """Undo a decision: the prices before hold again, and the next such run opens a new review."""
    return _change(run_reviews.undo, review, dry_run=dry_run)


def _decide(review: str, *, approved: bool, dry_run: bool) -> Response[str]:
    return _change(partial(run_reviews.decide, approved=approved), review, dry_run=dry_run)


def _change(change: Change, review: str, *, dry_run: bool) -> Response[str]:
    event = routes.api.current_event
    remark = read(Remark, decoded(event)) if event.body else Remark()
    number = id_of(review)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        rows = database.run("admin.run_reviews.one", review=number) if number else []
        if not rows:
            raise NotFound(
                f"There is no run review {review[:40]!r}. GET /v1/admin/run-reviews lists them."
            )
        if not change(database, rows[0][0], routes.actor, remark.note):
            raise Conflict(f"Run review {number} is {rows[0][2]}.", {"status": rows[0][2]})
        documents.forget(database, refreshed, ["all"])
        ((_id, result, _status),) = database.run("admin.run_reviews.one", review=number)
    return routes.send_change(result, dry_run=dry_run)
