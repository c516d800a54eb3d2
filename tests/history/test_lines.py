"""Dated lines, as files hold them."""

import json
from datetime import date

import pytest

from pricebook.errors import Unreadable
from pricebook.history.lines import by_day, dated_lines, superseded

LINE = {"day": "2026-03-02", "seller": "openai", "model": "gpt-5", "what": "new"}


def text(**fields: object) -> str:
    """Return a line with some fields changed."""
    return json.dumps(LINE | fields)


def test_lines_stand_in_the_order_of_their_days() -> None:
    """A file may hold its lines in any order; those of one day keep theirs."""
    lines = dated_lines([text(), text(day="2026-03-01"), "", text(what="gone")])

    assert [(date(2026, 3, 1), ["new"]), (date(2026, 3, 2), ["new", "gone"])] == [
        (day, [line.what for line in several]) for day, several in by_day(lines)
    ]


@pytest.mark.parametrize(
    "line",
    ["nonsense", "[]", text(day="March"), text(what="maybe"), text(model=""), "[" * 100_000],
)
def test_a_line_that_is_no_change_is_refused(line: str) -> None:
    """The message names the line, so that the file can be mended."""
    with pytest.raises(Unreadable, match="line 2 is "):
        dated_lines([text(), line])


def test_what_changed_again_on_the_same_day_is_counted() -> None:
    """A price that stood for less than a day is noise."""
    lines = dated_lines([text(), text(what="price"), text(day="2026-03-03", what="price")])

    assert 1 == superseded(lines)
