"""The history that comes with the code."""

from datetime import date

import pytest

from pricebook.errors import Unreadable
from pricebook.history import bundle


def test_the_bundle_is_what_its_manifest_says() -> None:
    """Source, day and digest of every list, in less than 300 KB."""
    lists = bundle.bundled()

    assert [(o.name, o.lines, o.until) for o in bundle.origins()] == [
        (each.name, each.lines, each.last_day) for each in lists
    ]
    assert all(each.first_day <= date(2025, 6, 22) for each in lists)
    assert bundle.LINES.stat().st_size < 300_000


def test_lines_that_were_changed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody edits the bundle by hand: it is made of facts, by one command."""
    (first, *_) = bundle.origins()
    monkeypatch.setattr(
        bundle, "origins", lambda: [bundle.Origin(first.name, "", first.until, "0", 1)]
    )

    with pytest.raises(Unreadable, match=r"models\.dev is not that of its manifest"):
        bundle.bundled()
