"""Groups: the cards whose base prices agree, and which group is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pricebook.pricing.meters import METERS
from pricebook.resolution.card import TOKEN_BASE, Card, Key, Rate

TOLERANCE = Decimal("0.005")
CENT = Decimal("0.01")
"""Some sources round to cents per quoted quantity: 0.125 is written 0.13."""

LAB = ("reference:genai-prices", "reference:litellm", "reference:models.dev")
CLOUD = ("reference:litellm", "reference:models.dev", "reference:genai-prices")
OTHERS = ("reference:models.dev", "reference:litellm", "reference:genai-prices")
KINDS: Mapping[str, Sequence[str]] = {"lab": LAB, "cloud": CLOUD, "zone": CLOUD}
"""Which list is right most often, by the kind of seller; measured, docs/resolution.md."""
ZONE_FACTOR = Decimal("1.1")
"""What a cloud charges for a request that stays in a zone, in multiples of its ordinary price."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that agree, the best one first."""

    cards: tuple[Card, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Who states it."""
        return tuple(card.source for card in self.cards)


def rank(card: Card, kind: str) -> tuple[bool, bool, int, str]:
    """Return where a card stands in a tie: the least is taken."""
    order = KINDS.get(kind, OTHERS)
    place = order.index(card.source) if card.source in order else len(order)
    return (not card.first_hand, not card.exact, place, card.source)


def groups(cards: Iterable[Card], kind: str) -> list[Group]:
    """Return the groups of agreeing cards, the one that is taken first.

    Args:
        cards: what the sources state, within the bounds.
        kind: the kind of seller, such as `lab`; `zone` is a cloud's id of one zone.
    """
    grouped: list[list[Card]] = []
    for card in sorted(cards, key=lambda card: rank(card, kind)):
        home = next((group for group in grouped if all(agree(card, c) for c in group)), None)
        if home is None:
            grouped.append([card])
        else:
            home.append(card)
    spoken = [g for g in grouped if len(g) > 1 or g[0].first_hand or not g[0].doubtful]
    stated = {key for group in grouped for card in group for key in card.rates}
    every = [Group(tuple(group)) for group in spoken]
    return sorted(
        every,
        key=lambda group: (
            *_votes(group, stated),
            any(_is_elsewhere(group, other, kind) for other in every),
            rank(group.cards[0], kind),
        ),
    )


def _votes(group: Group, stated: set[Key]) -> tuple[bool, int, bool]:
    routed = any(card.router for card in group.cards)
    # a page of which a price was not understood is one word among others
    whole = all(key in group.cards[0].rates for key in TOKEN_BASE if key in stated)
    leads = group.cards[0].first_hand and whole
    return (not leads, -len(group.cards), not routed)


def _is_elsewhere(group: Group, other: Group, kind: str) -> bool:
    """Tell whether a group states the price of a zone for an id of none, or the other way round."""
    pairs = {"cloud": (group, other), "zone": (other, group)}
    if kind not in pairs:
        return False
    dear, cheap = (each.cards[0].rates for each in pairs[kind])
    both = [key for key in TOKEN_BASE if key in dear and key in cheap]
    return bool(both) and all(dear[k].amount == ZONE_FACTOR * cheap[k].amount for k in both)


def agree(one: Card, other: Card) -> bool:
    """Tell whether two cards state the same base prices."""
    shared = [key for key in TOKEN_BASE if key in one.rates and key in other.rates]
    if not shared:
        both = one.rates.keys() & other.rates.keys()
        shared = [key for key in both if one.rates[key].block is None]
    return bool(shared) and all(same(one.rates[key], other.rates[key]) for key in shared)


def same(one: Rate, other: Rate) -> bool:
    """Tell whether two figures are one price: within 0.5 %, or one of them rounded to cents."""
    return near(one, other) or is_rounded(one, other) or is_rounded(other, one)


def near(one: Rate, other: Rate) -> bool:
    """Tell whether two figures differ by no more than binary floats and currencies do."""
    if one.amount == other.amount:
        return True
    return abs(one.amount - other.amount) <= TOLERANCE * max(one.amount, other.amount)


def is_rounded(rate: Rate, exact: Rate) -> bool:
    """Tell whether a figure is another one, rounded to cents per quoted quantity."""
    per = METERS[rate.meter].per
    return not near(rate, exact) and rate.amount * per == (exact.amount * per).quantize(
        CENT, "ROUND_HALF_UP"
    )


def keys_of(group: Group) -> set[Key]:
    """Return every key that a card of the group states in its base."""
    return {key for card in group.cards for key, rate in card.rates.items() if rate.block is None}
