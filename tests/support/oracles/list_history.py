"""Oracle of the past: what the lists' own histories say of a price on a day, read without our code.

Only the base prices of entries that name their ids, in dollars per 1M tokens.
"""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Context, Decimal
from pathlib import Path
from typing import Any

type Base = tuple[Decimal | None, Decimal | None]
"""The price of what goes in and of what comes out."""
type Offer = tuple[str, str]
"""The list's name of the seller, and the seller's id."""

ROUTER = "huggingface_"
"""Begins the names of hosts that Hugging Face routes to; its ids end in theirs."""
DUST = Context(prec=12)
ENDS = {"models.dev": date(2026, 7, 1), "genai-prices": date(2026, 8, 20)}


@dataclass
class ListHistory:
    """What one list said of each offer, by day."""

    name: str
    words: dict[Offer, dict[date, Base | None]] = field(default_factory=lambda: defaultdict(dict))

    def on(self, offer: Offer, day: date) -> Base | None:
        """Return what the list said on a day; None is nothing, or nothing with a figure."""
        days = [when for when in self.words.get(offer, {}) if when <= day]
        return self.words[offer][max(days)] if days else None

    def pairs(self, number: int, seed: int) -> Iterator[tuple[Offer, date, Base]]:
        """Yield random offers and days on which the list stated a price."""
        draw, offers = random.Random(seed), sorted(self.words)  # noqa: S311 - a sample, no secret
        while number:
            offer = draw.choice(offers)
            first = min(self.words[offer])
            day = first + timedelta(days=draw.randrange((ENDS[self.name] - first).days + 1 or 1))
            base = self.on(offer, day)
            if base and base[0]:
                number -= 1
                yield offer, day, base


def models_dev(file: Path) -> ListHistory:
    """Read the dated lines of models.dev; what inherits its costs is left out."""
    found, inherits = ListHistory("models.dev"), set()
    for line in _lines(file):
        offer = (line["seller"], line["model"])
        inherits |= {offer} if line.get("extends") else set()
        cost = line.get("cost") or {}
        base = (_figure(cost.get("input")), _figure(cost.get("output")))
        found.words[offer][date.fromisoformat(line["day"])] = base if cost else None
    for offer in inherits:
        del found.words[offer]
    return found


def genai_prices(file: Path) -> ListHistory:
    """Read the dated lines of genai-prices: entries that mean one id, at one price at a time."""
    found = ListHistory("genai-prices")
    ids: dict[Offer, str | None] = {}
    for line in _lines(file):
        entry = (line["seller"], line["model"])
        ids[entry] = (line.get("match") or {}).get("equals", ids.get(entry))
        prices = line.get("prices")
        if model_id := ids[entry]:
            base = _base(prices) if isinstance(prices, dict) else None
            host = line["seller"].removeprefix(ROUTER)
            door = f":{host}" if host != line["seller"] else ""
            found.words[line["seller"], f"{model_id}{door}"][date.fromisoformat(line["day"])] = base
    return found


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt") as text:
        yield from (json.loads(line, parse_float=Decimal) for line in text)


def _base(prices: dict[str, Any]) -> Base:
    rates = (prices.get(key) for key in ("input_mtok", "output_mtok"))
    first, second = (rate.get("base") if isinstance(rate, dict) else rate for rate in rates)
    return _figure(first), _figure(second)


def _figure(value: Any) -> Decimal | None:
    """Return a figure without what a binary float added; a zero is not known."""
    return DUST.plus(Decimal(value)).normalize() if value else None
