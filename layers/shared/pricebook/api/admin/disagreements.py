"""Disagreements of price sources, which an operator who knows the reason can dismiss."""

from decimal import Decimal
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field

from pricebook.api.admin import AdminRoutes, DryRun, Word, id_of
from pricebook.api.body import Body, Line, decoded, read, unprocessable
from pricebook.api.decimals import EXACT
from pricebook.api.parameters import Page, Size
from pricebook.errors import NotFound
from pricebook.ledger import documents
from pricebook.storage.writer import writer
from pricebook.timestamps import Moment
from pricebook.validation import bad

routes = AdminRoutes()

Ratio = Annotated[
    Annotated[Decimal, Field(ge=1, le=10**12), EXACT],
    Query(description="How far apart the two prices are, either way."),
]


class Dismissal(Body):
    """Reason why two sources may differ, and until when it holds."""

    reason: Line
    expires_at: Moment


@routes.get("/v1/admin/disagreements")
def list_disagreements(
    *,
    provider: Annotated[Word | None, Query()] = None,
    source: Annotated[Word | None, Query(description="The less trusted source.")] = None,
    min_ratio: Ratio = Decimal(1),
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every price for which a less trusted source has another amount, the furthest apart first."""
    filters = {"provider": provider, "source": source, "min_ratio": min_ratio}
    paging = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.disagreements.listed", **filters, **paging)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/disagreements/<disagreement>/dismiss")
def dismiss_disagreement(disagreement: str, *, dry_run: DryRun = False) -> Response[str]:
    """Leave a disagreement out of the list until a moment, for a reason."""
    dismissal = read(Dismissal, decoded(routes.api.current_event))
    number = _number(disagreement)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        ((ahead,),) = database.run("admin.disagreements.ahead", expires_at=dismissal.expires_at)
        if not ahead:
            raise unprocessable(bad("expires_at", "expected a time in the future"))
        dismissed = database.run(
            "admin.disagreements.dismiss",
            disagreement=number,
            actor=routes.actor,
            **dismissal.model_dump(),
        )
        if not dismissed:
            raise _unknown(disagreement)
        documents.forget(database, refreshed, ["all"])  # the status shows how many there are
    return routes.send_change(dismissed[0][0], dry_run=dry_run)


def _number(disagreement: str) -> int:
    number = id_of(disagreement)
    if number is None:
        raise _unknown(disagreement)
    return number


def _unknown(disagreement: str) -> NotFound:
    return NotFound(
        f"There is no disagreement {disagreement[:40]!r} now: it was dismissed, or a price has"
        " changed. GET /v1/admin/disagreements lists them."
    )
