"""Manual prices: meter, conditions, amount and period, as an operator states them."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from pricebook.api.body import Body, Line
from pricebook.api.decimals import EXACT
from pricebook.api.routes.prices import Meter
from pricebook.pricing.conditions import REGISTRY, WEEK, Kind
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import PriceState, per_unit
from pricebook.sync.thresholds import Thresholds
from pricebook.timestamps import Moment, rfc3339
from pricebook.validation import nearest

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
MAX_WHOLE = 2**53
MAX_WORD_LENGTH = 100
NO_CURRENCY = "XXX"
"""Currency of a factor on prices: ISO 4217's code for none."""

Amount = Annotated[Decimal, Field(gt=0, max_digits=40), EXACT]


def _currency(code: str) -> str:
    if code != code.upper() and code.upper() in {"USD", NO_CURRENCY}:
        raise ValueError(f"write it {code.upper()}")
    return code


Currency = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z]{3,20}$", strict=True), AfterValidator(_currency)
]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_WHOLE


def _windows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_window, value))


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
    return isinstance(value, str) and 0 < len(value) <= MAX_WORD_LENGTH and value.isprintable()


FORMS_OF_KIND: Mapping[Kind, tuple[Callable[[object], bool], str]] = {
    "count": (_whole, "a whole number of at least zero"),
    "word": (_word, "a word"),
    "flag": (_flag, "true or false"),
    "hours": (_windows, 'a list of parts of the day such as [["22:00", "06:30"]]'),
    "days": (_days, f"a list of some of {', '.join(WEEK)}, in this order"),
}
FORMS = {condition.name: FORMS_OF_KIND[condition.kind] for condition in REGISTRY}
"""Check of the value of each condition, and its description."""


def known_conditions(given: dict[str, Any]) -> dict[str, Any]:
    """Return conditions whose names and values are valid.

    Raises:
        ValueError: a name is unknown, or a value is wrong.
    """
    for name, value in given.items():
        if name not in FORMS:
            raise ValueError(nearest("condition", name, FORMS))
        fits, form = FORMS[name]
        if not fits(value):
            raise ValueError(f"{name}: expected {form}")
    return given


Conditions = Annotated[dict[str, Any], AfterValidator(known_conditions)]


class Withdrawal(Body):
    """Price that an operator withdraws, and the reason."""

    meter: Meter
    conditions: Conditions = Field(default={})
    reason: Line


class ManualPrice(Withdrawal):
    """One price, in its currency and per the usual quantity of its meter."""

    state: PriceState = PriceState.KNOWN
    amount: Amount | None = None
    currency: Currency = "USD"
    valid_from: Moment | None = None
    valid_to: Moment | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.state is PriceState.KNOWN) != (self.amount is not None):
            raise ValueError(f"the state {self.state} needs {self._expected()}")
        factor = METERS[self.meter].family == "factors"
        if factor != (self.currency == NO_CURRENCY):
            raise ValueError(
                f"the currency of a token_factor is {NO_CURRENCY}, and of nothing else"
            )
        return self

    @property
    def per_unit(self) -> Decimal | None:
        """The amount of one unit."""
        return None if self.amount is None else per_unit(self.amount, per=METERS[self.meter].per)

    def absurd(self, limits: Thresholds) -> bool:
        """Tell whether the amount is outside what a token can cost in US dollars."""
        bounded = METERS[self.meter].unit == "token" and self.currency == "USD"
        amount = self.per_unit
        return (
            bounded
            and amount is not None
            and not limits.absurd_below <= amount <= limits.absurd_above
        )

    def row(self) -> dict[str, object]:
        """Return the row as the statement takes it."""
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

    def _expected(self) -> str:
        if self.state is PriceState.KNOWN:
            return "an amount; a price of zero has the state free"
        return "no amount"

    def _figure(self) -> str:
        if self.amount is None:
            return self.state
        meter = METERS[self.meter]
        return f"{self.amount:f} {self.currency} per {meter.per} {meter.unit}"
