"""Oracle: what the catalogue must say, worked out without a database and without our code."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Self

MISSES = 3
MISS_TIME = timedelta(hours=8)

type Card = tuple[Decimal, Decimal]
"""Prices of a million input tokens and of a million output tokens, in US dollars."""


@dataclass(slots=True)
class Offer:
    """What is believed of one model.

    Attributes:
        card: what its seller stated last.
        active: whether it counts as sold.
        misses: how many complete runs in a row did not list it.
        missed_since: when the first of them was.
        manual: what an operator states of its input, which wins.
    """

    card: Card
    active: bool = True
    misses: int = 0
    missed_since: datetime | None = None
    manual: Decimal | None = None

    def charged(self) -> Card:
        """Return what a caller pays."""
        prompt, completion = self.card
        return prompt if self.manual is None else self.manual, completion


@dataclass(slots=True)
class Oracle:
    """The offers that the catalogue has ever heard of, by the seller's own id."""

    offers: dict[str, Offer] = field(default_factory=dict)

    def copy(self) -> Self:
        """Return an oracle that goes its own way from here."""
        return deepcopy(self)

    def hear(self, listing: dict[str, Card], now: datetime, *, complete: bool = True) -> None:
        """Believe an answer of the seller.

        Args:
            listing: what it lists.
            now: when.
            complete: whether what it leaves out is missing.
        """
        for name, card in listing.items():
            manual = self.offers[name].manual if name in self.offers else None
            self.offers[name] = Offer(card, manual=manual)
        for name, offer in self.offers.items():
            if name not in listing and offer.active:
                self._miss(offer, now, complete=complete)

    def state(self, name: str, amount: Decimal | None) -> None:
        """Believe an operator about the input of a model; None takes that back."""
        self.offers[name].manual = amount

    def answers(self) -> dict[str, tuple[bool, Card]]:
        """Return of each model whether it is sold, and what it costs while it is."""
        return {
            name: (offer.active, offer.charged())
            for name, offer in self.offers.items()
            if offer.active
        }

    def confirmed(self) -> dict[str, Card]:
        """Return what models cost that were in the last complete list: no later run corrects it."""
        return {
            name: offer.charged()
            for name, offer in self.offers.items()
            if offer.active and not offer.misses
        }

    @staticmethod
    def _miss(offer: Offer, now: datetime, *, complete: bool) -> None:
        if complete:
            offer.misses += 1
            offer.missed_since = offer.missed_since or now
        since = offer.missed_since
        if since and offer.misses >= MISSES and since <= now - MISS_TIME:
            offer.active = False
