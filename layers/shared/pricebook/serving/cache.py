"""Cache of answers: memory, then Valkey, then Postgres; in an outage stale copies or the snapshot.

A copy is fresh while its generation is current: a sync raises the generation of what it changed.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from pricebook import settings
from pricebook.errors import NotFound, Unavailable
from pricebook.serving import announced, kept, parts, shared_cache
from pricebook.serving.answer import Answer
from pricebook.serving.entry import CacheEntry
from pricebook.serving.local_cache import LocalCache
from pricebook.storage import places, reader, valkey
from pricebook.telemetry import logger, metrics

PATIENCE_S = 2
"""Seconds that a read waits for Postgres where a stale copy could be served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedQuery:
    """One cacheable answer: its key, how long it is fresh, and how it is built.

    Attributes:
        key: unique among all answers of the scope.
        scope: whose generation it belongs to: `all`, or the slug of a provider.
        ttl_s: seconds that a copy is fresh within one generation.
        build: builds it from Postgres; returns None where the database is empty.
        bundled: takes it from the bundled snapshot, if it is there; else only Postgres can answer.
        kept: whether the write side builds it too, and keeps it in Postgres.
        path: under which the write side publishes it; None where it does not.
        dated: whether `build` itself says until when nothing that was announced changes it.
    """

    key: str
    scope: str
    ttl_s: int
    build: Callable[[], Answer | None]
    bundled: Callable[[], Answer | None] | None = None
    kept: bool = False
    path: str | None = None
    dated: bool = False

    def built(self) -> Answer | None:
        """Build it, and say until when it holds."""
        return self.build() if self.dated else announced.built(self.build)

    @property
    def address(self) -> str:
        """The key with its scope, unique among all answers."""
        return f"{self.scope}:{self.key}"


memory = LocalCache()


def get(query: CachedQuery) -> tuple[Answer, str]:
    """Return the best answer there is, and its source.

    Returns:
        The answer, and one of memory, valkey, database, stale, snapshot.

    Raises:
        NotFound: the bundled snapshot is the source, and it does not hold this.
        Unavailable: no source can answer.
    """
    answer, source = _find(query)
    metrics.add_metric(name=f"Cache{source.capitalize()}", unit="Count", value=1)
    return answer, source


def stored(query: CachedQuery) -> Answer | None:
    """Return the fresh copy that memory or Valkey holds; None where it would have to be built."""
    generation = _generation(query.scope)
    local = memory.get(query.address)
    if local and local.fresh(generation, query.ttl_s):
        return local.answer
    shared = _fresh(shared_cache.get(query.address), query, generation)
    return shared.answer if shared else None


def refresh(query: CachedQuery) -> None:
    """Build an answer before it is asked for; where that fails, the next request builds it."""
    generation = _generation(query.scope)
    try:
        answer = query.built()
    except Unavailable as error:
        logger.warning("not warmed", extra={"key": query.key, "reason": str(error)})
        return
    if answer and generation is not None:
        _store(query.address, CacheEntry(answer, generation, int(time.time())))
        if answer.manifest:
            parts.prolong(answer.manifest)


def remove(scopes: Iterable[str]) -> None:
    """Remove the stored answers of these scopes, and what Valkey says of their generations."""
    valkey.remove_scopes(scopes)


def announce(generations: Mapping[str, int], *, published: bool = True) -> None:
    """Tell every container the generations that are new, and whoever serves what is published.

    Args:
        generations: by scope.
        published: False where the catalogue is published next, which announces them then.
    """
    valkey.announce(generations)
    if published:
        places.announce(generations)


def reset() -> None:
    """Forget everything that this process knows of the cache."""
    memory.clear()
    parts.forget()
    valkey.reset()


