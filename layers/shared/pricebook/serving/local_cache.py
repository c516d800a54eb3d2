"""Local cache: the entries that one container keeps in memory."""

from collections import OrderedDict

from pricebook.serving.entry import CacheEntry

MAX_ENTRIES = 64
"""How many answers a container keeps in memory."""
MAX_ENTRY_BYTES = 64 * 1024 * 1024
"""How many bytes of compressed bodies a container keeps in memory."""


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
