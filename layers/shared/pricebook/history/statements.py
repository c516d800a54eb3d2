"""Statements: what one list said of one offer, from a day until another."""

from dataclasses import dataclass, field
from datetime import date

from pricebook.references import ListedOffer

type OfferKey = tuple[str, str]
"""A seller's slug, and its id in lower case: lists differ in upper and lower case."""


def offer_key(offer: ListedOffer) -> OfferKey:
    """Return what tells an offer from others."""
    return offer.provider, offer.provider_model_id.lower()


@dataclass(frozen=True, slots=True)
class Statement:
    """What a list said of an offer.

    Attributes:
        since: the first day.
        until: the first day on which it said something else or nothing; None where it still said
            so when its dated lines end.
    """

    offer: ListedOffer
    since: date
    until: date | None = None


@dataclass(slots=True)
class Timeline:
    """The statements of one list as its days pass."""

    standing: dict[OfferKey, Statement] = field(default_factory=dict)
    ended: list[Statement] = field(default_factory=list)

    def state(self, day: date, key: OfferKey, offer: ListedOffer | None) -> None:
        """Note what the list says of an offer from a day on.

        Args:
            day: the first day.
            key: the offer.
            offer: what is stated; None, or no price, is nothing.
        """
        before = self.standing.get(key)
        priced = offer if offer is not None and offer.prices else None
        if before and priced and _same(before.offer, priced):
            return
        if before:
            del self.standing[key]
            if before.since < day:
                self.ended.append(Statement(before.offer, before.since, day))
        if priced:
            self.standing[key] = Statement(priced, day)

    def statements(self) -> list[Statement]:
        """Return everything that was said, the oldest first."""
        return sorted([*self.ended, *self.standing.values()], key=lambda each: each.since)


def _same(one: ListedOffer, other: ListedOffer) -> bool:
    """Tell whether two offers have the same prices; 3 and 3.0 are written alike by nobody."""
    return one.match == other.match and _amounts(one) == _amounts(other)


def _amounts(offer: ListedOffer) -> set[tuple[str, str, object]]:
    return {(p.meter, repr(p.conditions), p.amount) for p in offer.prices}
