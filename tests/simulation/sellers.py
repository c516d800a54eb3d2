"""Sellers: each has a history of its own, out of its seed; a run hears of all of them at once."""

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from random import Random
from typing import Any

from tests.simulation.oracle import NOTHING, Card, Listing

LETTERS = "abc"
"""The models of one seller."""
UNPRICED = "c"
"""Of this one it states no price: a price list does."""
FACTORS = [Decimal(factor) for factor in ("0.5", "0.8", "0.9", "1", "1.25", "2")]
LAG = [Decimal(factor) for factor in ("1", "1", "1.25")]
"""What a price list makes of a price."""
FORGOTTEN = 0.1
"""In this share of cases a price list leaves a model out."""
MENDED = 0.2
"""In this share of runs an item that could not be read is mended."""
SLIP = 1000
"""Prices of a thousand tokens in the place of prices of a million, or the other way."""
MILLION = 1_000_000


class Seller:
    """One seller: what it lists now, and what it listed before."""

    def __init__(self, seed: int, happened: Counter[str]) -> None:
        self._random = Random(seed)  # noqa: S311 - a simulation that can be repeated
        self._names = [f"acme/s{seed}{letter}" for letter in LETTERS]
        self._base = {name: self._card() for name in self._names}
        self._priced: dict[str, Card] = {**self._base}
        self._former = dict(self._priced)
        self._gone: set[str] = set()
        self._broken: set[str] = set()
        self._happened = happened

    def live(self, known: Collection[str]) -> tuple[list[Any], Listing]:
        """Let something happen, and return what it publishes and what is to be believed of that.

        Args:
            known: models whose last price was heard.
        """
        self._broken = {n for n in sorted(self._broken) if self._random.random() > MENDED}
        name = self._random.choice(self._names)
        deed = self._random.choices(list(DEEDS), list(DEEDS.values()))[0]
        if deed in MISTAKES:
            return self._mistaken(deed, name, known)
        getattr(self, f"_{deed}")(name)
        items, listing = self._published()
        return list(items.values()), listing

    def entries(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Return what a price list states now of what has no price of its seller."""
        wrong = self._random.choice(LAG)
        return {
            name: (prompt * wrong, completion * wrong)
            for name, (prompt, completion) in self._priced.items()
            if name.endswith(UNPRICED) and prompt and completion
            if self._random.random() > FORGOTTEN
        }

    def _listed(self) -> dict[str, Card]:
        return {
            name: NOTHING if name.endswith(UNPRICED) else card
            for name, card in self._priced.items()
            if name not in self._gone
        }

    def _mistaken(self, deed: str, name: str, known: Collection[str]) -> tuple[list[Any], Listing]:
        card = self._listed().get(name, NOTHING)
        # a slip beside a price that is left out counts as a miss of that one, which ends nothing
        able = None not in card and name in known
        self._happened[deed] += able
        if able and deed == "unreadable":
            self._broken.add(name)
        items, listing = self._published()
        if able and deed == "twice":
            return [*items.values(), items[name]], listing
        if able and deed == "slip":
            items[name] = _item(name, _slipped(card))
            listing = {**listing, name: None}
        return list(items.values()), listing

    def _published(self) -> tuple[dict[str, Any], Listing]:
        """Return its items, and what is to be believed of them; some cannot be read for a while."""
        listed = self._listed()
        items = {name: _item(name, card) for name, card in listed.items()}
        for name in self._broken & items.keys():
            items[name]["pricing"]["prompt"] = "ask us"
        return items, {n: None if n in self._broken else card for n, card in listed.items()}

    def _nothing(self, _name: str) -> None:
        """Let a day pass like any other."""

    def _reprice(self, name: str) -> None:
        self._happened["reprice"] += 1
        self._former[name] = self._priced[name]
        self._priced[name] = self._near(name)

    def _revert(self, name: str) -> None:
        self._happened["revert"] += 1
        self._priced[name] = self._former[name]

    def _leave(self, name: str) -> None:
        self._happened["leave"] += name not in self._gone
        self._gone.add(name)
        self._broken.discard(name)

    def _come(self, name: str) -> None:
        self._happened["come"] += name in self._gone
        self._gone.discard(name)

    def _unprice(self, name: str) -> None:
        if not name.endswith(UNPRICED):
            self._happened["unprice"] += 1
            self._priced[name] = self._priced[name][0], None

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


def _slipped(card: Card) -> Card:
    prompt, completion = card
    return prompt and prompt * SLIP, completion


def _item(name: str, card: Card) -> Any:
    priced = zip(("prompt", "completion"), card, strict=True)
    pricing = {key: f"{amount / MILLION:f}" for key, amount in priced if amount is not None}
    return {"id": name, "name": name, "pricing": pricing}
