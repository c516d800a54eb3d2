"""The vocabulary in which a provider declares its prices: path, meter, unit and what zero means.

The unit stands in the declaration, beside the field that has it: nothing here guesses one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from pricebook.adapters.fields import Item, Reader, find
from pricebook.errors import Malformed
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Figure, Price, PriceState, per_unit

CENT = Decimal("0.01")
"""A factor: the figure is in US cents."""
MAGNITUDE = 30
"""How many places before or behind the point a figure may reach: 1e999999999 is no price."""

FURTHER_TOKENS = {
    "pricing.input_cache_read": "cache_read_tokens",
    "pricing.input_cache_write": "cache_write_tokens",
    "pricing.internal_reasoning": "reasoning_tokens",
    "pricing.audio": "input_audio_tokens",
    "pricing.audio_output": "output_audio_tokens",
    "pricing.input_audio_cache": "cache_read_audio_tokens",
    "pricing.image_token": "input_image_tokens",
    "pricing.image_output": "output_image_tokens",
}
"""What OpenRouter, and whoever follows its shape, names beside `prompt` and `completion`."""


class Rule(Protocol):
    """How to read prices from one item, and which paths that reads (the others are reported)."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The paths of every value that the rule understands."""

    def understands(self, item: Item) -> bool:
        """Tell whether nothing that this item says at those paths is lost."""

    def prices(self, item: Item) -> Iterable[Price]:
        """Return what the item says."""


@dataclass(frozen=True, slots=True)
class Charge:
    """One figure at one path.

    Args:
        path: where the figure lies; nothing, null, "" and {} there are no figure.
        meter: a name of `money.METERS`.
        unit: the unit in the provider's words, kept beside the figure in `published`.
        per: how many units of the meter the figure pays for.
        factor: what every figure here is multiplied by, such as CENT.
        times: paths of factors that the provider publishes; without one there is no price.
        less: path of a discount, as a fraction.
        over: path of how many units the figure pays for, where the provider publishes that.
        dust: whether the figure went through a binary float at its source.
        only: which items the charge is for; every one, where nothing is given.
        free: where a figure of zero means free; nowhere, where nothing is given, for most
            providers write a zero where they mean that they do not say.
        included: where a figure of zero means that a plan pays for it.
        conditions: keys of `money.CONDITIONS`.
        currency: ISO 4217, or what the seller bills in, such as DBU.
    """

    path: str
    meter: str
    unit: str
    per: int = 1
    factor: Decimal = Decimal(1)
    times: tuple[str, ...] = ()
    less: str | None = None
    over: str | None = None
    dust: bool = False
    only: Reader[bool] | None = None
    free: Reader[bool] | None = None
    included: Reader[bool] | None = None
    conditions: Mapping[str, object] = field(default_factory=dict)
    currency: str = "USD"

    def __post_init__(self) -> None:
        """Refuse a meter that does not exist when the adapter is imported, not when it runs."""
        if self.meter not in METERS:
            raise ValueError(f"{self.meter!r} is not a meter of money.METERS")

    @property
    def reads(self) -> tuple[str, ...]:
        """The figure, its factors, its discount and its quantity."""
        return (self.path, *self.times, *(path for path in (self.less, self.over) if path))

    def understands(self, item: Item) -> bool:
        """Tell whether the charge is for this item, or the item says no price there."""
        return self._applies(item) or says_nothing(find(item, self.path))

    def prices(self, item: Item) -> Iterable[Price]:
        """Return the price that the figure says, or none where it says none."""
        if not self._applies(item):
            return
        number = figure(find(item, self.path), self.path)
        rates = self._rates(item)
        per = self._quantity(item)
        if number is None or rates is None or not per:
            return
        published = " x ".join((f"{number.text} {self.unit}", *(rate.text for rate in rates)))
        published += f" per {per}" if self.over else ""
        if number == -1:
            yield Price(self.meter, PriceState.DYNAMIC, published, conditions=self.conditions)
            return
        amount = per_unit(number, self.factor, *rates, per=per, dust=self.dust)
        if amount < 0:
            raise Malformed(self.path, number.text, "a price of at least zero, or -1 for dynamic")
        if amount > 0:
            yield Price(
                self.meter, PriceState.KNOWN, published, amount, self.currency, self.conditions
            )
        elif state := self._zero(item):
            yield Price(self.meter, state, published, conditions=self.conditions)

    def _applies(self, item: Item) -> bool:
        return self.only is None or self.only(item)

    def _zero(self, item: Item) -> PriceState | None:
        """Return what a figure of zero says of an item."""
        if self.free and self.free(item):
            return PriceState.FREE
        return PriceState.INCLUDED if self.included and self.included(item) else None

    def _quantity(self, item: Item) -> int:
        if self.over is None:
            return self.per
        told = figure(find(item, self.over), self.over)
        if told is not None and (told <= 0 or told != int(told)):
            raise Malformed(self.over, told.text, "a whole number above zero")
        return int(told or 0)

    def _rates(self, item: Item) -> list[Figure] | None:
        rates = [rate for path in self.times if (rate := figure(find(item, path), path))]
        if len(rates) < len(self.times):
            return None
        discount = figure(find(item, self.less), self.less) if self.less else None
        return [*rates, Figure(str(1 - discount))] if discount else rates


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit that an item names itself; prices in another one are not believed."""

    path: str
    expected: str

    @property
    def reads(self) -> tuple[str, ...]:
        """Where the unit stands."""
        return (self.path,)

    def understands(self, _item: Item) -> bool:
        """Every item names its unit."""
        return True

    def prices(self, item: Item) -> Iterable[Price]:
        """Return no price, or refuse the item."""
        if find(item, self.path.rpartition(".")[0]) and find(item, self.path) != self.expected:
            raise Malformed(self.path, find(item, self.path), self.expected)
        return ()


def scaled(charges: Iterable[Charge], path: str, condition: str, *values: str) -> list[Charge]:
    """Repeat charges for each value of a condition, whose factor lies at `path` and the value."""
    return [
        replace(charge, times=(*charge.times, f"{path}{value}"), conditions={condition: value})
        for value in values
        for charge in charges
    ]


def same(path: str, other: str) -> Reader[bool]:
    """Whether two figures are equal, however they are written."""

    def read(item: Item) -> bool:
        return figure(find(item, path), path) == figure(find(item, other), other)

    return read


def says_nothing(value: object) -> bool:
    """Tell whether a value is no price wherever nobody says what a zero means."""
    if isinstance(value, str):
        return not value.strip("0. ")
    return value is None or value == {} or (isinstance(value, int | Decimal) and not value)


def figure(value: object, path: str) -> Figure | None:
    """Return the number that a provider wrote as number or as text; None where it wrote none."""
    if value is None or value in ("", {}):
        return None
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise Malformed(path, value, "a number")
    try:
        number = value if isinstance(value, Figure) else Figure(str(value))
    except InvalidOperation:
        raise Malformed(path, value, "a number") from None
    if not number.is_finite() or (number and abs(number.adjusted()) > MAGNITUDE):
        raise Malformed(path, value, "a number of a size that a price can have")
    return number


def rows(item: Item, path: str) -> list[dict[str, Any]]:
    """Return the objects of a list at a path; no list is no rows, a wrong one is malformed."""
    values = find(item, path)
    if values is None:
        return []
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise Malformed(path, values, "a list of objects")
    return values
