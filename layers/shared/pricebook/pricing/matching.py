"""Matching: which of an offer's prices one request is charged by.

Sizes and hours decide for the whole request: a prompt above a threshold is charged at the price for
such prompts from its first token. Threshold means strictly more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from pricebook.pricing import conditions as keys

type Value = str | bool


@dataclass(frozen=True, slots=True, eq=False)
class LedgerPrice:
    """One row of the ledger: what one unit of a meter costs under some conditions."""

    id: int | str
    meter: str
    conditions: Mapping[str, object]
    state: str
    amount: Decimal | None
    currency: str | None
    source: str

    @property
    def charge(self) -> tuple[str, Decimal | None, str | None]:
        """What one unit costs: prices with the same charge need no choice between them."""
        return self.state, self.amount, self.currency


@dataclass(frozen=True, slots=True)
class Call:
    """One request: `at` is in UTC, `stated` leaves out what is the standard.

    Thresholds compare `sizes` (prompt_tokens, seconds, ...); `beyond` so many units are priced.
    """

    at: datetime
    sizes: Mapping[str, Decimal]
    stated: Mapping[str, Value]
    beyond: Decimal = Decimal()


def best(prices: Iterable[LedgerPrice], call: Call) -> LedgerPrice | None:
    """Return the price that applies; of two that are alike in rank, the dearer."""
    fitting = [price for price in prices if not any(unmet(price, call))]
    if len(fitting) == 1:
        return fitting[0]  # most often, and a rank is dear
    return max(fitting, key=lambda price: (_rank(price), price.amount or 0), default=None)


def possible(prices: Iterable[LedgerPrice], call: Call) -> dict[LedgerPrice, list[str]]:
    """Return the prices that may apply too, each with the keys that a request leaves open."""
    winners = {}
    for price in prices:
        lacking = list(unmet(price, call))
        if lacking and all(_open(key, call) for key in lacking):
            winners[best(prices, _supposing(call, lacking, price.conditions)) or price] = lacking
    return winners


def unmet(price: LedgerPrice, call: Call) -> Iterator[str]:
    """Yield the conditions of a price that a request does not meet."""
    return (key for key in price.conditions if not _met(key, price.conditions, call))


def step(value: object) -> Decimal:
    """Return the number of a threshold."""
    return Decimal(str(value))


def same(value: object, other: object) -> bool:
    """Compare two words without regard to case, or two flags."""
    return str(value).casefold() == str(other).casefold()


def specific(price: LedgerPrice, other: LedgerPrice) -> bool:
    """Tell whether a price has every condition of another, and more or higher ones."""
    return other.conditions.keys() <= price.conditions.keys() and _rank(price) > _rank(other)


def _met(key: str, conditions: Mapping[str, object], call: Call) -> bool:
    value = conditions[key]
    if key in keys.THRESHOLDS:
        size = call.sizes.get(key.removesuffix(keys.THRESHOLD_SUFFIX))
        return size is not None and size > step(value)
    if key in keys.HOURS:
        return _within_hours(conditions, call.at)
    if key == keys.BEYOND:
        return step(value) == call.beyond
    return key in keys.STATED and key in call.stated and same(call.stated[key], value)


def _open(key: str, call: Call) -> bool:
    if key in keys.THRESHOLDS:
        return key.removesuffix(keys.THRESHOLD_SUFFIX) not in call.sizes
    return key in keys.STATED - keys.DEFAULTED and key not in call.stated


def _supposing(call: Call, lacking: Iterable[str], conditions: Mapping[str, object]) -> Call:
    """Return a request that meets the conditions that it left open."""
    sizes, stated = dict(call.sizes), dict(call.stated)
    for key in lacking:
        if key in keys.THRESHOLDS:
            sizes[key.removesuffix(keys.THRESHOLD_SUFFIX)] = step(conditions[key]) + 1
        else:
            stated[key] = str(conditions[key])
    return replace(call, sizes=sizes, stated=stated)


def _within_hours(conditions: Mapping[str, object], at: datetime) -> bool:
    """Tell whether a moment is in a window; one that passes midnight is of the day it began on."""
    windows, days = conditions.get("utc_windows", [["00:00", "24:00"]]), conditions.get("weekdays")
    now = at.hour * 60 + at.minute
    today, yesterday = keys.WEEK[at.weekday()], keys.WEEK[at.weekday() - 1]
    for window in windows if isinstance(windows, list) else []:
        start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in window)
        passes = end <= start
        begun = start <= now and (passes or now < end) and _on(days, today)
        if begun or (passes and now < end and _on(days, yesterday)):
            return True
    return False


def _on(days: object, day: str) -> bool:
    return days is None or (isinstance(days, list) and day in days)


def _rank(price: LedgerPrice) -> tuple[Decimal, ...]:
    return tuple(_weight(key, price.conditions) for key in keys.PRECEDENCE)


def _weight(key: str, conditions: Mapping[str, object]) -> Decimal:
    if key not in conditions:
        return Decimal(-1)
    return step(conditions[key]) if key in {*keys.THRESHOLDS, keys.BEYOND} else Decimal()
