"""Sellers: each has a history of its own, out of its seed; a run hears of all of them at once."""

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from random import Random
from typing import Any

from tests.simulation.oracle import Card, Listing

LETTERS = "ab"
"""The models of one seller."""
FACTORS = [Decimal(factor) for factor in ("0.5", "0.8", "0.9", "1", "1.25", "2")]
SLIP = 1000
"""Prices of a thousand tokens in the place of prices of a million, or the other way."""
MILLION = 1_000_000


class Seller:
    """One seller: what it lists now, and what it listed before."""

    def __init__(self, seed: int, happened: Counter[str]) -> None:
        self._random = Random(seed)  # noqa: S311 - a simulation that can be repeated
        self._names = [f"acme/s{seed}{letter}" for letter in LETTERS]
        self._base = {name: self._card() for name in self._names}
        self._listed: dict[str, Card] = {**self._base}
        self._former = dict(self._listed)
        self._happened = happened

    def live(self, known: Collection[str]) -> tuple[list[Any], Listing]:
        """Let something happen, and return what it publishes and what is to be believed of that.

        Args:
            known: models whose last price was heard.
        """
        name = self._random.choice(self._names)
        deed = self._random.choices(list(DEEDS), list(DEEDS.values()))[0]
        if deed in MISTAKES:
            return self._mistaken(deed, name, known)
        getattr(self, f"_{deed}")(name)
        return [_item(*pair) for pair in self._listed.items()], dict(self._listed)

    def _mistaken(self, deed: str, name: str, known: Collection[str]) -> tuple[list[Any], Listing]:
        items = {each: _item(each, card) for each, card in self._listed.items()}
        if name not in items or name not in known:
            return list(items.values()), dict(self._listed)
        self._happened[deed] += 1
        if deed == "twice":
            return [*items.values(), items[name]], dict(self._listed)
        prompt, completion = self._listed[name]
        items[name] = _item(name, (prompt * SLIP, completion))
        if deed == "unreadable":
            items[name]["pricing"]["prompt"] = "ask us"
        return list(items.values()), {**self._listed, name: None}

    def _nothing(self, _name: str) -> None:
        """Let a day pass like any other."""

    def _reprice(self, name: str) -> None:
        if name in self._listed:
            self._happened["reprice"] += 1
            self._former[name] = self._listed[name]
            self._listed[name] = self._near(name)

    def _revert(self, name: str) -> None:
        if name in self._listed:
            self._happened["revert"] += 1
            self._listed[name] = self._former[name]

    def _leave(self, name: str) -> None:
        if name in self._listed:
            self._happened["leave"] += 1
            del self._listed[name]

    def _come(self, name: str) -> None:
        if name not in self._listed:
            self._happened["come"] += 1
            self._listed[name] = self._former[name]

    def _unprice(self, name: str) -> None:
        if name in self._listed:
            self._happened["unprice"] += 1
            self._listed[name] = self._listed[name][0], None

    def _card(self) -> tuple[Decimal, Decimal]:
        prompt = Decimal(self._random.randint(1, 40)) / 4
        return prompt, prompt * 4

    def _near(self, name: str) -> Card:
        """Return a price that no guard takes for a slip, however long nobody listened."""
        prompt, completion = self._base[name]
        return prompt * self._random.choice(FACTORS), completion * self._random.choice(FACTORS)


DEEDS = {
    "nothing": 55,
    "reprice": 14,
    "revert": 6,
    "leave": 4,
    "come": 12,
    "unprice": 3,
    "slip": 3,
    "unreadable": 3,
    "twice": 3,
}
"""What a seller does before a run, and how often."""
MISTAKES = {"slip", "unreadable", "twice"}


def _item(name: str, card: Card) -> Any:
    priced = zip(("prompt", "completion"), card, strict=True)
    pricing = {key: f"{amount / MILLION:f}" for key, amount in priced if amount is not None}
    return {"id": name, "pricing": pricing}
