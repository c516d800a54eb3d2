"""Spans of llm-prices: the few of its prices that say from which day they held."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pricebook.adapters.fields import day
from pricebook.errors import Unreadable
from pricebook.history.statements import Statement
from pricebook.pricing.meters import MILLION
from pricebook.pricing.price import Figure, Price
from pricebook.references import ListedOffer, quoted

METERS = {
    "input": "input_tokens",
    "output": "output_tokens",
    "input_cached": "cache_read_tokens",
}


def statements(text: Iterable[str]) -> Iterator[Statement]:
    """Yield what the list stated since a day; it calls sellers as we do.

    Raises:
        Unreadable: a line is no span; the message says which.
    """
    for number, line in enumerate(text, 1):
        span = _span(number, line)
        since, until = day("from_date")(span), day("to_date")(span)
        if since:
            offer = ListedOffer(span["seller"], span["model"], tuple(_prices(span)))
            yield Statement(offer, since, until)


def _span(number: int, line: str) -> dict[str, Any]:
    try:
        span: dict[str, Any] = json.loads(line, parse_float=Figure)
        match span:
            case {"what": "span", "seller": str(), "model": str()}:
                return span
    except (ValueError, RecursionError):
        pass  # said below, as of a line that is JSON and no span
    raise Unreadable(f"line {number} is {line!r:.120}, expected a span of a seller and a model")


def _prices(span: dict[str, Any]) -> Iterator[Price]:
    for key, meter in METERS.items():
        yield from quoted(meter, span.get(key), "USD per 1M tokens", per=MILLION)


def days(text: Iterable[str]) -> list[date]:
    """Return every day that the list names."""
    return [edge for s in statements(text) for edge in (s.since, s.until) if edge]
