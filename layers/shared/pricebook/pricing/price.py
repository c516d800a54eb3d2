"""Price: state, amount per one unit, currency and conditions. Decimal only, converted once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from typing import Self

from pricebook.pricing.conditions import CONDITIONS
from pricebook.pricing.meters import METERS

FLOAT_DIGITS = 12
"""Significant digits of a figure that went through a binary float; the rest is noise."""


class PriceState(StrEnum):
    """State of a price. No price at all means unknown, which is never zero."""

    KNOWN = "known"
    FREE = "free"
    DYNAMIC = "dynamic"
    INCLUDED = "included"
    NOT_OFFERED = "not_offered"


class Figure(Decimal):
    """A number as its source wrote it: the exact value, and the text for `published`."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Read a decimal from its text."""
        figure = super().__new__(cls, text)
        figure.text = text.strip()
        return figure


@dataclass(frozen=True, slots=True)
class Price:
    """Price of one unit of a meter; a known one has an amount, in its currency.

    `published` is the figure and its unit as the source wrote them.
    """

    meter: str
    state: PriceState
    published: str
    amount: Decimal | None = None
    currency: str | None = None
    conditions: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a price that says two things at once; such a price is a defect of an adapter."""
        if self.meter not in METERS:
            raise ValueError(f"{self.meter!r} is not a meter of meters.METERS")
        if strange := set(self.conditions) - CONDITIONS:
            raise ValueError(f"{sorted(strange)} are not conditions of conditions.CONDITIONS")
        if (self.state is PriceState.KNOWN) != (self.amount is not None):
            raise ValueError(f"a {self.state} price of {self.meter} has the amount {self.amount}")


def per_unit(figure: Decimal, *factors: Decimal, per: int = 1, from_float: bool = False) -> Decimal:
    """Return the amount per one unit, in the currency of the figure.

    Args:
        figure: as published.
        factors: what it is multiplied by.
        per: how many units it pays for.
        from_float: whether it came through a binary float at its source: what lies behind twelve
            significant digits is noise then, and 2.5999999999999996 means 2.6.
    """
    with localcontext(prec=60):
        amount = Decimal(figure) / per
        for factor in factors:
            amount *= factor
        # 0.30 and 0.3 are one price: trailing zeros would only look like precision
        return (Context(prec=FLOAT_DIGITS).plus(amount) if from_float else amount).normalize()
