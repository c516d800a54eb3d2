"""Whole catalogue: every active model in one body, joined from its providers' parts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from pricebook.serving import answer, parts
from pricebook.serving.answer import Answer
from pricebook.serving.manifest import Manifest, Piece, Ref
from pricebook.serving.parts import CATALOG, CATALOG_VERSION, Part
from pricebook.storage import reader


def catalog(provider: str | None) -> Answer | None:
    """Join the body of all providers, or of one; None where there is no such provider, or nothing.

    Raises:
        Unavailable: Postgres cannot answer now.
    """
    keep = provider is None
    whole = parts.read(CATALOG, partial(_listed, provider), keep=keep)
    if whole is None:
        return None
    first, listed = whole
    total = sum(part.items for part in listed)
    meta = f'"total":{total},"last_updated":"{first.changed_at}"'
    return answer.joined(
        Manifest(CATALOG, keep, tuple(_pieces(listed, meta))),
        {part.etag: part.segment.deflated for part in listed},
        " ".join([*(part.etag for part in listed), meta]),
        datetime.fromisoformat(first.changed_at),
        total=total,
        changes_at=first.changes_at,
    )


def _listed(provider: str | None, held: Sequence[str] | None) -> list[list[Any]]:
    etags = None if held is None else " ".join(held)
    return reader.rows(
        "catalog.whole.parts", provider=provider, version=CATALOG_VERSION, held=etags
    )


def _pieces(listed: list[Part], meta: str) -> Iterator[Piece]:
    yield '{"data":['
    for number, part in enumerate(listed):
        if number:
            yield ","
        yield Ref(part.etag, part.segment.length, part.segment.crc)
    yield f'],"meta":{{{meta}}}}}'
