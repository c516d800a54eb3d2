"""Our prices beside those of the reference lists: where they differ, by how much, and why."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import NamedTuple

from pricebook.references import ListedOffer

TOLERANCE = Decimal("0.005")
SLIPS = tuple(Decimal(10) ** power for power in (2, 3, 6, -2, -3, -6))
SLIP_TOLERANCE = Decimal("0.01")
SAME_DAY = timedelta(days=1)
FIVE_MINUTES = ("cache_ttl", "5m")
"""How long a cache lives where a list does not say."""
DATED = re.compile(r"-(20\d\d-\d\d-\d\d|20\d{6}|\d{4})$")

type Model = tuple[str, str]
type Key = tuple[str, str]
type Card = dict[Key, Decimal]


class Why(StrEnum):
    """The likely reason of a disagreement, the strongest first."""

    OVERRULED = "the list's mistake, another list agrees with us"
    CHANGED = "a later change, the same list of another day agrees with us"
    SLIP = "UNIT SLIP"
    MOVING = "a later change, the price was another within a day"
    ROUNDED = "the list rounds"
    VARIANT = "another tier or variant of ours has the list's figure"
    SNAPSHOT = "another snapshot of the model"
    LATER = "a later change, the days differ"
    UNKNOWN = "UNEXPLAINED"


class Said(NamedTuple):
    """One price of a model."""

    meter: str
    conditions: Mapping[str, object]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Pair:
    """One price as we have it and as a list has it; `why` only where they differ."""

    model: Model
    key: Key
    ours: Decimal
    theirs: Decimal
    list_name: str
    list_day: date
    same_day: bool
    why: Why | None


class Opinion:
    """One list on one day."""

    def __init__(self, name: str, day: date, told: Iterable[ListedOffer]) -> None:
        self.name = name
        self.day = day
        self._cards: dict[Model, Card] = {}
        self._undated: dict[Model, Card] = {}
        for entry in told:
            prices = card(Said(p.meter, p.conditions, p.amount) for p in entry.prices if p.amount)
            model_id = plain(entry.provider_model_id)
            self._cards.setdefault((entry.provider, model_id), {}).update(prices)
            self._undated.setdefault((entry.provider, DATED.sub("", model_id)), prices)

    def of(self, model: Model) -> tuple[Card, bool]:
        """Return what the list says of a model, and whether it means that very snapshot."""
        provider, name = model[0], plain(model[1])
        if found := self._cards.get((provider, name)):
            return found, True
        return self._undated.get((provider, DATED.sub("", name)), {}), False

    def says(self, model: Model, key: Key, amount: Decimal) -> bool:
        """Tell whether the list has this price of a model."""
        figure = self.of(model)[0].get(key)
        return figure is not None and agree(figure, amount)


class Comparison:
    """All our prices against all lists.

    Args:
        ours: what the providers' own lists said.
        opinions: the lists.
        days: when each provider's answer was recorded.
        moving: prices that another recorded answer, of a day before or after, has differently.
    """

    def __init__(
        self,
        ours: Mapping[Model, Card],
        opinions: list[Opinion],
        days: Mapping[str, date],
        moving: Collection[tuple[Model, Key]],
    ) -> None:
        self._ours = ours
        self._opinions = opinions
        self._days = days
        self._moving = moving
        self._variants: dict[Model, list[Card]] = defaultdict(list)
        for model, prices in ours.items():
            self._variants[_family(model)].append(prices)

    def pairs(self) -> Iterator[Pair]:
        """Yield every price that both sides have."""
        for model, ours in self._ours.items():
            for opinion in self._opinions:
                theirs, _ = opinion.of(model)
                for key in sorted(ours.keys() & theirs.keys()):
                    yield self._pair(model, key, theirs[key], opinion)

    def _pair(self, model: Model, key: Key, theirs: Decimal, opinion: Opinion) -> Pair:
        ours = self._ours[model][key]
        why = None if agree(ours, theirs) else self._why(model, key, theirs, opinion)
        same_day = self._same_day(model, opinion)
        return Pair(model, key, ours, theirs, opinion.name, opinion.day, same_day, why)

    def _why(self, model: Model, key: Key, theirs: Decimal, opinion: Opinion) -> Why:
        ours = self._ours[model][key]
        seconded = {other.name for other in self._opinions if other.says(model, key, ours)}
        reasons = {
            Why.OVERRULED: bool(seconded - {opinion.name}),
            Why.CHANGED: opinion.name in seconded,
            Why.SLIP: any(agree(theirs / ours, slip, SLIP_TOLERANCE) for slip in SLIPS),
            Why.MOVING: (model, key) in self._moving,
            Why.ROUNDED: _rounded(ours, theirs),
            Why.VARIANT: self._elsewhere(model, key, theirs),
            Why.SNAPSHOT: not opinion.of(model)[1],
            Why.LATER: not self._same_day(model, opinion),
        }
        return next((why for why, holds in reasons.items() if holds), Why.UNKNOWN)

    def _elsewhere(self, model: Model, key: Key, theirs: Decimal) -> bool:
        """Whether we have the list's figure under other conditions, or for a sibling."""
        return any(
            meter == key[0] and agree(amount, theirs)
            for prices in self._variants[_family(model)]
            for (meter, _), amount in prices.items()
        )

    def _same_day(self, model: Model, opinion: Opinion) -> bool:
        day = self._days.get(model[0])
        return day is not None and abs(day - opinion.day) <= SAME_DAY


def card(prices: Iterable[Said]) -> Card:
    """Return amounts by meter and conditions, in which five minutes of cache go without saying."""
    rates: Card = {}
    for price in prices:
        conditions = dict(item for item in price.conditions.items() if item != FIVE_MINUTES)
        rates[price.meter, json.dumps(conditions, sort_keys=True)] = price.amount
    return rates


def plain(model_id: str) -> str:
    """Return an id as if dots, dashes, underscores and capitals were all one."""
    return re.sub(r"[._]", "-", model_id.lower())


def agree(one: Decimal, other: Decimal, tolerance: Decimal = TOLERANCE) -> bool:
    """Tell whether two figures are the same but for rounding."""
    return abs(one - other) <= tolerance * max(one, other)


def _rounded(ours: Decimal, theirs: Decimal) -> bool:
    digits = len(theirs.normalize().as_tuple().digits)
    cuts = (ROUND_DOWN, ROUND_HALF_UP)
    return any(Context(prec=digits, rounding=cut).plus(ours) == theirs for cut in cuts)


def _family(model: Model) -> Model:
    """Return what a model has in common with its dated snapshots and its variants."""
    return model[0], DATED.sub("", plain(model[1]).partition(":")[0])
