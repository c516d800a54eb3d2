"""Oracle: what the catalogue must say, worked out without a database and without our code."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

MIN_LISTED = 0.5
"""A list of a smaller share of what is sold leaves nothing out."""
MISSES = 3
MISS_TIME = timedelta(hours=8)

LEAST = 10
"""Of a seller of whom a list states fewer, losing most is no accident."""
LISTED = "d"
"""So ends what no seller lists: it is sold as long as a price list states it."""

LISTS = ("models-dev", "litellm")
"""Price lists, the one first that is taken where two state different prices of a router."""

type Card = tuple[Decimal | None, Decimal | None]
"""Prices of a million input and of a million output tokens, in US dollars; None is no price."""
NOTHING: Card = (None, None)
type Listing = Mapping[str, Card | None]
"""What is listed: None is a price that must not be believed, a slip for one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What is believed of one model.

    Attributes:
        card: what its seller stated last.
        active: whether it counts as sold.
        misses: how many complete runs in a row did not list it.
        missed_since: when the first of them was.
        manual: what an operator states of its input, and from when; it wins, None takes it back.
        absences: how many complete runs in a row listed it without its price of output.
        absent_since: when the first of them was.
    """

    card: Card
    active: bool = True
    misses: int = 0
    missed_since: datetime | None = None
    manual: tuple[tuple[datetime, Decimal | None], ...] = ()
    absences: int = 0
    absent_since: datetime | None = None

    def stated(self, now: datetime) -> Decimal | None:
        """Return what an operator's word on its input is at a moment."""
        return next((amount for since, amount in reversed(self.manual) if since <= now), None)

    def told(self, amount: Decimal | None, since: datetime) -> "Offer":
        """Return it after an operator's word, which ends what was said of later moments."""
        kept = tuple(word for word in self.manual if word[0] < since)
        return replace(self, manual=(*kept, (since, amount)))

    def announced(self, now: datetime) -> bool:
        """Tell whether an operator's word is to begin."""
        return any(since > now for since, _ in self.manual)

    def charged(self, now: datetime) -> Card:
        """Return what a caller pays, as far as seller and operator say."""
        prompt, completion = self.card
        stated = self.stated(now)
        return prompt if stated is None else stated, completion

    def heard(self, card: Card | None, now: datetime, *, complete: bool) -> "Offer":
        """Return it after it was listed; what cannot be believed leaves its prices alone."""
        seen = replace(self, active=True, misses=0, missed_since=None)
        if card is None:
            return seen
        prompt, completion = card
        former = self.card[1] if self.active else None
        if completion is not None or former is None:
            return replace(seen, card=card, absences=0, absent_since=None)
        if not complete:
            return replace(seen, card=(prompt, former))
        absences, since = self.absences + 1, self.absent_since or now
        kept = None if _gone(absences, since, now) else former
        return replace(seen, card=(prompt, kept), absences=absences, absent_since=since)

    def missed(self, now: datetime, *, complete: bool) -> "Offer":
        """Return it after it was not listed; a list that is not complete leaves nothing out."""
        misses, since = self.misses, self.missed_since
        if complete:
            misses, since = misses + 1, since or now
        gone = _gone(misses, since, now)
        return replace(self, misses=misses, missed_since=since, active=not gone)


def _gone(misses: int, since: datetime | None, now: datetime) -> bool:
    return since is not None and misses >= MISSES and since <= now - MISS_TIME


@dataclass(frozen=True, slots=True)
class Entry:
    """What a price list states of a model, and how often in a row it did not."""

    card: Card
    misses: int = 0

    def missed(self, by: int) -> "Entry":
        """Return it after the list was read without it, which counts unless it is an accident."""
        return replace(self, misses=self.misses + by)


def _lost(known: Mapping[str, Entry], entries: Mapping[str, Card], *, only: bool) -> bool:
    """Tell whether a price list has lost most of one seller's, which is an accident."""
    before = {name for name in known if name.endswith(LISTED) == only}
    return len(before) >= LEAST and len(before & entries.keys()) < MIN_LISTED * len(before)


