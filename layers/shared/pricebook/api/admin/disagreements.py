"""Where two sources tell different prices: an operator who knows why says so, for a while."""

from decimal import Decimal
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, DryRun, Word, id_of
from pricebook.api.admin.bodies.body import Line, Sent, decoded, read, unprocessable
from pricebook.api.resolver import Page, Size
from pricebook.errors import NotFound
from pricebook.ledger import documents
from pricebook.storage.writer import writer
from pricebook.timestamps import Moment
from pricebook.validation import bad

routes = AdminRoutes()

Ratio = Annotated[Decimal, Query(ge=1, le=10**12, description="How far apart, either way.")]


class Dismissal(Sent):
    """Why two sources may differ, and until when that is to be believed."""

    reason: Line
    expires_at: Moment


@routes.get("/v1/admin/disagreements")
def listed(
    *,
    provider: Annotated[Word | None, Query()] = None,
    source: Annotated[Word | None, Query(description="The one that is not believed.")] = None,
    min_ratio: Ratio = Decimal(1),
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every price that a less trusted source tells otherwise, the furthest apart first."""
    asked = {"provider": provider, "source": source, "min_ratio": min_ratio}
    shown = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.disagreements.listed", **asked, **shown)
    return routes.send_list(body, total, page, page_size)


@routes.post("/v1/admin/disagreements/<disagreement>/dismiss")
def dismiss(disagreement: str, *, dry_run: DryRun = False) -> Response[str]:
    """Leave a disagreement out of the list until a moment, for a reason."""
    dismissal = read(Dismissal, decoded(routes.api.current_event))
    number = _number(disagreement)
    with routes.change(dry_run=dry_run) as (database, refreshed):
        ((ahead,),) = database.run("admin.disagreements.ahead", expires_at=dismissal.expires_at)
        if not ahead:
            raise unprocessable(bad("expires_at", "it does not lie ahead"))
        told = database.run(
            "admin.disagreements.dismiss",
            disagreement=number,
            actor=routes.actor,
            **dismissal.model_dump(),
        )
        if not told:
            raise _unknown(disagreement)
        documents.forget(database, refreshed, ["all"])  # how many there are is told there
    return routes.send_change(told[0][0], dry_run=dry_run)


def _number(disagreement: str) -> int:
    number = id_of(disagreement)
    if number is None:
        raise _unknown(disagreement)
    return number


def _unknown(disagreement: str) -> NotFound:
    return NotFound(
        f"There is no disagreement {disagreement[:40]!r} now; it may be dismissed, or one of the"
        " prices has changed. GET /v1/admin/disagreements lists them."
    )
