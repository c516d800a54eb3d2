"""What happened to models, for programs and for feed readers."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.resolver import Size, Slug
from pricebook.api.routes import Routes
from pricebook.catalog import changes
from pricebook.timestamps import Moment, rfc3339

FEED = "application/atom+xml; charset=utf-8"

Kind = Annotated[
    Literal["new", "removed", "returned", "price", "deprecation"] | None,
    Query(description="One kind of change only."),
]
Since = Annotated[Moment | None, Query(description="Nothing that we learned before this moment.")]
Cursor = Annotated[
    str | None,
    Query(pattern=r"^[0-9]{1,16}-[0-9]{1,18}$", description="Where the page before ended."),
]

routes = Routes()


@routes.get("/v1/changes")
def listed(
    provider: Slug = None,
    kind: Kind = None,
    since: Since = None,
    cursor: Cursor = None,
    page_size: Size = 50,
) -> Response[str]:
    """New, removed, returned, repriced and ending models, the newest first."""
    found = changes.changes(provider, _asked(kind, since, cursor, page_size))
    return routes.api.send_on(found, "cursor")


@routes.get("/v1/changes.atom")
def feed(
    provider: Slug = None,
    kind: Kind = None,
    since: Since = None,
    cursor: Cursor = None,
    page_size: Size = 50,
) -> Response[str]:
    """The same changes as an Atom feed."""
    event = routes.api.current_event
    scheme = "http" if event.headers.get("x-forwarded-proto") == "http" else "https"
    asked = _asked(kind, since, cursor, page_size)
    found = changes.atom(provider, asked, scheme, event.request_context.domain_name)
    response = routes.api.send_on(found, "cursor")
    response.headers["Content-Type"] = FEED
    return response


def _asked(
    kind: str | None, since: Moment | None, cursor: str | None, page_size: int
) -> dict[str, str | int | None]:
    return {"kind": kind, "since": rfc3339(since), "cursor": cursor, "page_size": page_size}
