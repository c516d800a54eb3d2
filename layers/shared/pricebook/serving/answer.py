"""One body of the API, made once: compressed, with what tells it from an older one."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property

from zlib_ng import gzip_ng

LEVEL = 6
"""A third of zlib's time at its level 6, and bodies seven per cent longer."""


@dataclass(frozen=True)
class Answer:
    """A compressed body, its validators, how many items the whole list has, and where it goes on.

    A feed counts in `inexpressible` what its format cannot say, as the header tells it.
    It has a __dict__, since the encoded body of an answer that stays in memory is kept beside it.
    """

    body: bytes
    etag: str
    last_modified: str
    total: int | None = None
    next_page: str | None = None
    inexpressible: str | None = None
    prev_page: str | None = None

    @cached_property
    def encoded(self) -> str:
        """The body as Lambda sends bytes."""
        return b64encode(self.body).decode("ascii")

    def plain(self) -> bytes:
        """Return the body for a caller who does not read gzip."""
        body: bytes = gzip_ng.decompress(self.body)
        return body


def build(  # noqa: PLR0913, PLR0917 - what one row of a statement holds
    text: str,
    version: str,
    changed_at: datetime,
    total: int | None = None,
    next_page: str | None = None,
    inexpressible: str | None = None,
    prev_page: str | None = None,
) -> Answer:
    """Make an answer of a body and of what its ETag stands for."""
    digest = hashlib.sha256(version.encode()).hexdigest()[:32]
    return Answer(
        body=gzip_ng.compress(text.encode(), LEVEL, mtime=0),
        etag=f'W/"{digest}"',
        last_modified=format_datetime(changed_at, usegmt=True),
        total=total,
        next_page=next_page,
        inexpressible=inexpressible,
        prev_page=prev_page,
    )
