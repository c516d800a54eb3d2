"""Publication: whole bodies where readers find them with every function and store stopped."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from pg8000.exceptions import Error as PostgresError

from pricebook.catalog import lookup
from pricebook.errors import NotFound, Unavailable
from pricebook.serving import headers, kept
from pricebook.serving.answer import Answer, sendable
from pricebook.serving.cache import CachedQuery
from pricebook.serving.entry import CacheEntry
from pricebook.serving.headers import FOREVER, PUBLIC
from pricebook.snapshots import publishing
from pricebook.storage import places
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
        build: returns it with its generation; None where there is none.
        cache_control: how long readers keep it.
    """

    path: str
    build: Callable[[], CacheEntry | None]
    cache_control: str = PUBLIC


def due(database: Database, generation: int, queries: list[CachedQuery]) -> list[Listed]:
    """Return what has to be published of the whole bodies and the snapshots.

    Args:
        database: the connection that writes.
        generation: of all.
        queries: the whole bodies.
    """
    published = _published(database)
    return [it for it in _all(generation, queries) if published.get(it.path) != generation]


def publish(database: Database, place: Place, generation: int, lists: list[Listed]) -> list[str]:
    """Publish these lists and return the paths of those that were.

    Of one that fails the last stays published; the next tick tries again. Of one that was not built
    since the last change it is the last that was.
    """
    before = _published(database)
    ((observed_at,),) = database.run("sync.publication.observed_at")
    published = [it.path for it in lists if _put(database, place, it, observed_at, before)]
    with suppress(OSError):  # as above
        place.announce(generation)
        place.tidy()
    return published


def at_once(database: Database, generations: Mapping[str, int]) -> list[str]:
    """Publish the whole bodies that need no building, after the commit of what changed them.

    Readers need no function then until the next change. What fails, or what somebody else is
    publishing, is left to the next tick: the run is done either way. Only then the place hears of
    the generations, so that no reader asks a function meanwhile for what lies there a moment later.
    """
    try:
        return _publish_catalogue(database)
    except FAILURES as error:
        _tell("/v1/catalog", error)
        return []
    finally:
        places.announce(generations)


def _publish_catalogue(database: Database) -> list[str]:
    where, rows = places.place(), database.run("catalog.lookup.generation", scope="all")
    if where is None or not rows:
        return []
    ((generation,),) = rows
    with database.transaction():
        ((alone,),) = database.run("sync.whole_bodies.try_lock")
        published = _published(database)
        lists = [
            Listed(query.path, _now(generation, query.built))
            for query in lookup.wholes()
            if query.path and published.get(query.path) != generation
        ]
        return publish(database, where, generation, lists) if alone and lists else []


def _published(database: Database) -> dict[str, int]:
    """Return the generation of what was published, by path; what is old or outdated is not."""
    return dict(database.run("sync.publication.current", kept_s=KEPT_S))


def _all(generation: int, queries: list[CachedQuery]) -> Iterator[Listed]:
    for query in queries:
        if query.path and query.kept:
            yield Listed(query.path, partial(kept.entry, query.address))
        elif query.path:
            yield Listed(query.path, _now(generation, query.built))
    yield Listed("/v1/snapshots", _now(generation, publishing.listed))
    yield Listed("/v1/keys", _now(generation, publishing.keys))
    for digest in publishing.newest():
        file = _now(generation, partial(publishing.snapshot, digest))
        yield Listed(f"/v1/snapshots/{digest}", file, FOREVER)


def _now(generation: int, build: Callable[[], Answer | None]) -> Callable[[], CacheEntry | None]:
    """Return what builds an answer when it is published, which is then of this generation."""

    def built() -> CacheEntry | None:
        answer = build()
        return CacheEntry(answer, generation, int(time.time())) if answer else None

    return built


def _put(
    database: Database,
    place: Place,
    listed: Listed,
    observed_at: str | None,
    before: Mapping[str, int],
) -> bool:
    """Publish a list, unless that is done or fails."""
    try:
        entry = listed.build()
        if entry is None or before.get(listed.path) == entry.generation:
            return False
        _place(database, place, listed, entry, observed_at)
    except FAILURES as error:
        _tell(listed.path, error)
        return False
    return True


def _tell(path: str, error: Exception) -> None:
    metrics.add_metric(name="ListsUnpublished", unit="Count", value=1)
    logger.warning("not published", extra={"path": path, "reason": str(error)})


def _place(
    database: Database, place: Place, listed: Listed, entry: CacheEntry, observed_at: str | None
) -> None:
    """Keep the bodies of a list, let its path have them, and note it."""
    answer, plain = entry.answer, _plain(entry.answer, listed)
    headed = _headers(answer, listed, "gzip") | {"x-pricebook-generation": str(entry.generation)}
    if observed_at:
        headed["x-pricebook-observed-at"] = observed_at
    packed = Published(answer.body, headed, answer.changes_at)
    for published in filter(None, (packed, plain)):
        place.keep(Published(published.body, _own(published)))
    place.point(listed.path, packed)
    database.run(
        "sync.publication.put",
        path=listed.path,
        digest=packed.digest,
        plain_digest=plain.digest if plain else None,
        etag=answer.etag,
        generation=entry.generation,
        changes_at=answer.changes_at,
        observed_at=observed_at,
    )


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
