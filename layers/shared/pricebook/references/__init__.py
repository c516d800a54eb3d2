"""Reference lists: what others wrote down of many sellers' offers, read as second opinions.

The registry: every module of this folder that declares one Reference, under the list's name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal

from pricebook.decimals import decimal_text
from pricebook.pricing.price import Figure, Price, PriceState, per_unit
from pricebook.references.sellers import Known

BASE: Mapping[str, object] = {}
"""The conditions of a base price."""

type Match = Literal["exact", "rule", "fallback"]
"""How a list means an offer: by its id, by a rule of the list's own, by another seller's entry."""


@dataclass(frozen=True, slots=True)
class ListedOffer:
    """What a list states of one offer: its rate card and its facts.

    Args:
        provider: the seller's slug, as we call it.
        provider_model_id: the seller's own id, without what the list puts before it.
        prices: US dollars per one unit, in our meters and conditions.
        facts: values by the names of the columns of `models`, as JSON; unknown is absent.
        listed_as: the list's own key of the entry.
        match: how the list means this offer.
        dated: the day of which its word is, where it is none of today.
    """

    provider: str
    provider_model_id: str
    prices: tuple[Price, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    listed_as: str = ""
    match: Match = "exact"
    dated: date | None = None


def _undated(_body: object) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A list, where it lies, and how to read its decoded body (floats as `price.Figure`).

    Args:
        name: what people call it.
        read: returns what it states, given its body and what is known already.
        by_rule: whether it states something of ids that it does not name.
        dated: returns the last day of which its body tells; None where it names no days.
    """

    name: str
    url: str
    docs_url: str
    read: Callable[[Any, Known], Iterator[ListedOffer]]
    by_rule: bool = False
    dated: Callable[[Any], date | None] = _undated

    @property
    def source(self) -> str:
        """The source of its prices and facts."""
        return f"reference:{self.name}"


@cache
def references() -> dict[str, Reference]:
    """Return every list by name: those that describe ids last, when most ids are known."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    declared = (module.reference for module in modules if hasattr(module, "reference"))
    return {
        reference.name: reference
        for reference in sorted(declared, key=lambda r: (r.by_rule, r.name))
    }


def objects(value: object) -> dict[str, dict[str, Any]]:
    """Return the entries of an object that are objects themselves; no object has none."""
    if not isinstance(value, dict):
        return {}
    return {key: inner for key, inner in value.items() if isinstance(inner, dict)}


def rows(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; no list has none."""
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts that say something, dates as text."""
    plain = {name: _plain(value) for name, value in facts.items()}
    return {name: value for name, value in plain.items() if value not in (None, [], "")}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


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
        amount = per_unit(number, per=per, from_float=True)
        yield Price(meter, PriceState.KNOWN, f"{number.text} {unit}", amount, "USD", conditions)


def _figure(value: object) -> Figure | None:
    text = None if isinstance(value, str) else decimal_text(value)
    if text is None:
        return None
    number = value if isinstance(value, Figure) else Figure(text)
    return number if number > 0 else None


def joined(entries: Iterable[ListedOffer]) -> Iterator[ListedOffer]:
    """Yield each offer once; of two prices that differ between its entries, neither counts."""
    offers: dict[tuple[str, str], list[ListedOffer]] = {}
    for entry in entries:
        offers.setdefault((entry.provider, entry.provider_model_id), []).append(entry)
    for several in offers.values():
        if len(several) == 1:
            yield several[0]
            continue
        prices = _undisputed(price for entry in several for price in entry.prices)
        yield replace(several[0], prices=prices, facts=_facts(several))


def _facts(several: list[ListedOffer]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for entry in reversed(several):
        facts |= entry.facts
    ends = [
        entry.facts["deprecation_date"] for entry in several if "deprecation_date" in entry.facts
    ]
    return facts | ({"deprecation_date": min(ends)} if ends else {})


def _undisputed(prices: Iterable[Price]) -> tuple[Price, ...]:
    same: dict[tuple[str, str], list[Price]] = {}
    for price in prices:
        # repr tells conditions apart well enough: one reader always writes their keys in one order
        same.setdefault((price.meter, repr(price.conditions)), []).append(price)
    return tuple(each[0] for each in same.values() if len({p.amount for p in each}) == 1)
