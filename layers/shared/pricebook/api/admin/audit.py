"""Who changed what, and when: GET /v1/admin/audit."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import AdminRoutes, Word
from pricebook.api.resolver import Page, Size
from pricebook.storage.writer import writer
from pricebook.timestamps import Moment

routes = AdminRoutes()

Actor = Annotated[Word | None, Query(description="The subject of the operator's token.")]
Subject = Annotated[Word | None, Query(description="A model id, a provider, or what was changed.")]
Entity = Annotated[Word | None, Query(description="The table, or what was acted on.")]
Action = Annotated[Word | None, Query(description="insert, update, delete, or what was started.")]
Since = Annotated[Moment | None, Query(description="From this moment on.")]
Until = Annotated[Moment | None, Query(description="Before this moment.")]


@routes.get("/v1/admin/audit")
def entries(
    actor: Actor = None,
    subject: Subject = None,
    entity: Entity = None,
    action: Action = None,
    since: Since = None,
    until: Until = None,
    page: Page = 1,
    page_size: Size = 50,
) -> Response[str]:
    """Every change that a person made, newest first."""
    asked = {"actor": actor, "subject": subject, "entity": entity, "action": action}
    between = {"since": since, "until": until}
    shown = {"page": page, "page_size": page_size}
    ((body, total),) = writer().run("admin.audit.entries", **asked, **between, **shown)
    return routes.send_list(body, total, page, page_size)
