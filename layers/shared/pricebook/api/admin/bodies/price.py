"""Prices as an operator states them: of what, under which conditions, how much, and since when."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from pricebook.api.admin.bodies.body import Line, Sent
from pricebook.api.routes.prices import Meter
from pricebook.pricing.conditions import REGISTRY, WEEK, Kind
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import PriceState, per_unit
from pricebook.sync.thresholds import Thresholds
from pricebook.timestamps import Moment, rfc3339
from pricebook.validation import nearest

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
LARGEST = 2**53
WORD_LENGTH = 100
NO_CURRENCY = "XXX"
"""What a factor on prices is in: ISO 4217's code for no currency."""

Amount = Annotated[Decimal, Field(gt=0, max_digits=40)]


def _currency(told: str) -> str:
    if told != told.upper() and told.upper() in {"USD", NO_CURRENCY}:
        raise ValueError(f"it is written {told.upper()}")
    return told


Currency = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z]{3,20}$", strict=True), AfterValidator(_currency)
]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def _windows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_window(one) for one in value)


def _window(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == len(("from", "to"))
        and all(isinstance(clock, str) and bool(CLOCK.fullmatch(clock)) for clock in value)
    )


def _days(value: object) -> bool:
    # one order, since two lists of the same days would be two prices
    return isinstance(value, list) and bool(value) and value == [d for d in WEEK if d in value]


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _word(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= WORD_LENGTH and value.isprintable()


FORMS_OF_KIND: Mapping[Kind, tuple[Callable[[object], bool], str]] = {
    "count": (_whole, "a whole number of at least zero"),
    "word": (_word, "a word"),
    "flag": (_flag, "true or false"),
    "hours": (_windows, 'a list of parts of the day such as [["22:00", "06:30"]]'),
    "days": (_days, f"a list of some of {', '.join(WEEK)}, in this order"),
}
FORMS = {condition.name: FORMS_OF_KIND[condition.kind] for condition in REGISTRY}
"""Check of a condition's value, and how its form is told, by the name of the condition."""


def known_conditions(given: dict[str, Any]) -> dict[str, Any]:
    """Pass on conditions of the closed set, each in its form.

    Raises:
        ValueError: one is unknown, or not what it can be.
    """
    for name, value in given.items():
        if name not in FORMS:
            raise ValueError(nearest("condition", name, FORMS))
        fits, form = FORMS[name]
        if not fits(value):
            raise ValueError(f"{name} is no such condition, expected {form}")
    return given


Conditions = Annotated[dict[str, Any], AfterValidator(known_conditions)]


class Withdrawal(Sent):
    """Which price an operator takes back, and why."""

    meter: Meter
    conditions: Conditions = Field(default={})
    reason: Line


class Entry(Withdrawal):
    """One price, in its currency and per the quantity that people quote."""

    state: PriceState = PriceState.KNOWN
    amount: Amount | None = None
    currency: Currency = "USD"
    valid_from: Moment | None = None
    valid_to: Moment | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.state is PriceState.KNOWN) != (self.amount is not None):
            raise ValueError(f"the state {self.state} goes with {self._fitting()}")
        factor = METERS[self.meter].family == "factors"
        if factor != (self.currency == NO_CURRENCY):
            raise ValueError(f"currency is {NO_CURRENCY} for a token_factor, and for nothing else")
        return self

    @property
    def per_unit(self) -> Decimal | None:
        """The amount of one unit."""
        return None if self.amount is None else per_unit(self.amount, per=METERS[self.meter].per)

    def absurd(self, limits: Thresholds) -> bool:
        """Whether no token costs this little, or this much, in US dollars."""
        bounded = METERS[self.meter].unit == "token" and self.currency == "USD"
        amount = self.per_unit
        return (
            bounded
            and amount is not None
            and not limits.absurd_below <= amount <= limits.absurd_above
        )

    def row(self) -> dict[str, object]:
        """Return it as the ledger is told."""
        amount = self.per_unit
        return {
            "meter": self.meter,
            "conditions": self.conditions,
            "state": self.state,
            "amount": None if amount is None else format(amount, "f"),
            "currency": None if amount is None else self.currency,
            "published": f"{self._figure()}: {self.reason}",
            "valid_from": rfc3339(self.valid_from),
            "valid_to": rfc3339(self.valid_to),
        }

    def _fitting(self) -> str:
        if self.state is PriceState.KNOWN:
            return "an amount; what costs nothing has the state free"
        return "no amount"

    def _figure(self) -> str:
        if self.amount is None:
            return self.state
        meter = METERS[self.meter]
        return f"{self.amount:f} {self.currency} per {meter.per} {meter.unit}"
