"""Reference lists: what others wrote down of many sellers' prices, read as a second opinion.

The registry: every module of this folder declares one Reference, under the list's name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pricebook.adapters.charges import MAGNITUDE
from pricebook.pricing.price import Figure, Price, PriceState, per_unit

BASE: Mapping[str, object] = {}
"""The conditions of a base price."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a list says of one model of one seller.

    Args:
        provider: the seller's slug, as we call it.
        provider_model_id: the seller's own id, without what the list puts before it.
        prices: US dollars per one unit, in our meters and conditions.
        deprecation_date: when the seller retires the model.
    """

    provider: str
    provider_model_id: str
    prices: tuple[Price, ...]
    deprecation_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A list, where it lies, and how to read its decoded body (floats as `money.Figure`)."""

    name: str
    url: str
    docs_url: str
    read: Callable[[Any], Iterator[Told]]


@cache
def references() -> dict[str, Reference]:
    """Return every list by name, in alphabetical order."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    declared = (module.reference for module in modules)
    return {reference.name: reference for reference in sorted(declared, key=lambda r: r.name)}


def objects(value: object) -> dict[str, dict[str, Any]]:
    """Return the entries of an object that are objects themselves; no object has none."""
    if not isinstance(value, dict):
        return {}
    return {key: inner for key, inner in value.items() if isinstance(inner, dict)}


def rows(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; no list has none."""
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def quoted(
    meter: str,
    value: object,
    unit: str,
    *,
    per: int = 1,
    conditions: Mapping[str, object] = BASE,
) -> Iterator[Price]:
    """Yield the price that a figure says; a zero is how lists spell that they do not know."""
    number = _figure(value)
    if number is not None:
        # Lists are written by programs that hold their figures as binary floats.
        amount = per_unit(number, per=per, dust=True)
        yield Price(meter, PriceState.KNOWN, f"{number.text} {unit}", amount, "USD", conditions)


def _figure(value: object) -> Figure | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = value if isinstance(value, Figure) else Figure(str(value))
    if not number.is_finite() or number <= 0 or abs(number.adjusted()) > MAGNITUDE:
        return None
    return number


def joined(entries: Iterable[Told]) -> Iterator[Told]:
    """Say once what several entries say of one model; of two prices that differ, neither counts."""
    models: dict[tuple[str, str], list[Told]] = {}
    for told in entries:
        models.setdefault((told.provider, told.provider_model_id), []).append(told)
    for (provider, model_id), several in models.items():
        prices = _undisputed(price for told in several for price in told.prices)
        dates = [told.deprecation_date for told in several if told.deprecation_date]
        if prices or dates:
            yield Told(provider, model_id, prices, min(dates, default=None))


def _undisputed(prices: Iterable[Price]) -> tuple[Price, ...]:
    said: dict[tuple[str, str], list[Price]] = {}
    for price in prices:
        # repr tells conditions apart well enough: one reader always writes their keys in one order
        said.setdefault((price.meter, repr(price.conditions)), []).append(price)
    return tuple(same[0] for same in said.values() if len({price.amount for price in same}) == 1)
