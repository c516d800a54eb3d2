"""Prices of the past: what the resolution rule takes of the cards that stood at each time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain, pairwise

from pricebook.resolution.card import Card, Key, Rate
from pricebook.resolution.moving import cards_of, kind_of
from pricebook.resolution.rule import resolve

OWN = "database"
"""The source of what the seller's own list said."""

type Sourced = tuple[str, Rate]
"""A rate, after the source that it was taken from."""


@dataclass(frozen=True, slots=True)
class DatedCard:
    """A rate card, and the time in which its source stated it."""

    card: Card
    since: datetime
    until: datetime

    def stands_at(self, moment: datetime) -> bool:
        """Tell whether its source stated it then."""
        return self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class PastPrice:
    """A rate that was taken from a source for a time."""

    source: str
    rate: Rate
    since: datetime
    until: datetime


def past_prices(
    name: str, cards: Mapping[str, Sequence[DatedCard]], kind: str, *, draws: bool
) -> list[PastPrice]:
    """Return what an offer cost, by the rule of today with the cards of each time.

    Args:
        name: the offer's id.
        cards: what was stated of it, and of the siblings of a moving name, by id; of two cards that
            one source stated at a time the first counts.
        kind: the kind of its seller: aggregator, cloud, host or lab.
        draws: whether the model makes pictures.
    """
    spans = _Spans()
    for since, until in _spans(cards):
        standing = _standing(cards, since)
        if standing.get(name):
            spans.add(_taken(name, standing, kind, draws=draws), since, until)
    return [*spans.ended, *spans.open.values()]


def _taken(
    name: str, standing: Mapping[str, list[Card]], kind: str, *, draws: bool
) -> list[Sourced]:
    """Return the seller's own rates, and what the rule takes of others beside them."""
    own = {
        key: rate
        for card in standing[name]
        if card.source == OWN
        for key, rate in card.rates.items()
    }
    others = {id_: [c for c in cards if c.source != OWN] for id_, cards in standing.items()}
    beside = resolve(cards_of(name, others), kind_of(name, kind), own, draws=draws)
    return [*((OWN, rate) for rate in own.values()), *((t.source, t.rate) for t in beside.prices)]


def _spans(cards: Mapping[str, Sequence[DatedCard]]) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times in which the same cards stand."""
    dated = list(chain.from_iterable(cards.values()))
    return pairwise(sorted({edge for card in dated for edge in (card.since, card.until)}))


def _standing(cards: Mapping[str, Sequence[DatedCard]], moment: datetime) -> dict[str, list[Card]]:
    """Return the cards of a moment, by name; of several by one source the first."""
    return {
        name: [*{d.card.source: d.card for d in reversed(several) if d.stands_at(moment)}.values()]
        for name, several in cards.items()
    }


@dataclass(slots=True)
class _Spans:
    """Prices as time passes: the same price in two times that touch is one."""

    open: dict[tuple[str, Key], PastPrice] = field(default_factory=dict)
    ended: list[PastPrice] = field(default_factory=list)

    def add(self, taken: Sequence[Sourced], since: datetime, until: datetime) -> None:
        """Note what is taken from a moment on until another."""
        for source, rate in taken:
            key = (source, rate.key)
            before = self.open.get(key)
            if before and before.until == since and before.rate.amount == rate.amount:
                self.open[key] = replace(before, until=until)
                continue
            if before:
                self.ended.append(before)
            self.open[key] = PastPrice(source, rate, since, until)
