"""Sellers: each has a history of its own, out of its seed; a run hears of all of them at once."""

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from random import Random
from typing import Any

from tests.simulation.names import HOSTED, LETTERS, ONLY_LISTED, UNPRICED
from tests.simulation.oracle import LISTS, NOTHING, Card, Listing

FACTORS = [Decimal(factor) for factor in ("0.5", "0.8", "0.9", "1", "1.25", "2")]
LAG = [Decimal(factor) for factor in ("1", "1", "1.25")]
"""What a price list makes of a price."""
FORGOTTEN = 0.1
"""In this share of cases a price list leaves a model out for once."""
DROPPED, LISTED_AGAIN = 0.12, 0.3
"""In these shares of its runs a price list drops a model for long, and lists one again."""
HIDDEN, SHOWN = 0.15, 0.4
"""In these shares of its runs a host keeps a model for one account, and gives it back to all."""
SECRET = Decimal("0.77777777")
"""The price of what one account alone sees; no other price has these digits."""
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
        self._listed_only = f"acme/s{seed}{ONLY_LISTED}"
        self._hosted = f"acme/s{seed}{HOSTED}"
        self._dropped: dict[str, set[str]] = {source: set() for source in LISTS}
        self._hidden = False
        self._base |= {name: self._card() for name in (self._listed_only, self._hosted)}
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

    def entries(self, source: str) -> dict[str, tuple[Decimal, Decimal]]:
        """Return what a price list states now of what has no price of its seller."""
        wrong = self._random.choice(LAG)
        stated = {n: card for n, card in self._priced.items() if n.endswith(UNPRICED)}
        stated[self._listed_only] = self._near(self._listed_only)
        return {
            name: (prompt * wrong, completion * wrong)
            for name, (prompt, completion) in stated.items()
            if not self._forgotten(source, name) and prompt and completion
        }

    def hosted(self) -> tuple[list[Any], Listing]:
        """Return what it publishes at the host, and what everybody may see of that."""
        chance = self._random.random()
        hidden = chance >= SHOWN if self._hidden else chance < HIDDEN
        if hidden != self._hidden:
            self._happened["hide" if hidden else "show"] += 1
        self._hidden = hidden
        if hidden:
            return [_hosted(self._hosted, (SECRET, SECRET), private=1)], {}
        card = self._near(self._hosted)
        return [_hosted(self._hosted, card)], {self._hosted: card}

    def _forgotten(self, source: str, name: str) -> bool:
        dropped, chance = self._dropped[source], self._random.random()
        if name in dropped and chance < LISTED_AGAIN:
            self._happened["list_again"] += 1
            dropped.remove(name)
        elif name not in dropped and chance < DROPPED:
            self._happened["drop"] += 1
            dropped.add(name)
        return name in dropped or self._random.random() < FORGOTTEN

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

    def _near(self, name: str) -> tuple[Decimal, Decimal]:
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
ELSEWHERE = ("drop", "list_again", "hide", "show")
"""What price lists and a host do to its other models."""
MISTAKES = {"slip", "unreadable", "twice"}


def _slipped(card: Card) -> Card:
    prompt, completion = card
    return prompt and prompt * SLIP, completion


def _item(name: str, card: Card) -> Any:
    priced = zip(("prompt", "completion"), card, strict=True)
    pricing = {key: f"{amount / MILLION:f}" for key, amount in priced if amount is not None}
    return {"id": name, "name": name, "pricing": pricing}


def _hosted(name: str, card: tuple[Decimal, Decimal], **more: int) -> Any:
    """Return an item of the host, whose prices are cents of a token."""
    keys = ("cents_per_input_token", "cents_per_output_token")
    pricing = {key: float(amount * 100 / MILLION) for key, amount in zip(keys, card, strict=True)}
    return {"model_name": name, "type": "text-generation", "pricing": pricing, **more}
