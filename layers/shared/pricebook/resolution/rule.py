"""The rule: one coherent rate card per offer, from what its seller and others state.

A seller's own price page leads; its API's word stands above every card.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from pricebook.resolution.bounds import examine
from pricebook.resolution.card import INPUT, OUTPUT, PAGE, Card, Examined, Key, Rate
from pricebook.resolution.groups import Group, groups, is_rounded, keys_of, same

type Confidence = Literal["first_hand", "confirmed", "single", "disputed"]

NOTHING: Mapping[Key, Rate | None] = MappingProxyType({})
CONFIRMING = 2
"""How many sources confirm a price that none contradicts, or contradict a page."""
MISREAD = 10
"""How many times off what lists agree on a page is: it was misread, whatever it says."""


@dataclass(frozen=True, slots=True)
class Support:
    """Who states the same of one price, and who another amount."""

    agree: tuple[str, ...]
    against: tuple[tuple[str, Rate], ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """A price that was taken: the rate, whose it is, and how far it is to be believed."""

    rate: Rate
    source: str
    support: Support
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one card: taken, agrees, against or refused, and by which bounds."""

    source: str
    became: str
    refused: tuple[str, ...] = ()


@dataclass(slots=True)
class Resolution:
    """The prices that are taken from second-hand cards, and what became of each card."""

    prices: list[Taken] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


def resolve(
    cards: Sequence[Card],
    kind: str,
    own: Mapping[Key, Rate | None] = NOTHING,
    *,
    draws: bool = False,
) -> Resolution:
    """Return which second-hand prices an offer has.

    Args:
        cards: what each list or router states of the offer.
        kind: the kind of its seller: aggregator, cloud, host or lab.
        own: what the seller states itself; None stands for a state without an amount in dollars.
        draws: whether the model makes pictures.
    """
    examined = [examine(card, draws=draws) for card in cards]
    _unswap(examined)
    _check_page(examined, kind)
    grouped = groups((e.card for e in examined if e.card.rates), kind)
    if not grouped:
        return Resolution(verdicts=_verdicts(examined, None))
    rates = _beside(_filled(grouped[0]), own)
    disputed = any(keys_of(grouped[0]) & keys_of(other) for other in grouped[1:])
    prices = [_taken(rate, source, grouped, disputed=disputed) for rate, source in rates]
    return Resolution(prices, _verdicts(examined, grouped[0] if prices else None))


def _unswap(examined: list[Examined]) -> None:
    """Refuse a card whose output is below its input where another has the two exchanged."""
    bases = [_base_amounts(each.card) for each in examined]
    for each, base in zip(examined, bases, strict=True):
        if base and base[1] < base[0] and base[::-1] in bases:
            each.refused.append("input and output are exchanged")
            each.card = replace(each.card, rates={})


def _check_page(examined: list[Examined], kind: str) -> None:
    """Refuse a page whose price is ten times what two lists agree on, or a tenth of it."""
    others = (e.card for e in examined if e.card.rates and not e.card.first_hand)
    agreed = [group for group in groups(others, kind) if len(group.cards) >= CONFIRMING]
    for each in examined:
        if each.card.first_hand and agreed and _is_misread(each.card, agreed[0].cards[0]):
            each.refused.append(f"{MISREAD} times off what lists agree on")
            each.card = replace(each.card, rates={})


def _is_misread(page: Card, listed: Card) -> bool:
    pairs = [
        (page.rates[key].amount, listed.rates[key].amount)
        for key in (INPUT, OUTPUT)
        if key in page.rates and key in listed.rates
    ]
    return any(max(pair) >= MISREAD * min(pair) for pair in pairs)


def _base_amounts(card: Card) -> tuple[Decimal, ...]:
    rates = [card.rates[key] for key in (INPUT, OUTPUT) if key in card.rates]
    return tuple(rate.amount for rate in rates) if len(rates) == len((INPUT, OUTPUT)) else ()


def _filled(group: Group) -> list[tuple[Rate, str]]:
    """Return the base of the best card, what others of its group add, and whole blocks.

    A fee per request that is the price of a search is that price, of a model that always searches:
    one list knows it for each size of a search, the other as one figure.
    """
    rates = [*_base(group), *_blocks(group)]
    searches = {rate.amount for rate, _ in rates if rate.meter == "web_searches"}
    return [(r, s) for r, s in rates if r.meter != "requests" or r.amount not in searches]


def _base(group: Group) -> Iterable[tuple[Rate, str]]:
    for key in sorted(keys_of(group)):
        stated = [(card.rates[key], card.source) for card in group.cards if key in card.rates]
        unrounded = (pair for pair in stated if is_rounded(stated[0][0], pair[0]))
        yield next(unrounded, stated[0])


def _blocks(group: Group) -> Iterable[tuple[Rate, str]]:
    done: set[str] = set()
    for card in group.cards:
        blocks = {rate.block for rate in card.rates.values() if rate.block is not None} - done
        for rate in card.rates.values():
            if rate.block in blocks:
                yield rate, card.source
        done |= blocks


def _beside(
    rates: list[tuple[Rate, str]], own: Mapping[Key, Rate | None]
) -> list[tuple[Rate, str]]:
    """Return the rates of meters that the seller does not state, where it agrees on the others."""
    if not own:
        return rates
    pairs = [(own[rate.key], rate) for rate, _ in rates if rate.key in own]
    if not pairs or not all(mine is not None and same(mine, rate) for mine, rate in pairs):
        return []
    meters = {meter for meter, _ in own}
    return [(rate, source) for rate, source in rates if rate.meter not in meters]


def _taken(rate: Rate, source: str, grouped: Sequence[Group], *, disputed: bool) -> Taken:
    stated = [
        (card.source, card.rates[rate.key])
        for group in grouped
        for card in group.cards
        if rate.key in card.rates
    ]
    agree = tuple(sorted(name for name, other in stated if same(rate, other)))
    against = tuple((name, other) for name, other in stated if not same(rate, other))
    support = Support(agree, tuple(sorted(against, key=lambda pair: pair[0])))
    if source == PAGE:
        return Taken(rate, source, support, _confidence_of_page(support))
    return Taken(rate, source, support, _confidence(support, disputed=disputed))


def _confidence_of_page(support: Support) -> Confidence:
    """Return how far a page is to be believed: one list that differs is more often an old one."""
    amounts = [other.amount for _, other in support.against]
    return "disputed" if any(amounts.count(a) >= CONFIRMING for a in amounts) else "first_hand"


def _confidence(support: Support, *, disputed: bool) -> Confidence:
    if disputed or support.against:
        return "disputed"
    return "confirmed" if len(support.agree) >= CONFIRMING else "single"


def _verdicts(examined: Iterable[Examined], winner: Group | None) -> list[Verdict]:
    return [Verdict(e.card.source, _became(e.card, winner), tuple(e.refused)) for e in examined]


def _became(card: Card, winner: Group | None) -> str:
    if not card.rates:
        return "refused"
    if winner is None:
        return "not taken"
    if card.source == winner.cards[0].source:
        return "taken"
    return "agrees" if card.source in winner.sources else "against"
