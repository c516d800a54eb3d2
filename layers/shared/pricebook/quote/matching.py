"""Which of a seller's prices a request is charged by. Pure: prices in, one price out.

Sizes and hours decide for the whole request: a prompt above a threshold is charged at the price for
such prompts from its first token. Threshold means strictly more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pricebook.pricing.conditions import (
    BEYOND,
    DEFAULTED,
    HOURS,
    PRECEDENCE,
    STATED,
    THRESHOLD_SUFFIX,
    THRESHOLDS,
    WEEK,
)

type Value = str | bool


@dataclass(frozen=True, slots=True)
class LedgerPrice:
    """One row of the ledger: what one unit of a meter costs under some conditions."""

    id: int
    meter: str
    conditions: Mapping[str, object]
    state: str
    amount: Decimal | None
    currency: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request to a model.

    Attributes:
        at: when, in UTC.
        sizes: what thresholds compare: prompt_tokens, completion_tokens and perhaps seconds.
        stated: the conditions it was made under, without those that are the standard.
        beyond: how many units of the meter another price has paid for.
    """

    at: datetime
    sizes: Mapping[str, Decimal]
    stated: Mapping[str, Value]
    beyond: Decimal = Decimal()


def best(rates: Iterable[LedgerPrice], call: Call) -> LedgerPrice | None:
    """Return the price that applies; of two that are alike in rank, the dearer."""
    fitting = [rate for rate in rates if not any(unmet(rate, call))]
    return max(fitting, key=lambda rate: (_rank(rate), rate.amount or 0), default=None)


def undecided(rate: LedgerPrice, call: Call) -> list[str]:
    """Return the words that a request left out, if nothing else keeps the price from applying."""
    lacking = list(unmet(rate, call))
    return lacking if all(_open(key, call) for key in lacking) else []


def unmet(rate: LedgerPrice, call: Call) -> Iterator[str]:
    """Yield the conditions of a price that a request does not meet."""
    return (key for key in rate.conditions if not _met(key, rate.conditions, call))


def step(value: object) -> Decimal:
    """Return the number of a threshold."""
    return Decimal(str(value))


def same(value: object, other: object) -> bool:
    """Compare two words without regard to case."""
    return _plain(value) == _plain(other)


def specific(rate: LedgerPrice, other: LedgerPrice) -> bool:
    """Tell whether a price has every condition of another, and more or higher ones."""
    return other.conditions.keys() <= rate.conditions.keys() and _rank(rate) > _rank(other)


def _met(key: str, conditions: Mapping[str, object], call: Call) -> bool:
    value = conditions[key]
    if key in THRESHOLDS:
        size = call.sizes.get(key.removesuffix(THRESHOLD_SUFFIX))
        return size is not None and size > step(value)
    if key in HOURS:
        return _within_hours(conditions, call.at)
    if key == BEYOND:
        return step(value) == call.beyond
    return key in STATED and key in call.stated and same(call.stated[key], value)


def _open(key: str, call: Call) -> bool:
    if key in THRESHOLDS:
        return key.removesuffix(THRESHOLD_SUFFIX) not in call.sizes
    return key in STATED - DEFAULTED and key not in call.stated


def _within_hours(conditions: Mapping[str, object], at: datetime) -> bool:
    """Tell whether a moment is in a window; one that passes midnight is of the day it began on."""
    windows, days = conditions.get("utc_windows", [["00:00", "24:00"]]), conditions.get("weekdays")
    now = at.hour * 60 + at.minute
    today, yesterday = WEEK[at.weekday()], WEEK[at.weekday() - 1]
    for window in windows if isinstance(windows, list) else []:
        start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in window)
        passes = end <= start
        begun = start <= now and (passes or now < end) and _on(days, today)
        if begun or (passes and now < end and _on(days, yesterday)):
            return True
    return False


def _on(days: object, day: str) -> bool:
    return days is None or (isinstance(days, list) and day in days)


def _rank(rate: LedgerPrice) -> tuple[Decimal, ...]:
    return tuple(_weight(key, rate.conditions) for key in PRECEDENCE)


def _weight(key: str, conditions: Mapping[str, object]) -> Decimal:
    if key not in conditions:
        return Decimal(-1)
    return step(conditions[key]) if key in {*THRESHOLDS, BEYOND} else Decimal()


def _plain(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value
