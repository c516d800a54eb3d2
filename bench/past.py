"""`python -m bench.past URL`: the past that a machine tells, against the lists' own histories.

Random models and days on which a list stated a price are asked of the machine in three ways: the
price of the offer, a log of requests that is quoted in one request, and every seller of the
canonical model. Equal is what some list said of the offer on that day; what differs is printed. The
lists are read without our code.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx

from bench.history import SHARED
from pricebook.sync.listed_sellers import listed_sellers
from tests.support.oracles.list_history import Base, ListHistory, genai_prices, models_dev

INPUT, OUTPUT = 300, 100  # which fits into every context
REQUEST = {
    "usage": {"input_tokens": INPUT, "output_tokens": OUTPUT},
    "usage_format": "meters",
}
MILLION = 1_000_000

type Pair = tuple[str, date]
"""An offer, by our id, and a day."""


def slugs(name: str) -> dict[str, str]:
    """Return our slugs of the sellers whose prices in a list are believed, by its names."""
    return {
        called: seller.slug
        for seller in reversed(listed_sellers().values())
        if name not in seller.unpriced_in
        for called in seller.names.get(name, ())
    }


@dataclass(frozen=True)
class Past:
    """What the lists stated of each offer on each day."""

    lists: tuple[ListHistory, ...]
    sellers: Mapping[str, Mapping[str, str]]

    def on(self, model: str, day: date) -> list[Base | None]:
        """Return what each list said of an offer, by our id of it."""
        slug, _, model_id = model.partition("/")
        return [
            each.on((called, model_id), day)
            for each in self.lists
            for called, own in self.sellers[each.name].items()
            if own == slug
        ]

    def pairs(self, number: int, seed: int) -> Iterator[Pair]:
        """Yield random offers of sellers that we know, and days on which a list priced them."""
        for each in self.lists:
            for (called, model_id), day, _ in each.pairs(number // len(self.lists), seed):
                if slug := self.sellers[each.name].get(called):
                    yield f"{slug}/{model_id}", day


def past() -> Past:
    """Read the facts."""
    lists = (
        models_dev(SHARED / "models_dev.jsonl.gz"),
        genai_prices(SHARED / "genai_prices.jsonl.gz"),
    )
    return Past(lists, {each.name: slugs(each.name) for each in lists})


@dataclass
class Machine:
    """A machine that answers."""

    client: httpx.Client

    def price(self, model: str, day: date) -> Base:
        """Return the base price of an offer on a day, in dollars per 1M tokens."""
        return _base(self._data(f"/v1/prices/{quote(model, safe='/')}", day).get("pricing", {}))

    def among_sellers(self, model: str, day: date) -> Base:
        """Return the same from the answer about every seller of its canonical model.

        An offer that is no canonical model has the answer about itself.
        """
        offer = self._data(f"/v1/models/{quote(model, safe='/')}")
        if offer.get("canonical_id") is None:
            return self.price(model, day)
        # what a list called so may be an offer that its seller lists under another id
        ids = {offer["id"].lower(), model.lower()}
        offers = self._data("/v1/prices", day, canonical=offer["canonical_id"]).get("offers", ())
        priced = (o["pricing"] for o in offers if o["id"].lower() in ids)
        return _base(next(priced, {}))

    def costs(self, pairs: Sequence[Pair]) -> Iterator[Decimal | None]:
        """Yield what one request cost for each pair; None where it is not known whole."""
        asked = [{**REQUEST, "model": model, "at": f"{day}T12:00:00Z"} for model, day in pairs]
        answer = self.client.post("/v1/quote", json={"quotes": asked}).json()
        for quoted in answer["data"]:
            yield Decimal(quoted["total"]) if quoted.get("total") else None

    def _data(self, path: str, day: date | None = None, **params: str) -> Any:  # noqa: ANN401 - decoded JSON
        at = {"at": f"{day}T12:00:00Z"} if day else {}
        return self.client.get(path, params=params | at).json().get("data", {})


def _base(pricing: Mapping[str, str]) -> Base:
    prompt, completion = (pricing.get(key) for key in ("prompt", "completion"))
    return _decimal(prompt), _decimal(completion)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _cost(base: Base | None) -> Decimal | None:
    """Return what the request costs at a base price, of which no side is left open."""
    if base is None or base[0] is None or base[1] is None:
        return None
    return (base[0] * INPUT + base[1] * OUTPUT) / MILLION


def prices(machine: Machine, pairs: Sequence[Pair], lists: Past) -> Iterator[str]:
    """Yield the pairs whose price no list states."""
    for model, day in pairs:
        words, price = lists.on(model, day), machine.price(model, day)
        if price not in words:
            yield f"{model} on {day}: {price}, the lists say {words}"


def costs(machine: Machine, pairs: Sequence[Pair], lists: Past) -> Iterator[str]:
    """Yield the pairs whose quote is none of a price that a list states."""
    for (model, day), cost in zip(pairs, machine.costs(pairs), strict=True):
        words = [_cost(base) for base in lists.on(model, day)]
        # the request is not charged by one side alone
        if cost not in words and None not in words:
            yield f"{model} on {day}: {cost}, by the lists {words}"


def sellers(machine: Machine, pairs: Sequence[Pair], lists: Past) -> Iterator[str]:
    """Yield the pairs whose price among all sellers no list states."""
    for model, day in pairs:
        words, price = lists.on(model, day), machine.among_sellers(model, day)
        if price not in words:
            yield f"{model} on {day}: {price} among all sellers, the lists say {words}"


def main() -> int:
    """Print what differs; 1 where it is more than one of a hundred."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lists = past()
    pairs = [*lists.pairs(options.pairs, options.seed)]
    worst = 0
    with httpx.Client(base_url=options.url, timeout=60) as client:
        for way in (prices, costs, sellers):
            differing = [*way(Machine(client), pairs, lists)]
            print(
                f"{way.__name__}: {len(pairs) - len(differing)} of {len(pairs)} equal", flush=True
            )
            print(*differing, sep="\n")
            worst = max(worst, len(differing))
    return int(worst > len(pairs) / 100)


if __name__ == "__main__":
    sys.exit(main())
