"""Answer: a response body, compressed once, with its ETag and Last-Modified."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property

from zlib_ng import gzip_ng

from pricebook import settings
from pricebook.serving import deflate
from pricebook.serving.manifest import Manifest

ENVELOPE_BYTES = 8192
"""Room for the headers around a body."""


@dataclass(frozen=True)
class Answer:
    """Compressed body with its validators.

    It has a __dict__: the base64 of an answer that stays in memory is kept in it.

    Attributes:
        body: the body, gzipped.
        etag: weak ETag.
        last_modified: date as HTTP writes it.
        total: how many items the whole list has, over all pages.
        next_page: cursor of the next page.
        inexpressible: how many prices the format of a feed cannot express.
        prev_page: cursor of the page before.
        under_review: how many prices of a feed wait for a decision.
        changes_at: Unix time at which something that was announced begins or ends.
        manifest: what the body is joined from, if it is.
    """

    body: bytes
    etag: str
    last_modified: str
    total: int | None = None
    next_page: str | None = None
    inexpressible: str | None = None
    prev_page: str | None = None
    under_review: int | None = None
    changes_at: int | None = None
    manifest: Manifest | None = None

    @cached_property
    def encoded(self) -> str:
        """The gzipped body in base64, as Lambda sends bytes."""
        return b64encode(self.body).decode("ascii")

    def plain(self) -> bytes:
        """Return the body for a client that does not read gzip."""
        body: bytes = gzip_ng.decompress(self.body)
        return body


def build(  # noqa: PLR0913 - the columns of one row
    text: str,
    version: str,
    changed_at: datetime,
    *,
    total: int | None = None,
    next_page: str | None = None,
    inexpressible: str | None = None,
    prev_page: str | None = None,
) -> Answer:
    """Compress a body and make its validators.

    Args:
        text: the body.
        version: what the ETag is made of; it changes whenever the content does.
        changed_at: when the content last changed, with a time zone.
        total: how many items the whole list has, over all pages.
        next_page: cursor of the next page.
        inexpressible: how many prices the format of a feed cannot express.
        prev_page: cursor of the page before.
    """
    return Answer(
        body=gzip_ng.compress(text.encode(), deflate.LEVEL, mtime=0),
        etag=_etag(version),
        last_modified=format_datetime(changed_at, usegmt=True),
        total=total,
        next_page=next_page,
        inexpressible=inexpressible,
        prev_page=prev_page,
    )


def joined(  # noqa: PLR0913 - as above
    manifest: Manifest,
    deflated: Mapping[str, bytes],
    version: str,
    changed_at: datetime,
    *,
    total: int,
    changes_at: int | None,
) -> Answer:
    """Lay parts end to end.

    Args:
        manifest: what the body is made of.
        deflated: the compressed bytes of each part by its digest.
        version: what the ETag is made of; it changes whenever the content does.
        changed_at: when the content last changed, with a time zone.
        total: how many items it has.
        changes_at: Unix time at which something that was announced begins or ends.
    """
    return Answer(
        body=deflate.gzip(manifest.segments(deflated)),
        etag=_etag(version),
        last_modified=format_datetime(changed_at, usegmt=True),
        total=total,
        changes_at=changes_at,
        manifest=manifest,
    )


def sendable(body: bytes) -> bool:
    """Tell whether a function may send a body, which travels as base64."""
    return -(-len(body) // 3) * 4 <= settings.MAX_RESPONSE_BYTES - ENVELOPE_BYTES


def _etag(version: str) -> str:
    return f'W/"{hashlib.sha256(version.encode()).hexdigest()[:32]}"'
