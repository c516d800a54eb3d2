"""Watch-lists as their owners save, read and delete them."""

import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass

from pricebook.errors import Conflict, NotFound
from pricebook.storage.writer import writer
from pricebook.watches import webhooks

MAX_WATCHES = 100
"""How many watch-lists one owner may have."""
NOT_HOST = re.compile(r"[^a-z0-9.-].*", re.DOTALL)
"""The part of a host that cannot stand in a tag URI, such as a port."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What somebody watches, and how they are told.

    Attributes:
        models: ids of models.
        canonical_ids: ids of canonical models, of which every offer is watched.
        providers: slugs of providers, of which every model is watched.
        filter: JSON of `creators`, `capabilities` and `min_context_length`; None watches nothing.
        kinds: kinds of changes that matter.
        min_percent: decimal; by how many per cent a price has to move.
        ends_within_days: how many days before its end a model is told of; None does not tell.
        cheaper_than: id of the model that other offers of the same are compared with.
        webhook: address of the receiver.
        alerts: whether the channels for alerts are told as well.
    """

    models: list[str]
    canonical_ids: list[str]
    providers: list[str]
    filter: str | None
    kinds: list[str]
    min_percent: str
    ends_within_days: int | None
    cheaper_than: str | None
    webhook: str | None
    alerts: bool


def save(owner: str, name: str, watch: Watch) -> str:
    """Save a watch-list, and return it as JSON; a new one with its secrets, which are shown once.

    Args:
        owner: subject of the token.
        name: of the watch-list, among its owner's.
        watch: what to watch.

    Raises:
        NotFound: it names a model, a canonical model or a provider that nobody has.
        Conflict: its owner has too many.
    """
    database = writer()
    _require_known(watch)
    ((others,),) = database.run("watches.watchlists.count", owner=owner, name=name)
    if others >= MAX_WATCHES:
        raise Conflict(f"You have {others} watches: delete one.", {"count": others})
    secret, key = webhooks.new_secret(), secrets.token_urlsafe(32)
    fields = {**asdict(watch), "secret": secret, "feed_key": digest(key)}
    ((is_new,),) = database.run("watches.watchlists.save", owner=owner, name=name, **fields)
    saved = get(owner, name)
    if not is_new:
        return saved
    shown = json.dumps({"secret": secret, "feed": f"/v1/watches/{name}.atom?key={key}"})
    return f"{saved[:-1]},{shown[1:]}"


def get(owner: str, name: str) -> str:
    """Return a watch-list as JSON.

    Raises:
        NotFound: its owner has none of this name.
    """
    rows = writer().run("watches.watchlists.watch", owner=owner, name=name)
    if not rows:
        raise _no_watch(name)
    return str(rows[0][0])


def listed(owner: str) -> str:
    """Return all watch-lists of an owner as a JSON array."""
    rows = writer().run("watches.watchlists.watch", owner=owner, name=None)
    return f"[{','.join(row[0] for row in rows)}]"


def delete(owner: str, name: str) -> None:
    """Delete a watch-list and whatever waits for it.

    Raises:
        NotFound: its owner has none of this name.
    """
    if not writer().run("watches.watchlists.delete", owner=owner, name=name):
        raise _no_watch(name)


def atom(name: str, key: str, scheme: str, host: str) -> str:
    """Return the last changes on a watch-list as an Atom feed.

    Args:
        name: of the watch-list.
        key: what its address was given when it was saved first.
        scheme: http or https, for the links in the feed.
        host: the host that was called, for the links and the ids in the feed.

    Raises:
        NotFound: there is no such watch-list with this key.
    """
    rows = writer().run(
        "watches.watchlists.atom",
        name=name,
        feed_key=digest(key),
        base=f"{scheme}://{host}",
        tag=f"tag:{NOT_HOST.sub('', host.lower())},2026:pricebook",
    )
    if not rows:
        raise _no_watch(name)
    return str(rows[0][0])


def digest(key: str) -> str:
    """Return what is kept of the key in a feed's address."""
    return hashlib.sha256(key.encode()).hexdigest()


def _require_known(watch: Watch) -> None:
    unknown = writer().run(
        "watches.watchlists.unknown",
        models=[*watch.models, *filter(None, [watch.cheaper_than])],
        canonical_ids=watch.canonical_ids,
        providers=watch.providers,
    )
    for kind, name in unknown:
        raise NotFound(f"There is no {kind} {name!r}.")


def _no_watch(name: str) -> NotFound:
    return NotFound(f"There is no watch {name!r}.")
