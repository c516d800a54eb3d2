"""Market: all sellers of one world, and what they, their host and price lists publish."""

from collections import Counter
from collections.abc import Collection, Iterable
from random import Random
from typing import Any

from tests.simulation.lists import Entries
from tests.simulation.oracle import Card, Listing
from tests.simulation.sellers import Seller

type Published = tuple[list[Any], Listing]
"""What is published, and what is to be believed of that."""


class Market:
    """Sellers side by side, each with a history of its own.

    Args:
        seeds: one for each of them.
        happened: where they count what they do.
    """

    def __init__(self, seeds: range, happened: Counter[str]) -> None:
        self._sellers = [Seller(seed, happened) for seed in seeds]

    def published(self, known: Collection[str]) -> Published:
        """Let something happen to each, and return what they publish."""
        return _joined(seller.live(known) for seller in self._sellers)

    def a_third(self, known: Collection[str], random: Random) -> Published:
        """Return what a third of them publishes, as a list does that was cut."""
        few = random.sample(self._sellers, len(self._sellers) // 3)
        return _joined(seller.live(known) for seller in few)

    def hosted(self) -> Published:
        """Return what they publish at the host, which lists what its account alone sees."""
        return _joined(seller.hosted() for seller in self._sellers)

    def entries(self, source: str) -> Entries:
        """Return what a price list states now."""
        stated = [seller.entries(source) for seller in self._sellers]
        return {name: card for entries in stated for name, card in entries.items()}


def _joined(published: Iterable[Published]) -> Published:
    items: list[Any] = []
    listing: dict[str, Card | None] = {}
    for more, believed in published:
        items += more
        listing |= believed
    return items, listing
