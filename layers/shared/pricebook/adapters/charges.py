"""The vocabulary in which a provider declares its prices: path, meter, unit and what zero means.

The unit stands in the declaration, beside the field that has it: nothing here guesses one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Protocol

from pricebook.adapters.fields import Item, Reader, find
from pricebook.decimals import decimal_text, is_sensible
from pricebook.errors import Malformed
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Figure, Price, PriceState, per_unit

CENT = Decimal("0.01")
"""A factor: the figure is in US cents."""

OPENROUTER_TOKENS = {
    "pricing.input_cache_read": "cache_read_tokens",
    "pricing.input_cache_write": "cache_write_tokens",
    "pricing.internal_reasoning": "reasoning_tokens",
    "pricing.audio": "input_audio_tokens",
    "pricing.audio_output": "output_audio_tokens",
    "pricing.input_audio_cache": "cache_read_audio_tokens",
    "pricing.image_token": "input_image_tokens",
    "pricing.image_output": "output_image_tokens",
}
"""Meters by path, of what OpenRouter's shape has beside `prompt` and `completion`."""


class Rule(Protocol):
    """Rule that reads prices from one item, and says which paths it reads."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The paths of every value that the rule understands; a run reports the others."""

    def understands(self, item: Item) -> bool:
        """Tell whether nothing that this item says at those paths is lost."""

    def prices(self, item: Item) -> Iterable[Price]:
        """Return what the item says."""


