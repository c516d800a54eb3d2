"""Dated lines: what a list said and on which day, one change a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from pricebook.errors import Unreadable
from pricebook.pricing.price import Figure

KINDS = {"new", "price", "gone"}
MAX_LINE = 100_000
"""Characters of a line; the longest real one has 2,000."""


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One change that a list made.

    Attributes:
        day: when it was made, in UTC.
        seller: the seller, by the list's own name.
        model: the model, by the list's own id.
        what: new, price or gone.
        fields: everything that the line holds, numbers as `price.Figure`.
    """

    day: date
    seller: str
    model: str
    what: str
    fields: dict[str, Any]


def dated_lines(text: Iterable[str]) -> list[DatedLine]:
    """Return the lines of a file in the order of their days.

    Raises:
        Unreadable: a line is no change of a list; the message says which.
    """
    lines = [_line(number, line) for number, line in enumerate(text, 1) if line.strip()]
    return sorted(lines, key=lambda line: line.day)


def _line(number: int, text: str) -> DatedLine:
    try:
        fields: dict[str, Any] = (
            json.loads(text, parse_float=Figure) if len(text) <= MAX_LINE else {}
        )
        match fields:
            case {
                "day": str(day),
                "seller": str(seller),
                "model": str(model),
                "what": str(what),
            } if what in KINDS and seller and model:
                return DatedLine(date.fromisoformat(day), seller, model, what, fields)
    except (ValueError, RecursionError):
        pass  # said below, as of a line that is JSON and no change
    raise Unreadable(f"line {number} is {text!r:.120}, expected day, seller, model and what")


def by_day(lines: Iterable[DatedLine]) -> Iterator[tuple[date, list[DatedLine]]]:
    """Yield the changes of each day that has any."""
    for day, several in groupby(lines, key=lambda line: line.day):
        yield day, list(several)


def superseded(lines: Iterable[DatedLine]) -> int:
    """Return how many changes were made again on the same day, and so are noise."""
    last: set[tuple[date, str, str]] = set()
    total = 0
    for line in lines:
        total += 1
        last.add((line.day, line.seller, line.model))
    return total - len(last)