def _find(query: CachedQuery) -> tuple[Answer, str]:
    if settings.text("PRICEBOOK_SERVE", "database") == "snapshot":
        return _bundled(query, on_purpose=True)
    until = time.monotonic() + PATIENCE_S
    local, shared = memory.get(query.address), None
    generation = valkey.generation(query.scope)
    if generation is None:
        shared = shared_cache.get(query.address)
        with _patience(_best(local, shared), until, vital=True):
            generation = _stored_generation(query.scope)
    if local and local.fresh(generation, query.ttl_s):
        return local.answer, "memory"
    shared = shared or shared_cache.get(query.address)
    if fresh := _fresh(shared, query, generation):
        return fresh.answer, "valkey"
    stale = shared_cache.whole(_best(local, shared)) or _best(local)
    with _patience(stale, until, vital=False):
        served = _kept(query, generation, stale) if query.kept else None
        return served or _build(query, generation, stale)


def _fresh(
    shared: CacheEntry | None, query: CachedQuery, generation: int | None
) -> CacheEntry | None:
    """Return what Valkey holds, with its body and in memory too, if it is fresh."""
    if shared is None or not shared.fresh(generation, query.ttl_s):
        return None
    whole = shared_cache.whole(shared)
    if whole:
        memory.put(query.address, whole)
    return whole


def _kept(
    query: CachedQuery, generation: int | None, stale: CacheEntry | None
) -> tuple[Answer, str] | None:
    """Return what the write side has built, if it is current or nobody should wait for the next."""
    head = kept.head(query.address)
    if head is None or generation is None or not (head.slow or head.generation == generation):
        return None
    held = stale if stale and stale.generation == head.generation else kept.entry(query.address)
    if held is None:
        return None
    current = held.generation == generation and not held.outdated()
    if not current and not head.slow:
        return None
    if current or held is not stale:
        # what it tells changes with the generation alone, so that it is as good as new
        _store(query.address, replace(held, built_at=int(time.time())))
    return held.answer, "database" if current else "stale"


def _best(*entries: CacheEntry | None) -> CacheEntry | None:
    """Return the youngest entry that may be served stale."""
    usable = [entry for entry in entries if entry and entry.usable()]
    return max(usable, key=lambda entry: entry.built_at, default=None)


def _build(
    query: CachedQuery, generation: int | None, stale: CacheEntry | None
) -> tuple[Answer, str]:
    """Build from Postgres; serve the stale copy in an outage, or while another container builds."""
    if stale and (generation is None or not (stale.outdated() or valkey.leased(query.address))):
        return stale.answer, "stale"
    try:
        answer = query.built()
    except Unavailable:
        if stale:
            return stale.answer, "stale"
        if query.bundled is None:
            raise
        return _bundled(query, on_purpose=False)
    if answer is None:
        return _bundled(query, on_purpose=True)
    if generation is not None:
        _store(query.address, CacheEntry(answer, generation, int(time.time())))
    return answer, "database"


def _bundled(query: CachedQuery, *, on_purpose: bool) -> tuple[Answer, str]:
    """Answer from the snapshot; what it lacks is not found, or in an outage not known."""
    if query.bundled is None:
        raise Unavailable("This needs a database with synchronised providers; there is none now.")
    answer = query.bundled()
    if answer:
        return answer, "snapshot"
    if on_purpose:
        raise NotFound("Answers come from the bundled snapshot now, which does not hold this.")
    raise Unavailable("The database does not answer, and the bundled snapshot does not hold this.")


def _store(address: str, entry: CacheEntry) -> None:
    memory.put(address, entry)
    shared_cache.put(address, entry)


def _generation(scope: str) -> int | None:
    """Return the generation of a scope: 0 where nobody has written it, None in an outage."""
    number = valkey.generation(scope)
    return _stored_generation(scope) if number is None else number


def _stored_generation(scope: str) -> int | None:
    try:
        row = reader.row("catalog.lookup.generation", scope=scope)
    except Unavailable:
        return None
    if row is None:
        return 0
    valkey.remember(scope, row[0])
    return int(row[0])


def _patience(
    stale: CacheEntry | None, until: float, *, vital: bool
) -> AbstractContextManager[None]:
    """Bound how long Postgres is waited for by who has a stale copy."""
    return reader.patience(until, vital=vital) if stale else nullcontext()
