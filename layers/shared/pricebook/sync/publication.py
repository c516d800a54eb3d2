"""Publication: whole bodies where readers find them with every function and store stopped."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from pg8000.exceptions import Error as PostgresError

from pricebook.errors import NotFound, Unavailable
from pricebook.serving import announced, headers, kept
from pricebook.serving.answer import Answer, sendable
from pricebook.serving.cache import CachedQuery
from pricebook.serving.headers import FOREVER, PUBLIC
from pricebook.snapshots import publishing
from pricebook.storage.places import Place, Published
from pricebook.storage.postgres import Database
from pricebook.telemetry import logger, metrics

KEPT_S = 6 * 60 * 60
"""Seconds after which a list is published again though nothing changed: it says how old it is."""
FAILURES = (NotFound, Unavailable, OSError, PostgresError)


class Listed(NamedTuple):
    """Body that is published.

    Attributes:
        path: under which it is read.
        build: returns it; None where there is none of this generation.
        cache_control: how long readers keep it.
    """

    path: str
    build: Callable[[], Answer | None]
    cache_control: str = PUBLIC


def due(database: Database, generation: int, queries: list[CachedQuery]) -> list[Listed]:
    """Return what has to be published of the whole bodies and the snapshots.

    Args:
        database: the connection that writes.
        generation: of all.
        queries: the whole bodies.
    """
    rows = database.run("sync.publication.current", generation=generation, kept_s=KEPT_S)
    current = {path for (path,) in rows}
    return [it for it in _all(generation, queries) if it.path not in current]


def publish(database: Database, place: Place, generation: int, lists: list[Listed]) -> list[str]:
    """Publish these lists and return the paths of those that were.

    Of one that fails the last stays published; the next tick tries again.
    """
    ((observed_at,),) = database.run("sync.publication.observed_at")
    origin = {"x-pricebook-generation": str(generation)}
    if observed_at:
        origin["x-pricebook-observed-at"] = observed_at
    published = [it.path for it in lists if _published(database, place, it, origin)]
    with suppress(OSError):  # as above
        place.announce(generation)
        place.tidy()
    return published


def _all(generation: int, queries: list[CachedQuery]) -> Iterator[Listed]:
    for query in queries:
        if query.path:
            yield Listed(query.path, partial(_whole, query, generation))
    yield Listed("/v1/snapshots", publishing.listed)
    yield Listed("/v1/keys", publishing.keys)
    for digest in publishing.newest():
        yield Listed(f"/v1/snapshots/{digest}", partial(publishing.snapshot, digest), FOREVER)


def _whole(query: CachedQuery, generation: int) -> Answer | None:
    """Return a whole body: as it is kept, or joined now."""
    if not query.kept:
        return announced.built(query.build)
    entry = kept.entry(query.address)
    return entry.answer if entry and entry.generation == generation else None


def _published(database: Database, place: Place, listed: Listed, origin: dict[str, str]) -> bool:
    try:
        answer = listed.build()
        if answer is None:
            return False
        headed = _headers(answer, listed, "gzip") | origin
        packed = Published(answer.body, headed, answer.changes_at)
        plain = _plain(answer, listed)
        for body in (packed, plain):
            if body:
                place.keep(Published(body.body, _own(body)))
        place.point(listed.path, packed)
        database.run(
            "sync.publication.put",
            path=listed.path,
            digest=packed.digest,
            plain_digest=plain.digest if plain else None,
            etag=answer.etag,
            generation=int(origin["x-pricebook-generation"]),
            changes_at=answer.changes_at,
            observed_at=origin.get("x-pricebook-observed-at"),
        )
    except FAILURES as error:
        metrics.add_metric(name="ListsUnpublished", unit="Count", value=1)
        logger.warning("not published", extra={"path": listed.path, "reason": str(error)})
        return False
    return True


def _plain(answer: Answer, listed: Listed) -> Published | None:
    """Return the body as it is for who reads no gzip, where no function could send it."""
    text = answer.plain()
    if sendable(text):
        return None
    return Published(text, _headers(answer, listed, None))


def _headers(answer: Answer, listed: Listed, encoding: str | None) -> dict[str, str]:
    encoded = {"Content-Encoding": encoding} if encoding else {}
    typed = {"Content-Type": "application/json", **encoded}
    return headers.of(answer, "published", listed.cache_control) | typed


def _own(published: Published) -> dict[str, str]:
    """Return the headers of a body under its digest, whatever path has it."""
    names = ("Content-Encoding", "Content-Type")
    kept_headers = {name: it for name, it in published.headers.items() if name in names}
    return kept_headers | {"Cache-Control": FOREVER}
