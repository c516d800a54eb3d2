"""Parts: a provider's share of a whole body, compressed when its documents change.

A whole body is its parts laid end to end. They lie in Postgres; copies lie in Valkey and in the
memory of a container, under the digest of their text, so that no copy is ever out of date.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from pricebook.serving.deflate import Segment, gzip
from pricebook.serving.entry import MAX_STALE_S
from pricebook.serving.manifest import Manifest
from pricebook.storage import valkey
from pricebook.storage.seal import Damaged, seal, unseal

CATALOG, CATALOG_VERSION = "catalog", 1
"""Name and version of the format of GET /v1/catalog; releases with another one do not share it."""

type Held = dict[str, bytes]
"""Compressed bytes of parts, by their ETags."""
type Statement = Callable[[Sequence[str] | None], list[list[Any]]]
"""What lists the parts of a body as rows of PartRow, with the bytes of all but those with the given
ETags; with None without any bytes."""


class Part(NamedTuple):
    """One part, ready to be joined: the digest of its text, how many items it has, its segment."""

    etag: str
    items: int
    segment: Segment


class PartRow(NamedTuple):
    """Row of a statement that lists the parts of a body, in the order of the body.

    Attributes:
        changed_at: when the whole last changed, in ISO 8601.
        items: how many items stand in the part.
        etag: digest of its text; None where no part is current.
        length: bytes of its text.
        crc: CRC-32 of its text.
        deflated: its bytes, where they were asked for.
        text: its text, where no part is current and there is any.
        changes_at: Unix time at which something that was announced changes the whole.
    """

    changed_at: str
    items: int
    etag: str | None
    length: int
    crc: int
    deflated: bytes | None
    text: str | None
    changes_at: int | None


_memory: dict[str, Held] = {}


def made(text: bytes, items: int) -> Part:
    """Make a part of its text."""
    return Part(hashlib.sha256(text).hexdigest(), items, Segment.compressed(text))


def read(
    body: str, statement: Statement, *, keep: bool = True
) -> tuple[PartRow, list[Part]] | None:
    """Return the parts of a body that are not empty, with a row that says of when it is.

    Args:
        body: its name.
        statement: what lists them; each call says in itself how things stand.
        keep: whether this process shall remember them; it keeps those of the last time.

    Returns:
        None where the statement has no rows.
    """
    held = _memory.get(body, {})
    # who remembers parts lacks those that have changed, and has them in the same answer
    rows = _listed(statement, list(held) if held else None)
    held = held | _fetched(body, rows)
    held |= _shared(body, _etags(rows) - held.keys())
    if _etags(rows) - held.keys():
        rows = _listed(statement, list(held))
        held |= _fetched(body, rows)
    if keep:
        _memory[body] = {etag: held[etag] for etag in _etags(rows)}
    return (rows[0], list(_parts(rows, held))) if rows else None


def body(manifest: Manifest) -> bytes | None:
    """Join a body from copies of its parts; None where one of them is gone."""
    held = _memory.get(manifest.body, {})
    held = held | _shared(manifest.body, manifest.etags - held.keys())
    if manifest.etags - held.keys():
        return None
    if manifest.keep:
        _memory[manifest.body] = {etag: held[etag] for etag in manifest.etags}
    return gzip(manifest.segments(held))


def prolong(manifest: Manifest) -> None:
    """Let the copies of parts in Valkey live as long as a manifest that is stored now."""
    addresses = {etag: _address(manifest.body, etag) for etag in manifest.etags}
    gone = valkey.prolong(addresses, MAX_STALE_S)
    held = _memory.get(manifest.body, {})
    _share(manifest.body, {etag: held[etag] for etag in gone & held.keys()})


def forget() -> None:
    """Forget what this process keeps."""
    _memory.clear()


def _listed(statement: Statement, held: Sequence[str] | None) -> list[PartRow]:
    return [PartRow(*row) for row in statement(held)]


def _fetched(body: str, rows: list[PartRow]) -> Held:
    """Return the bytes that came with rows, and copy them into Valkey."""
    fetched = {row.etag: row.deflated for row in rows if row.etag and row.deflated is not None}
    _share(body, fetched)
    return fetched


def _etags(rows: list[PartRow]) -> set[str]:
    return {row.etag for row in rows if row.etag}


def _parts(rows: list[PartRow], held: Held) -> Iterator[Part]:
    for row in rows:
        if row.items and row.etag:
            yield Part(row.etag, row.items, Segment(held[row.etag], row.length, row.crc))
        elif row.items:
            yield made((row.text or "").encode(), row.items)


def _shared(body: str, etags: set[str]) -> Held:
    """Return the copies in Valkey; a damaged one is missing."""
    copies = {}
    for etag, packed in valkey.get_all({etag: _address(body, etag) for etag in etags}).items():
        try:
            copies[etag] = unseal(_address(body, etag), packed)
        except Damaged as error:
            valkey.discard(_address(body, etag), str(error))
    return copies


def _share(body: str, parts: Held) -> None:
    sealed = {_address(body, etag): seal(_address(body, etag), parts[etag]) for etag in parts}
    valkey.put_all(sealed, MAX_STALE_S)


def _address(body: str, etag: str) -> str:
    return f"all:part {body} {etag}"
