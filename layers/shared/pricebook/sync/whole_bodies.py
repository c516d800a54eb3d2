"""Whole bodies: lists, feeds and the index, built after runs and published.

Readers take what is built where they cannot wait, and what is published where nothing answers.
"""

import time
from collections.abc import Iterator

from pricebook.catalog import index, lookup
from pricebook.errors import NotFound, Unavailable
from pricebook.feeds import genai_prices, langfuse, litellm, models_dev, openai, openrouter
from pricebook.serving import kept
from pricebook.serving.cache import CachedQuery
from pricebook.serving.entry import CacheEntry
from pricebook.serving.kept import Head
from pricebook.snapshots import deltas
from pricebook.storage import places, reader, valkey
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import publication
from pricebook.telemetry import logger

EVENT = {"build": "bodies"}
"""What the sync function is sent to build them."""
KEPT_S = 6 * 60 * 60
"""Seconds after which one is built anew that no reader depends on, or that seems unchanged."""
SOURCES = (lookup, index, litellm, models_dev, genai_prices, openrouter, langfuse, openai)


def due() -> bool:
    """Tell whether one of them, or a delta between snapshots, has to be built or published."""
    database = writer()
    generation = _generation(database)
    if next(_due(generation), None) is not None or deltas.due(database):
        return True
    return places.place() is not None and bool(publication.due(database, generation, _wholes()))


def build() -> list[str]:
    """Build those that are due, unless somebody else does so now, and return their addresses.

    Each is kept by itself, for all of a large catalogue may take longer than this function has:
    the next tick goes on where it ended.
    """
    database = writer()
    with reader.unhurried():
        due_now = list(_due(_generation(database)))
        return [query.address for query in due_now if _built(database, query)]


def publish() -> list[str]:
    """Publish those that are due and built, unless somebody else does so now; return their paths.

    It follows the commit of what it publishes, so that no list holds what a crash takes back.
    """
    database, place = writer(), places.place()
    if place is None:
        return []
    with database.transaction(), reader.unhurried():
        ((alone,),) = database.run("sync.whole_bodies.try_lock")
        generation = _generation(database)
        lists = publication.due(database, generation, _wholes()) if alone else []
        return publication.publish(database, place, generation, lists)


def _wholes() -> list[CachedQuery]:
    return [query for source in SOURCES for query in source.wholes()]


def _generation(database: Database) -> int:
    return int(database.run("catalog.lookup.generation", scope="all")[0][0])


def _due(generation: int) -> Iterator[CachedQuery]:
    """Yield what has to be built."""
    published = places.place() is not None
    for query in _wholes():
        head = kept.head(query.address) if query.kept else None
        if query.kept and (head is None or _outdated(head, generation, published=published)):
            yield query


def _outdated(head: Head, generation: int, *, published: bool) -> bool:
    """Tell whether it is old, or slow or published and not what would be built now."""
    now = time.time()
    moved = head.generation != generation or head.changes_at <= now
    return now - head.built_at > KEPT_S or (moved and (head.slow or published))


def _built(database: Database, query: CachedQuery) -> bool:
    """Build one, where nobody else builds; tell whether it was."""
    with database.transaction():
        ((alone,),) = database.run("sync.whole_bodies.try_lock")
        return alone and _build(database, query, _generation(database))


def _build(database: Database, query: CachedQuery, generation: int) -> bool:
    """Build one; what cannot be built now is tried again by the next tick."""
    started = time.monotonic()
    try:
        answer = query.built()
    except (NotFound, Unavailable) as error:
        logger.warning("not built", extra={"key": query.key, "reason": str(error)})
        return False
    if answer is None:
        return False
    entry = CacheEntry(answer, generation, int(time.time()))
    database.run(
        "sync.whole_bodies.keep",
        address=query.address,
        format=valkey.FORMAT,
        generation=generation,
        built_at=entry.built_at,
        changes_at=answer.changes_at,
        took_ms=int((time.monotonic() - started) * 1000),
        entry=entry.pack(query.address),
    )
    return True
