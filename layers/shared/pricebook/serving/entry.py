"""Entry of a cache: an answer with its generation and when it was built, and its sealed bytes."""

import json
import time
from dataclasses import dataclass
from typing import Self

from pricebook.serving.answer import Answer
from pricebook.serving.manifest import Manifest
from pricebook.storage.seal import Damaged, seal, unseal

MAX_STALE_S = 24 * 60 * 60
"""How old a copy may be that is served because no newer one can be built."""
COLUMNS = 8
"""How many columns of an answer each entry has."""


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """Stored answer, with the generation it was built under and the Unix time when."""

    answer: Answer
    generation: int
    built_at: int

    def fresh(self, generation: int | None, ttl_s: int) -> bool:
        """Tell whether no newer answer can exist; nothing was built in the future."""
        current = self.generation == generation and not self.outdated()
        return current and 0 <= self._age() < ttl_s

    def outdated(self) -> bool:
        """Tell whether something that was announced has begun or ended since."""
        return self.answer.changes_at is not None and self.answer.changes_at <= time.time()

    def usable(self) -> bool:
        """Tell whether it is young enough to be served stale."""
        return 0 <= self._age() < MAX_STALE_S

    def pack(self, key: str) -> bytes:
        """Return it as sealed bytes: a line of JSON with all but the body, then the body.

        Of a joined body its manifest stands at the end of that line, and nothing behind it.
        """
        answer, manifest = self.answer, self.answer.manifest
        validators = (answer.etag, answer.last_modified, answer.total, answer.next_page)
        columns = (*validators, answer.inexpressible, answer.prev_page)
        later = (answer.under_review, answer.changes_at)
        joined = [manifest.row()] if manifest else []
        header = json.dumps([self.generation, self.built_at, *columns, *later, *joined])
        return seal(key, header.encode() + b"\n" + (b"" if manifest else answer.body))

    @classmethod
    def unpack(cls, packed: bytes, key: str) -> Self:
        """Read what `pack` wrote under the same key; a joined body has yet to be joined.

        Raises:
            Damaged: it wrote something else.
        """
        header, _, body = unseal(key, packed).partition(b"\n")
        try:
            generation, built_at, *columns = json.loads(header)
            joined = map(Manifest.read, columns[COLUMNS:])
            return cls(Answer(body, *columns[:COLUMNS], *joined), generation, built_at)
        except (ValueError, TypeError) as error:
            raise Damaged("its header has another shape") from error

    def _age(self) -> int:
        return int(time.time()) - self.built_at
