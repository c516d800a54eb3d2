"""Shared cache: the entries in Valkey, which all containers have."""

import time
from dataclasses import replace

from pricebook.serving import parts
from pricebook.serving.answer import Answer
from pricebook.serving.entry import MAX_STALE_S, CacheEntry
from pricebook.storage import valkey
from pricebook.storage.seal import Damaged

PROBE, PROBE_S = "all:health", 60
"""Address of the entry that /health writes and reads back, and seconds until Valkey drops it."""


def state(address: str) -> str:
    """Return the state of Valkey: ok, none, unreachable, or damaged.

    An entry is written and read back, and one that is stored under an address is read.
    """
    if not valkey.configured():
        return "none"
    probe = CacheEntry(Answer(b"", "", ""), 0, int(time.time()))
    valkey.put(PROBE, probe.pack(PROBE), PROBE_S)
    if not valkey.answering():
        return "unreachable"
    try:
        readable = read(PROBE) is not None
        read(address)
    except Damaged:
        return "damaged"
    return "ok" if readable else "damaged"


def put(address: str, entry: CacheEntry) -> None:
    """Store an entry, and give back the lease to build it."""
    valkey.put(address, entry.pack(address), MAX_STALE_S)


def get(address: str) -> CacheEntry | None:
    """Return an entry, of a joined body without its body; a damaged one is a miss."""
    try:
        return read(address)
    except Damaged:
        return None


def read(address: str) -> CacheEntry | None:
    """Return an entry, of a joined body without its body.

    Raises:
        Damaged: what is stored there is not an entry of this address; it is counted and removed.
    """
    packed = valkey.get(address)
    if packed is None:
        return None
    try:
        return CacheEntry.unpack(packed, address)
    except Damaged as error:
        valkey.discard(address, str(error))
        raise


def whole(entry: CacheEntry | None) -> CacheEntry | None:
    """Return an entry with its body; None where a part of a joined one is gone."""
    if entry is None or entry.answer.manifest is None or entry.answer.body:
        return entry
    body = parts.body(entry.answer.manifest)
    return replace(entry, answer=replace(entry.answer, body=body)) if body else None
