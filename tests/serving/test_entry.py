"""Entry of the cache: its bytes, its age, and the version of its format."""

import json
import time
from dataclasses import fields, replace

import pytest

from pricebook.serving.answer import Answer
from pricebook.serving.entry import MAX_STALE_S, CacheEntry
from pricebook.serving.manifest import Manifest, Ref
from pricebook.storage import valkey
from pricebook.storage.seal import Damaged, seal

DAY = "Sat, 22 Aug 2026 00:00:00 GMT"
ANSWER = Answer(b"\x1f\x8b\n\n", 'W/"x"', DAY, 7, "next", "3", "prev", 2, None)
FACTS = ["etag", "last_modified", "total", "next_page", "inexpressible", "prev_page"]
FACTS += ["under_review", "changes_at"]
"""What an entry of format 2 says of an answer."""


def test_an_entry_survives_packing() -> None:
    """What is read back is what was stored: both cursors, and bytes with line breaks."""
    entry = CacheEntry(ANSWER, 3, 1787419233)

    assert entry == CacheEntry.unpack(entry.pack("all:index"), "all:index")


def test_another_shape_has_another_format() -> None:
    """Whoever gives an answer a new fact raises the format, so that releases never meet."""
    stated = [field.name for field in fields(Answer) if field.name not in {"body", "manifest"}]

    assert (2, FACTS) == (valkey.FORMAT, stated)


def test_a_joined_body_is_stored_as_what_it_is_joined_from() -> None:
    """The entry has no bytes of the body, whose parts lie beside it; all else is read back."""
    pieces = ("[", Ref("d" * 64, 3, 7), ",", Ref("e" * 64, 0, 0), "]")
    manifest = Manifest("catalog", keep=True, pieces=pieces)
    entry = CacheEntry(replace(ANSWER, manifest=manifest), 3, 1787419233)
    packed = entry.pack("all:joined catalog ")

    assert ANSWER.body not in packed
    assert replace(entry, answer=replace(entry.answer, body=b"")) == CacheEntry.unpack(
        packed, "all:joined catalog "
    )


@pytest.mark.parametrize("header", [[], [1, 2], [*range(12)], "t", 7, None])
def test_a_header_of_another_shape_is_damaged(header: object) -> None:
    """A release that forgot to raise the format does no harm to others."""
    with pytest.raises(Damaged):
        CacheEntry.unpack(seal("k", json.dumps(header).encode() + b"\nbody"), "k")


@pytest.mark.parametrize(
    ("age_s", "fresh", "usable"),
    [
        (0, True, True),
        (59, True, True),
        (60, False, True),
        (MAX_STALE_S - 1, False, True),
        (MAX_STALE_S, False, False),
        (-1, False, False),
    ],
)
def test_an_entry_ages(
    monkeypatch: pytest.MonkeyPatch, age_s: int, *, fresh: bool, usable: bool
) -> None:
    """Fresh within its time, usable for a day; one from the future is neither."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    entry = CacheEntry(ANSWER, 3, int(now) - age_s)

    assert (fresh, usable) == (entry.fresh(3, 60), entry.usable())
    assert not entry.fresh(4, 60)


def test_an_announced_change_ends_an_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """At its moment, whatever the generation; it may still be served in an outage."""
    now = time.time()
    entry = CacheEntry(replace(ANSWER, changes_at=int(now) + 5), 3, int(now))
    assert entry.fresh(3, 60)

    monkeypatch.setattr(time, "time", lambda: int(now) + 5)

    assert (False, True) == (entry.fresh(3, 60), entry.usable())
