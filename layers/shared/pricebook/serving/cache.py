"""Cache of answers: memory, then Valkey, then Postgres; in an outage stale copies or the snapshot.

A copy is fresh while its generation is current: a sync raises the generation of what it changed.
"""

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from pricebook import settings
from pricebook.errors import NotFound, Unavailable
from pricebook.serving.answer import Answer
from pricebook.storage import reader, valkey
from pricebook.telemetry import logger, metrics

MAX_STALE_S = 24 * 60 * 60
"""How old a copy may be that is served because no newer one can be built."""
MAX_ENTRIES = 64
"""How many answers a container keeps in memory."""
MAX_ENTRY_BYTES = 64 * 1024 * 1024
"""How many bytes of compressed bodies a container keeps in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedQuery:
    """One cacheable answer: its key, how long it is fresh, and how it is built.

    Attributes:
        key: unique among all answers.
        scope: whose generation it belongs to: `all`, or the slug of a provider.
        ttl_s: seconds that a copy is fresh within one generation.
        build: builds it from Postgres; returns None where the database is empty.
        bundled: takes it from the bundled snapshot; returns None where that does not hold it.
            Without this function only Postgres can answer.
    """

    key: str
    scope: str
    ttl_s: int
    build: Callable[[], Answer | None]
    bundled: Callable[[], Answer | None] | None = None


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """Stored answer, with the generation it was built under and the Unix time when."""

    answer: Answer
    generation: int
    built_at: int

    def fresh(self, generation: int | None, ttl_s: int) -> bool:
        """Tell whether no newer answer can exist."""
        return self.generation == generation and self._age() < ttl_s

    def usable(self) -> bool:
        """Tell whether it is young enough to be served stale."""
        return self._age() < MAX_STALE_S

    def pack(self) -> bytes:
        """Return it as bytes: a line of JSON with all but the body, then the compressed body."""
        answer = self.answer
        validators = (answer.etag, answer.last_modified, answer.total, answer.next_page)
        columns = (*validators, answer.inexpressible, answer.prev_page)
        header = [self.generation, self.built_at, *columns]
        return json.dumps(header).encode() + b"\n" + answer.body

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Read what pack wrote."""
        header, _, body = packed.partition(b"\n")
        generation, built_at, *validators = json.loads(header)
        return cls(Answer(body, *validators), generation, built_at)

    def _age(self) -> int:
        return int(time.time()) - self.built_at


class LocalCache:
    """LRU cache in the memory of one container, bounded in entries and in bytes."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, CacheEntry] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> CacheEntry | None:
        """Return an entry, and count that as use."""
        if key in self._entries:
            self._entries.move_to_end(key)
        return self._entries.get(key)

    def put(self, key: str, entry: CacheEntry) -> None:
        """Store an entry, and drop the least recently used ones that no longer fit."""
        self._drop(key)
        self._entries[key] = entry
        self._bytes += len(entry.answer.body)
        while len(self._entries) > MAX_ENTRIES or self._bytes > MAX_ENTRY_BYTES:
            self._drop(next(iter(self._entries)))

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self._bytes = 0

    def _drop(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        self._bytes -= len(entry.answer.body) if entry else 0


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


def refresh(query: CachedQuery) -> None:
    """Build an answer before it is asked for; where that fails, the next request builds it."""
    generation = _generation(query.scope)
    try:
        answer = query.build()
    except Unavailable as error:
        logger.warning("not warmed", extra={"key": query.key, "reason": str(error)})
        return
    if answer and generation is not None:
        _store(query.key, CacheEntry(answer, generation, int(time.time())))


def announce(generations: Mapping[str, int]) -> None:
    """Tell every container the new generation of each scope that has changed."""
    valkey.announce(generations)


def reset() -> None:
    """Forget everything that this process knows of the cache."""
    memory.clear()
    valkey.reset()


def _find(query: CachedQuery) -> tuple[Answer, str]:
    if settings.text("PRICEBOOK_SERVE", "database") == "snapshot":
        return _bundled(query, on_purpose=True)
    generation = _generation(query.scope)
    local = memory.get(query.key)
    if local and local.fresh(generation, query.ttl_s):
        return local.answer, "memory"
    packed = valkey.get(query.key)
    shared = CacheEntry.unpack(packed) if packed else None
    if shared and shared.fresh(generation, query.ttl_s):
        memory.put(query.key, shared)
        return shared.answer, "valkey"
    usable = [entry for entry in (local, shared) if entry and entry.usable()]
    stale = max(usable, key=lambda entry: entry.built_at, default=None)
    return _build(query, generation, stale)


def _build(
    query: CachedQuery, generation: int | None, stale: CacheEntry | None
) -> tuple[Answer, str]:
    """Build from Postgres; serve the stale copy in an outage, or while another container builds."""
    if stale and (generation is None or not valkey.leased(query.key)):
        return stale.answer, "stale"
    try:
        answer = query.build()
    except Unavailable:
        if stale:
            return stale.answer, "stale"
        if query.bundled is None:
            raise
        return _bundled(query, on_purpose=False)
    if answer is None:
        return _bundled(query, on_purpose=True)
    if generation is not None:
        _store(query.key, CacheEntry(answer, generation, int(time.time())))
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


def _store(key: str, entry: CacheEntry) -> None:
    memory.put(key, entry)
    valkey.put(key, entry.pack(), MAX_STALE_S)


def _generation(scope: str) -> int | None:
    """Return the generation of a scope: 0 where nobody has written it, None in an outage."""
    number = valkey.generation(scope)
    if number is not None:
        return number
    try:
        row = reader.row("catalog.lookup.generation", scope=scope)
    except Unavailable:
        return None
    if row is None:
        return 0
    valkey.remember(scope, row[0])
    return int(row[0])