@dataclass(frozen=True)  # with a __dict__, in which what it reads is kept
class Charge:
    """Price of one meter: one figure at one path.

    Args:
        path: where the figure lies; nothing, null, "" and {} there are no figure.
        meter: a name of `meters.METERS`.
        unit: the unit in the provider's words, kept beside the figure in `published`.
        per: how many units of the meter the figure pays for.
        factor: what every figure here is multiplied by, such as CENT.
        factor_paths: where the provider publishes further factors; without one of them there is no
            price.
        discount_path: where the provider publishes a discount, as a fraction of one.
        per_path: where the provider publishes how many units the figure pays for.
        from_float: whether the figure went through a binary float at its source: what lies behind
            twelve significant digits is noise.
        when: which items the charge is for; every one, where nothing is given.
        free: where a figure of zero means free; nowhere, where nothing is given, for most
            providers write a zero where they mean that they do not say.
        included: where a figure of zero means that a plan pays for it.
        conditions: keys of `conditions.CONDITIONS` and their values.
        currency: ISO 4217, or what the seller bills in, such as DBU.
    """

    path: str
    meter: str
    unit: str
    per: int = 1
    factor: Decimal = Decimal(1)
    factor_paths: tuple[str, ...] = ()
    discount_path: str | None = None
    per_path: str | None = None
    from_float: bool = False
    when: Reader[bool] | None = None
    free: Reader[bool] | None = None
    included: Reader[bool] | None = None
    conditions: Mapping[str, object] = field(default_factory=dict)
    currency: str = "USD"

    def __post_init__(self) -> None:
        """Refuse a meter that does not exist when the adapter is imported, not when it runs."""
        if self.meter not in METERS:
            raise ValueError(f"{self.meter!r} is not a meter of meters.METERS")

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The figure, its factors, its discount and its quantity."""
        further = (path for path in (self.discount_path, self.per_path) if path)
        return (self.path, *self.factor_paths, *further)

    def understands(self, item: Item) -> bool:
        """Tell whether the charge is for this item, or the item says no price there."""
        return self._applies(item) or _says_nothing(find(item, self.path))

    def prices(self, item: Item) -> Iterable[Price]:
        """Return the price that the figure says, or none where it says none."""
        if not self._applies(item):
            return
        number = figure(find(item, self.path), self.path)
        factors = self._factors(item)
        per = self._quantity(item)
        if number is None or factors is None or not per:
            return
        published = self._published(number, factors, per)
        if number == -1:
            yield Price(self.meter, PriceState.DYNAMIC, published, conditions=self.conditions)
            return
        amount = per_unit(number, self.factor, *factors, per=per, from_float=self.from_float)
        if amount < 0:
            raise Malformed(self.path, number.text, "a price of at least zero, or -1 for dynamic")
        if amount > 0:
            yield Price(
                self.meter, PriceState.KNOWN, published, amount, self.currency, self.conditions
            )
        elif state := self._zero(item):
            yield Price(self.meter, state, published, conditions=self.conditions)

    def _published(self, number: Figure, factors: list[Figure], per: int) -> str:
        """Return the figure as its source wrote it, with its unit and whatever changes it."""
        published = " x ".join((f"{number.text} {self.unit}", *(f.text for f in factors)))
        return f"{published} per {per}" if self.per_path else published

    def _applies(self, item: Item) -> bool:
        return self.when is None or self.when(item)

    def _zero(self, item: Item) -> PriceState | None:
        """Return what a figure of zero says of an item."""
        if self.free and self.free(item):
            return PriceState.FREE
        return PriceState.INCLUDED if self.included and self.included(item) else None

    def _quantity(self, item: Item) -> int:
        """Return how many units the figure pays for; zero where nobody says."""
        if self.per_path is None:
            return self.per
        quantity = figure(find(item, self.per_path), self.per_path)
        if quantity is not None and (quantity <= 0 or quantity != int(quantity)):
            raise Malformed(self.per_path, quantity.text, "a whole number above zero")
        return int(quantity or 0)

    def _factors(self, item: Item) -> list[Figure] | None:
        """Return the factors that the item publishes; None where one of them is missing."""
        published = (figure(find(item, path), path) for path in self.factor_paths)
        factors = [factor for factor in published if factor]
        if len(factors) < len(self.factor_paths):
            return None
        path = self.discount_path
        discount = figure(find(item, path), path) if path else None
        return [*factors, Figure(str(1 - discount))] if discount else factors


@dataclass(frozen=True, slots=True)
class Unit:
    """Unit that an item names itself; an item with another one is rejected.

    Args:
        path: where it stands, beside the figures.
        expected: the one that the charges are written for.
    """

    path: str
    expected: str

    @property
    def reads(self) -> tuple[str, ...]:
        """The path of the unit."""
        return (self.path,)

    def understands(self, _item: Item) -> bool:
        """Tell that every item names its unit."""
        return True

    def prices(self, item: Item) -> Iterable[Price]:
        """Return no price, or refuse the item."""
        if find(item, self.path.rpartition(".")[0]) and find(item, self.path) != self.expected:
            raise Malformed(self.path, find(item, self.path), self.expected)
        return ()


def scaled(charges: Iterable[Charge], path: str, condition: str, *values: str) -> list[Charge]:
    """Charges again for each value of a condition, times a factor that the item publishes.

    Args:
        charges: for when the condition is not met.
        path: what the path of the factor begins with; the value ends it.
        condition: a key of `conditions.CONDITIONS`.
        values: its values.
    """
    return [
        replace(
            charge,
            factor_paths=(*charge.factor_paths, f"{path}{value}"),
            conditions={condition: value},
        )
        for value in values
        for charge in charges
    ]


def _says_nothing(value: object) -> bool:
    """Tell whether a value is no price wherever nobody says what a zero means."""
    if isinstance(value, str):
        return not value.strip("0. ")
    return value is None or value == {} or (isinstance(value, int | Decimal) and not value)


def figure(value: object, path: str) -> Figure | None:
    """Return the number that a provider wrote as number or as text; None where it wrote none."""
    if value is None or value in ("", {}):
        return None
    if isinstance(value, Figure) and is_sensible(value):
        return value
    text = decimal_text(value)
    if text is None:
        raise Malformed(path, value, "a decimal number of at most 60 digits and 30 places")
    return Figure(text)


def rows(item: Item, path: str) -> list[dict[str, Any]]:
    """Return the objects of a list at a path; no list is no rows, a wrong one is malformed."""
    values = find(item, path)
    if values is None:
        return []
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise Malformed(path, values, "a list of objects")
    return values
