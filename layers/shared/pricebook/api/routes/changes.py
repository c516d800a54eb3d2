"""Changes of models, as JSON and as an Atom feed."""

from dataclasses import dataclass
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.parameters import Size, Slug, grouped
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

Model = Annotated[str | None, Query(min_length=1, description="Changes of one model.")]
Ids = Annotated[
    str | None, Query(min_length=1, description="Changes of up to 100 models, by their ids.")
]
Canonical = Annotated[
    str | None, Query(min_length=1, description="Changes of every offer of a canonical model.")
]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose changes."""

    provider: Slug = None
    model: Model = None
    ids: Ids = None
    canonical: Canonical = None

    def read(self) -> changes.Subject:
        """Return it as the catalogue takes it."""
        return changes.Subject.read(self.provider, self.model, self.ids, self.canonical)


routes = Routes()


@routes.get("/v1/changes")
@grouped
def list_changes(
    subject: Subject,
    kind: Kind = None,
    since: Since = None,
    cursor: Cursor = None,
    page_size: Size = 50,
) -> Response[str]:
    """New, removed, returned, repriced and deprecated models, the newest first."""
    served = changes.changes(subject.read(), _params(kind, since, cursor, page_size))
    return routes.api.send_cursor_page(served, "cursor")


@routes.get("/v1/changes.atom")
@grouped
def get_changes_feed(
    subject: Subject,
    kind: Kind = None,
    since: Since = None,
    cursor: Cursor = None,
    page_size: Size = 50,
) -> Response[str]:
    """The same changes as an Atom feed."""
    event = routes.api.current_event
    scheme = "http" if event.headers.get("x-forwarded-proto") == "http" else "https"
    params = _params(kind, since, cursor, page_size)
    served = changes.atom(subject.read(), params, scheme, event.request_context.domain_name)
    response = routes.api.send_cursor_page(served, "cursor")
    response.headers["Content-Type"] = ATOM
    return response


def _params(
    kind: str | None, since: Moment | None, cursor: str | None, page_size: int
) -> dict[str, str | int | None]:
    return {"kind": kind, "since": rfc3339(since), "cursor": cursor, "page_size": page_size}
