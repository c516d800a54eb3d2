"""Rate card: everything that one source states about the prices of one offer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

type Key = tuple[str, str]
"""A meter, and the conditions as JSON with sorted keys."""

NO_CONDITIONS = "{}"
INPUT: Key = ("input_tokens", NO_CONDITIONS)
OUTPUT: Key = ("output_tokens", NO_CONDITIONS)
TOKEN_BASE = (INPUT, OUTPUT)

PAGE = "page"
"""The source of what the seller states on its own price page."""
ROW_CONDITIONS = frozenset({"cache_ttl", "search_context_size", "quality", "resolution", "audio"})
"""Conditions that only tell rates of one meter apart; any other begins a block of its own."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One price of a card: an amount in US dollars per one unit of the meter.

    Attributes:
        key: what tells this rate from the others of its card.
        block: the block that the rate stands in: None is the base, '{}' the long-context block.
    """

    meter: str
    conditions: Mapping[str, Any]
    amount: Decimal
    published: str = ""
    key: Key = field(init=False, compare=False)
    block: str | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what is compared thousands of times."""
        object.__setattr__(self, "key", (self.meter, conditions_text(self.conditions)))
        object.__setattr__(self, "block", _block(self.conditions))


@dataclass(frozen=True, slots=True)
class Card:
    """What one source states.

    Args:
        source: who states it, such as `reference:litellm`.
        rates: its prices by key.
        exact: whether it names this id itself; otherwise a rule of the source's own met it.
        router: whether a router states what this seller charges there.
        doubtful: whether its figure is one that the source gives to models of every size.
    """

    source: str
    rates: Mapping[Key, Rate]
    exact: bool = True
    router: bool = False
    doubtful: bool = False

    @property
    def first_hand(self) -> bool:
        """Whether the seller states it itself, on a page."""
        return self.source == PAGE


@dataclass(slots=True)
class Examined:
    """A card without what breaks the bounds, and the names of those bounds."""

    card: Card
    refused: list[str] = field(default_factory=list)


def conditions_text(conditions: Mapping[str, Any]) -> str:
    """Return conditions as text that is the same for the same conditions."""
    return json.dumps(conditions, sort_keys=True) if conditions else NO_CONDITIONS


def _block(conditions: Mapping[str, Any]) -> str | None:
    if not conditions or conditions.keys() <= ROW_CONDITIONS:
        return None
    mode = {
        name: value
        for name, value in conditions.items()
        if name not in ROW_CONDITIONS and name != "prompt_tokens_gt"
    }
    return conditions_text(mode)


def card_of(source: str, rows: list[dict[str, Any]], **marks: bool) -> Card:
    """Return the card of rows as `ledger_row` writes them; only known dollar prices count."""
    rates = (
        Rate(row["meter"], row["conditions"], Decimal(row["amount"]), row["published"])
        for row in rows
        if row["state"] == "known" and row["currency"] == "USD"
    )
    return Card(source, {rate.key: rate for rate in rates}, **marks)
