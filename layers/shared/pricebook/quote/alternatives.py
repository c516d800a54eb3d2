"""Alternatives: what a quote would be at prices that may be the right ones.

Of a price under review its seller publishes another figure; of a disputed one a list states one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pricebook.pricing.calculate import Quote, plain
from pricebook.pricing.matching import LedgerPrice
from pricebook.pricing.meters import Count
from pricebook.pricing.rate_card import RateCard
from pricebook.quote.offer import Offer
from pricebook.quote.requests import Requests

TOLERANCE = Decimal("0.01")
"""How far a price under review may move a total that still counts as complete."""

type Amounts = Mapping[LedgerPrice, Decimal]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another total that may be the right one, and why; `decided` where documentation says not."""

    quote: Quote
    reason: str
    decided: bool = False


def reviewed(
    offer: Offer, counts: Sequence[Count], requests: Requests, base: Quote
) -> Iterator[Alternative]:
    """Yield what prices under review would make of the total.

    Args:
        offer: whose prices.
        counts: what was used.
        requests: when, how often and under which conditions.
        base: the quote at the prices of now.
    """
    held = [price for price in used(base) if offer.note(price).review] if offer.notes else []
    if not held:
        return
    published = {p: review[0] for p in offer.card.prices if (review := offer.note(p).review)}
    priced = requests.price(_repriced(offer.card, published), counts)
    notes = [
        f"{price.meter} at {figure(price.amount)} are under review: {figure(review[0])}"
        f" is published since {review[1]}"
        for price in held
        if (review := offer.note(price).review)
    ]
    near = (
        base.total is not None
        and priced.total is not None
        and abs(priced.total - base.total) <= base.total * TOLERANCE
    )
    yield Alternative(priced, "; ".join(notes), decided=near)


def disputed(
    offer: Offer, counts: Sequence[Count], requests: Requests, base: Quote
) -> Iterator[Alternative]:
    """Yield what the prices of each list would make of the total that states others.

    Args:
        offer: whose prices.
        counts: what was used.
        requests: when, how often and under which conditions.
        base: the quote at the prices that were taken.
    """
    against = [offer.note(price).against for price in used(base)] if offer.notes else []
    for source in sorted({name for stated in against for name, _ in stated}):
        stated = {
            price: amount
            for price in used(base)
            for name, amount in offer.note(price).against
            if name == source
        }
        priced = requests.price(_repriced(offer.card, stated), counts)
        prices = _and(f"{price.meter} at {plain(amount)}" for price, amount in stated.items())
        yield Alternative(priced, f"{source} states {prices}", decided=True)


def unsupported(offer: Offer, base: Quote) -> Iterator[str]:
    """Yield which prices one list alone states, whether or not lists agree on the others."""
    meters: dict[str, list[str]] = {}
    contested: dict[str, list[str]] = {}
    for price in used(base) if offer.notes else ():
        note = offer.note(price)
        if note.confidence == "single":
            meters.setdefault(price.source, []).append(price.meter)
        elif note.confidence == "disputed" and not note.against:
            contested.setdefault(price.source, []).append(price.meter)
    for source, names in sorted(meters.items()):
        yield f"the price of {_and(dict.fromkeys(names))} rests on {source} alone"
    for source, names in sorted(contested.items()):
        what = _and(dict.fromkeys(names))
        yield f"the price of {what} rests on {source}, and lists disagree on this offer"


def used(quote: Quote) -> list[LedgerPrice]:
    """Return the prices that charge something, once each."""
    prices = (price for line in quote.lines for price in (line.price, *line.factors) if price)
    return list(dict.fromkeys(prices))


def figure(amount: Decimal | None) -> str:
    """Return an amount in words; None is unknown."""
    return "an unknown amount" if amount is None else plain(amount)


def _repriced(card: RateCard, amounts: Amounts) -> RateCard:
    """Return a rate card with other amounts of some prices."""
    return RateCard(
        [
            replace(price, state="known", amount=amounts[price]) if price in amounts else price
            for price in card.prices
        ]
    )


def _and(words: Iterable[str]) -> str:
    return " and ".join(words)
