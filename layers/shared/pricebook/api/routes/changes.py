"""Changes of models, as JSON and as an Atom feed."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.parameters import Size, Slug
from pricebook.api.routes import Routes
from pricebook.catalog import changes
from pricebook.timestamps import Moment, rfc3339

ATOM = "application/atom+xml; charset=utf-8"

Kind = Annotated[
    Literal["new", "removed", "returned", "price", "source", "deprecation"] | None,
    Query(description="One kind of change only."),
]
Since = Annotated[Moment | None, Query(description="Only changes recorded from this moment on.")]
Cursor = Annotated[
    str | None,
    Query(pattern=r"^[0-9]{1,16}-[0-9]{1,18}$", description="next_cursor of the page before."),
]

routes = Routes()


@routes.get("/v1/changes")
def list_changes(
    provider: Slug = None,
    kind: Kind = None,
    since: Since = None,
    cursor: Cursor = None,
    page_size: Size = 50,
) -> Response[str]:
    """New, removed, returned, repriced and deprecated models, the newest first."""
    served = changes.changes(provider, _params(kind, since, cursor, page_size))
    return routes.api.send_cursor_page(served, "cursor")


@routes.get("/v1/changes.atom")
def get_changes_feed(
    provider: Slug = None,
    kind: Kind = None,
    since: Since = None,
    cursor: Cursor = None,
    page_size: Size = 50,
) -> Response[str]:
    """The same changes as an Atom feed."""
    event = routes.api.current_event
    scheme = "http" if event.headers.get("x-forwarded-proto") == "http" else "https"
    params = _params(kind, since, cursor, page_size)
    served = changes.atom(provider, params, scheme, event.request_context.domain_name)
    response = routes.api.send_cursor_page(served, "cursor")
    response.headers["Content-Type"] = ATOM
    return response


def _params(
    kind: str | None, since: Moment | None, cursor: str | None, page_size: int
) -> dict[str, str | int | None]:
    return {"kind": kind, "since": rfc3339(since), "cursor": cursor, "page_size": page_size}