@dataclass(frozen=True, slots=True)
class Oracle:
    """What is believed of everything that was ever heard of, by the sellers' own ids.

    Attributes:
        offers: the models that sellers listed.
        entries: what each price list states, which counts where the seller states no price.
        pins: the names that an operator gave to models.
        freed: those of them that stay only until the seller lists the model again.
    """

    offers: Mapping[str, Offer] = field(default_factory=dict)
    entries: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    pins: Mapping[str, str] = field(default_factory=dict)
    freed: frozenset[str] = frozenset()

    def hear(self, listing: Listing, now: datetime, *, complete: bool = True) -> "Oracle":
        """Return what is believed after an answer of the sellers.

        Args:
            listing: what they list.
            now: when.
            complete: whether what they leave out is missing, as far as its items tell.
        """
        sold = sum(offer.active for offer in self.offers.values())
        complete = complete and len(listing) >= MIN_LISTED * sold
        out = {n for n, offer in self.offers.items() if offer.active} - listing.keys()
        missed = {name: self.offers[name].missed(now, complete=complete) for name in out}
        offers = {**self.offers, **missed}
        for name, card in listing.items():
            if known := self.offers.get(name):
                offers[name] = known.heard(card, now, complete=complete)
            elif card:
                offers[name] = Offer(card)
        renamed = {name for name in self.freed & listing.keys() if listing[name] is not None}
        pins = {name: pin for name, pin in self.pins.items() if name not in renamed}
        return replace(self, offers=offers, pins=pins, freed=self.freed - renamed)

    def read(self, source: str, entries: Mapping[str, Card]) -> "Oracle":
        """Return what is believed after a price list was read."""
        known = self.entries.get(source, {})
        if not entries or len(entries) < MIN_LISTED * len(known):
            return self
        lost = {only for only in (True, False) if _lost(known, entries, only=only)}
        counted = {n: e.missed(n.endswith(LISTED) not in lost) for n, e in known.items()}
        kept = {name: entry for name, entry in counted.items() if entry.misses < MISSES}
        stated = kept | {name: Entry(card) for name, card in entries.items()}
        return replace(self, entries={**self.entries, source: stated})

    def state(self, name: str, amount: Decimal | None, since: datetime) -> "Oracle":
        """Return what is believed after an operator's word on an input; None takes it back."""
        told = self.offers[name].told(amount, since)
        return replace(self, offers={**self.offers, name: told})

    def pin(self, name: str, pinned: str | None) -> "Oracle":
        """Return what is believed after an operator named a model; None takes it back."""
        if pinned is None:
            return replace(self, freed=self.freed | {name})
        return replace(self, pins={**self.pins, name: pinned}, freed=self.freed - {name})

    def answers(self, now: datetime) -> dict[str, Card]:
        """Return what each model costs that is sold."""
        sold = {n: self._charged(n, now) for n, offer in self.offers.items() if offer.active}
        stated = {n: e.card for s in reversed(LISTS) for n, e in self.entries.get(s, {}).items()}
        return sold | {name: card for name, card in stated.items() if name.endswith(LISTED)}

    def names(self) -> dict[str, str]:
        """Return the names of models that are sold, where an operator gave them."""
        return {name: pin for name, pin in self.pins.items() if self.offers[name].active}

    def confirmed(self, listed: Listing, now: datetime) -> dict[str, Card]:
        """Return what models cost that were listed without a mistake: no later run corrects it."""
        sure = {name for name, o in self.offers.items() if not o.misses and not o.absences}
        return {
            name: card
            for name, card in self.answers(now).items()
            if name in sure and listed.get(name) and card != NOTHING
        }

    def _charged(self, name: str, now: datetime) -> Card:
        offer = self.offers[name]
        prompt, completion = offer.charged(now)
        entry = next((e[name] for s in LISTS if name in (e := self.entries.get(s, {}))), None)
        if entry is None or offer.card != NOTHING:
            return prompt, completion
        return entry.card[0] if prompt is None else prompt, entry.card[1]
