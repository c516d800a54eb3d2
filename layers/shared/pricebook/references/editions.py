"""Editions: what each list stated on its last day before the release, as our readers read it.

Where nobody can be asked on the first day the catalogue begins with them, and a copy of a list
that is older than its edition takes no seller away. `editions.jsonl.xz` holds an offer a line,
`editions.json` each list's day. `python -m bench.editions` writes both anew.
"""

import json
import lzma
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pricebook.pricing.price import Price, PriceState
from pricebook.references import ListedOffer

LINES = Path(__file__).parent / "editions.jsonl.xz"
DAYS = Path(__file__).parent / "editions.json"


def days() -> Mapping[str, date]:
    """Return the day of each list's edition."""
    rows = json.loads(DAYS.read_text())
    return {name: date.fromisoformat(day) for name, day in rows.items()}


def edition(name: str, sellers: Iterable[str]) -> list[ListedOffer]:
    """Return what a list stated of sellers; each offer says of which day it is.

    Args:
        name: the list's name.
        sellers: the slugs of those whose offers are wanted.
    """
    wanted = set(sellers)
    lines = lzma.decompress(LINES.read_bytes()).decode().splitlines()
    own = (line.partition("\t")[2] for line in lines if line.partition("\t")[0] == name)
    return [offer for line in own if (offer := _offer(json.loads(line))).provider in wanted]


def beyond(
    name: str, dated: date | None, offers: Sequence[ListedOffer], sellers: Iterable[str]
) -> list[ListedOffer]:
    """Return the edition's offers of sellers that a copy of the list lacks and is too old to know.

    Args:
        name: the list's name.
        dated: the last day of which the copy tells; None where it names no days.
        offers: what the copy states.
        sellers: the slugs of those whose offers are wanted.
    """
    until = days().get(name)
    if dated is None or until is None or dated >= until:
        return []
    return edition(name, set(sellers) - {offer.provider for offer in offers})


def pack(lists: Mapping[str, Sequence[ListedOffer]]) -> None:
    """Write both files.

    Args:
        lists: what each list states, by its name; each offer is dated.
    """
    rows = ((name, _row(offer)) for name, offers in lists.items() for offer in offers)
    lines = sorted(f"{name}\t{json.dumps(row, separators=(',', ':'))}\n" for name, row in rows)
    LINES.write_bytes(lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))
    last = {name: max(str(offer.dated) for offer in offers) for name, offers in lists.items()}
    DAYS.write_text(json.dumps(last) + "\n")


def _row(offer: ListedOffer) -> list[Any]:
    prices = [
        [price.meter, format(price.amount or 0, "f"), price.published, price.conditions]
        for price in offer.prices
    ]
    entry = [offer.listed_as, offer.match, prices, offer.facts]
    return [offer.provider, offer.provider_model_id, str(offer.dated), *entry]


def _offer(row: list[Any]) -> ListedOffer:
    provider, model_id, day, listed_as, match, prices, facts = row
    read = tuple(_price(*price) for price in prices)
    dated = date.fromisoformat(day)
    return ListedOffer(provider, model_id, read, facts, listed_as, match, dated)


def _price(meter: str, amount: str, published: str, conditions: dict[str, object]) -> Price:
    return Price(meter, PriceState.KNOWN, published, Decimal(amount), "USD", conditions)
