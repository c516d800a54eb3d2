"""Watch-lists: what a caller wants to be told of."""

from decimal import Decimal
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import AfterValidator, Field, StringConstraints

from pricebook.api import tokens
from pricebook.api.body import Body, Flag, Line, decoded, read, unprocessable
from pricebook.api.decimals import EXACT
from pricebook.api.resolver import UNCACHED
from pricebook.api.routes import Routes
from pricebook.errors import BadRequest, Forbidden, TokenRefused
from pricebook.validation import bad
from pricebook.watches import receivers, watchlists
from pricebook.watches.watchlists import Watch

ATOM = "application/atom+xml; charset=utf-8"
MAX_NAMED = 100
"""How many ids each list of a watch may have."""

Name = Annotated[
    str,
    Path(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", description="Your name for it, in lower case."),
]
Key = Annotated[str, Query(min_length=1, max_length=100, description="The secret of the address.")]
Kind = Literal["new", "removed", "returned", "price", "source", "deprecation", "held", "disputed"]
Id = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, strict=True, pattern=r"^[^\x00-\x1f]*$"),
]


def _named(ids: tuple[str, ...]) -> tuple[str, ...]:
    if len(ids) > MAX_NAMED:
        raise ValueError(f"expected up to {MAX_NAMED} of them")
    return tuple(dict.fromkeys(ids))


Ids = Annotated[tuple[Id, ...], AfterValidator(_named)]


class Filter(Body):
    """Models that are watched by what they are; all that is given has to fit."""

    creators: Ids | None = None
    capabilities: Ids | None = None
    min_context_length: Annotated[int, Field(ge=1, le=10**9, strict=True)] | None = None


class WatchEntry(Body):
    """What to watch, what of it matters, and where it is told.

    A model is watched that any of models, canonical_ids, providers and filter names.
    """

    models: Ids = ()
    canonical_ids: Ids = ()
    providers: Ids = ()
    filter: Filter | None = None
    kinds: tuple[Kind, ...] = ("new", "removed", "returned", "price", "deprecation")
    min_percent: Annotated[Decimal, Field(ge=0, le=10**6, max_digits=20), EXACT] = Decimal(0)
    ends_within_days: Annotated[int, Field(ge=0, le=3650, strict=True)] | None = None
    cheaper_than: Id | None = None
    webhook: Line | None = None
    alerts: Flag = False

    def watch(self) -> Watch:
        """Return it as the watch-lists take it."""
        return Watch(
            models=list(self.models),
            canonical_ids=list(self.canonical_ids),
            providers=list(self.providers),
            filter=self.filter.model_dump_json(exclude_none=True) if self.filter else None,
            kinds=list(dict.fromkeys(self.kinds)),
            min_percent=format(self.min_percent, "f"),
            ends_within_days=self.ends_within_days,
            cheaper_than=self.cheaper_than,
            webhook=self.webhook,
            alerts=self.alerts,
        )


routes = Routes()


@routes.get("/v1/watches")
def list_watches() -> Response[str]:
    """Your watch-lists, and how their last deliveries went."""
    return _send(watchlists.listed(_owner()))


@routes.get("/v1/watches/<name>.atom")
def get_watch_feed(name: Name, key: Key) -> Response[str]:
    """The last hundred changes on a watch-list as an Atom feed; the key stands for a token."""
    event = routes.api.current_event
    scheme = "http" if event.headers.get("x-forwarded-proto") == "http" else "https"
    feed = watchlists.atom(name, key, scheme, event.request_context.domain_name)
    return Response(200, ATOM, feed, {"Cache-Control": "private, max-age=60"})


@routes.get("/v1/watches/<name>")
def get_watch(name: Name) -> Response[str]:
    """One of your watch-lists, and how its last delivery went."""
    return _send(watchlists.get(_owner(), name))


@routes.put("/v1/watches/<name>")
def save_watch(name: Name) -> Response[str]:
    """Save a watch-list under a name of yours.

    The first time the answer has the secret that signs its webhooks and the address of its feed,
    and never again. Saving enables a watch that was disabled, and what was not delivered is.
    """
    owner = _owner()
    entry = read(WatchEntry, decoded(routes.api.current_event))
    _require_sense(entry)
    return _send(watchlists.save(owner, name, entry.watch()))


@routes.delete("/v1/watches/<name>")
def delete_watch(name: Name) -> Response[str]:
    """Delete a watch-list and whatever waits for it."""
    watchlists.delete(_owner(), name)
    return routes.api.send_uncached({"deleted": name})


def _owner() -> str:
    return str(_caller().subject)


def _caller() -> tokens.Caller:
    caller = tokens.caller(routes.api.current_event.headers.get("authorization"))
    if caller is tokens.ANONYMOUS:
        raise TokenRefused("A token is required: send Authorization: Bearer <token>.")
    return caller


def _require_sense(entry: WatchEntry) -> None:
    """Refuse a watch of nothing, a receiver that may not be sent to, and others' channels."""
    if entry.alerts and _caller().tier != tokens.ADMIN:
        raise Forbidden("The channels for alerts are the operators': the role admin is required.")
    watched = (entry.models, entry.canonical_ids, entry.providers, entry.filter, entry.cheaper_than)
    try:
        if not any(watched):
            raise bad("models", "expected models, canonical_ids, providers, filter or cheaper_than")
        if entry.webhook:
            receivers.require_url(entry.webhook)
    except BadRequest as error:
        raise unprocessable(error) from None


def _send(data: str) -> Response[str]:
    return Response(200, "application/json", f'{{"data":{data},"meta":{{}}}}', dict(UNCACHED))
