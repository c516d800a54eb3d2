"""Where an answer comes from: memory, Valkey, Postgres, a stale copy, the bundled snapshot."""

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from pricebook import settings
from pricebook.errors import NotFound, Unavailable
from pricebook.serving.answer import Answer
from pricebook.storage import valkey
from pricebook.telemetry import logger, metrics

STALE_S = 24 * 60 * 60
"""How long an answer may stand in for a newer one that cannot be built."""
ENTRIES = 64
ENTRY_BYTES = 64 * 1024 * 1024
"""How much a container keeps: this many answers, and this many bytes of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for, and where it may come from.

    Attributes:
        key: tells this answer from all others.
        scope: whose generation it belongs to: all, or a provider.
        ttl_s: how long an answer counts as fresh within one generation.
        build: asks Postgres; None means that the database is empty.
        bundled: asks the snapshot; None means that it does not hold this. Without it only Postgres
            can answer.
    """

    key: str
    scope: str
    ttl_s: int
    build: Callable[[], Answer | None]
    bundled: Callable[[], Answer | None] | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """An answer, the generation it was built under, and when."""

    answer: Answer
    generation: int
    built_at: int

    def fresh(self, generation: int | None, ttl_s: int) -> bool:
        """Whether nothing newer can exist."""
        return self.generation == generation and self._age() < ttl_s

    def usable(self) -> bool:
        """Whether it may stand in for a newer one."""
        return self._age() < STALE_S

    def pack(self) -> bytes:
        """Return it as bytes: a line of facts, then the compressed body."""
        answer = self.answer
        validators = (answer.etag, answer.last_modified, answer.total, answer.next_page)
        told = (*validators, answer.inexpressible, answer.prev_page)
        facts = [self.generation, self.built_at, *told]
        return json.dumps(facts).encode() + b"\n" + answer.body

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Read what pack wrote."""
        facts, _, body = packed.partition(b"\n")
        generation, built_at, *validators = json.loads(facts)
        return cls(Answer(body, *validators), generation, built_at)

    def _age(self) -> int:
        return int(time.time()) - self.built_at


class Memory:
    """The copies of one container; the least recently used one goes first."""

    def __init__(self) -> None:
        self._copies: OrderedDict[str, Copy] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> Copy | None:
        """Return a copy, which counts as use."""
        if key in self._copies:
            self._copies.move_to_end(key)
        return self._copies.get(key)

    def put(self, key: str, copy: Copy) -> None:
        """Keep a copy, and drop what no longer fits beside it."""
        self._drop(key)
        self._copies[key] = copy
        self._bytes += len(copy.answer.body)
        while len(self._copies) > ENTRIES or self._bytes > ENTRY_BYTES:
            self._drop(next(iter(self._copies)))

    def clear(self) -> None:
        """Forget everything."""
        self._copies.clear()
        self._bytes = 0

    def _drop(self, key: str) -> None:
        copy = self._copies.pop(key, None)
        self._bytes -= len(copy.answer.body) if copy else 0


memory = Memory()


def get(question: Question) -> tuple[Answer, str]:
    """Return the best answer there is, and where it came from.

    Raises:
        NotFound: the snapshot is what answers, and it does not hold this.
        Unavailable: nothing can answer.
    """
    answer, source = _find(question)
    metrics.add_metric(name=f"Cache{source.capitalize()}", unit="Count", value=1)
    return answer, source


def refresh(question: Question) -> None:
    """Build an answer for whoever asks next; where that fails, whoever asks next builds it."""
    generation = _generation(question.scope)
    try:
        answer = question.build()
    except Unavailable as error:
        logger.warning("not warmed", extra={"key": question.key, "reason": str(error)})
        return
    if answer and generation is not None:
        _keep(question.key, Copy(answer, generation, int(time.time())))


def announce(generations: Mapping[str, int]) -> None:
    """Tell every reader that a sync has changed what these scopes answer."""
    valkey.announce(generations)


def reset() -> None:
    """Forget everything that this process knows of the cache."""
    memory.clear()
    valkey.reset()


def _find(question: Question) -> tuple[Answer, str]:
    if settings.text("PRICEBOOK_SERVE", "database") == "snapshot":
        return _bundled(question, on_purpose=True)
    generation = _generation(question.scope)
    kept = memory.get(question.key)
    if kept and kept.fresh(generation, question.ttl_s):
        return kept.answer, "memory"
    packed = valkey.get(question.key)
    shared = Copy.unpack(packed) if packed else None
    if shared and shared.fresh(generation, question.ttl_s):
        memory.put(question.key, shared)
        return shared.answer, "valkey"
    copies = [copy for copy in (kept, shared) if copy and copy.usable()]
    stale = max(copies, key=lambda copy: copy.built_at, default=None)
    return _build(question, generation, stale)


def _build(question: Question, generation: int | None, stale: Copy | None) -> tuple[Answer, str]:
    """Ask Postgres, unless nobody can or somebody else already does."""
    if stale and (generation is None or not valkey.leased(question.key)):
        return stale.answer, "stale"
    try:
        answer = question.build()
    except Unavailable:
        if stale:
            return stale.answer, "stale"
        if question.bundled is None:
            raise
        return _bundled(question, on_purpose=False)
    if answer is None:
        return _bundled(question, on_purpose=True)
    if generation is not None:
        _keep(question.key, Copy(answer, generation, int(time.time())))
    return answer, "database"


def _bundled(question: Question, *, on_purpose: bool) -> tuple[Answer, str]:
    """Answer from the snapshot; what it does not hold is unknown or, in an outage, untold."""
    if question.bundled is None:
        raise Unavailable("Only a database that was synchronised can answer this; none does now.")
    answer = question.bundled()
    if answer:
        return answer, "snapshot"
    if on_purpose:
        raise NotFound("This is not in the bundled snapshot, which is what answers now.")
    raise Unavailable("The database does not answer, and the bundled snapshot does not hold this.")


def _keep(key: str, copy: Copy) -> None:
    memory.put(key, copy)
    valkey.put(key, copy.pack(), STALE_S)


def _generation(scope: str) -> int | None:
    """Return the number of a scope; a scope that nobody wrote yet is at 0, None is an outage."""
    number = valkey.generation(scope)
    if number is not None:
        return number
    from pricebook.storage import reader  # noqa: PLC0415 - pg8000 comes with it, which only a miss needs

    try:
        row = reader.row("catalog.lookup.generation", scope=scope)
    except Unavailable:
        return None
    if row is None:
        return 0
    valkey.remember(scope, row[0])
    return int(row[0])
