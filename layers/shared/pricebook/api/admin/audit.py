"""Audit log: the changes that operators made."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, Word
from pricebook.api.parameters import Page, Size
from pricebook.storage.writer import writer
from pricebook.timestamps import Moment
from pricebook.validation import require_order

routes = AdminRoutes()

Actor = Annotated[Word | None, Query(description="The `sub` claim of the operator's token.")]
Subject = Annotated[
    Word | None, Query(description="The model, provider or other thing that was changed.")
]
Entity = Annotated[
    Word | None, Query(description="The table, or the kind of thing that was acted on.")
]
Action = Annotated[
    Word | None, Query(description="insert, update, delete, or another action such as sync.")
]
Since = Annotated[Moment | None, Query(description="From this moment on.")]
Until = Annotated[Moment | None, Query(description="Before this moment.")]


@routes.get("/v1/admin/audit")
def list_audit_entries(
    actor: Actor = None,
    subject: Subject = None,
    entity: Entity = None,
    action: Action = None,
    since: Since = None,
    until: Until = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every change that an operator made, newest first."""
    require_order(since, until)
    filters = {"actor": actor, "subject": subject, "entity": entity, "action": action}
    period = {"since": since, "until": until}
    paging = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.audit.entries", **filters, **period, **paging)
    return routes.send_list(body, total, page, page_size)
