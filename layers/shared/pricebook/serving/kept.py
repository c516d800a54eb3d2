"""Kept answers: whole bodies that the write side builds, in Postgres.

Readers take them while they are current. Where building one takes longer than a reader should wait,
they take the last one meanwhile.
"""

from typing import NamedTuple

from pricebook.errors import Unavailable
from pricebook.serving.entry import CacheEntry
from pricebook.storage import reader, valkey
from pricebook.storage.seal import Damaged
from pricebook.telemetry import logger

SLOW_MS = 1500
"""What takes longer to build is not built in a reader's request."""


class Head(NamedTuple):
    """What is known of a kept answer without its body.

    Attributes:
        generation: of all, before it was built.
        built_at: Unix time.
        took_ms: milliseconds that it took.
        changes_at: Unix time at which something that was announced begins or ends.
    """

    generation: int
    built_at: int
    took_ms: int
    changes_at: int

    @property
    def slow(self) -> bool:
        """Whether no reader should wait for another one."""
        return self.took_ms > SLOW_MS


def head(address: str) -> Head | None:
    """Return the head of a kept answer; None where there is none, or Postgres cannot answer."""
    try:
        row = reader.row("serving.kept.head", address=address, format=valkey.FORMAT)
    except Unavailable:
        return None
    return Head(*row) if row else None


def entry(address: str) -> CacheEntry | None:
    """Return a kept answer; None where there is none, or it cannot be read."""
    try:
        row = reader.row("serving.kept.entry", address=address, format=valkey.FORMAT)
        return CacheEntry.unpack(row[0], address) if row else None
    except (Unavailable, Damaged) as error:
        logger.warning("no kept answer", extra={"key": address, "reason": str(error)})
        return None
