"""Rows of figures that name what they are for: `price`, `per` how many, of which unit, and when.

What a row names becomes the key of its figure, so that a unit or a condition that no rule reads
is reported like every other key. An id stands in the list once for each kind of endpoint: together
they are one model, and what they state in two ways is reported.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import Item, words

FIGURE = ("price", "per")
MEASURE = ("name", "content", "origin", "measure", "author")


def by_id(items: Iterable[Any]) -> Iterator[Any]:
    """Join the items of one id; what has no id goes on, to be set aside."""
    models: dict[str, list[Item]] = {}
    for item in items:
        name = item.get("id") if isinstance(item, dict) else None
        if isinstance(name, str):
            models.setdefault(name, []).append(item)
        else:
            yield item
    yield from (_model(listed) for listed in models.values())


def _model(items: list[Item]) -> Item:
    """Return items as one; of their facts those of the kind that makes more than text stand."""
    facts: Item = {}
    for item in sorted(items, key=_makes_text):
        facts = item | facts
    priced = [item for item in items if item.get("pricing") is not None]
    return facts | {"pricing": _pricing(priced)} if priced else facts


def _makes_text(item: Item) -> bool:
    return words("modalities.output")(item) in ((), ("text",))


def _pricing(items: list[Item]) -> Any:  # noqa: ANN401 - decoded JSON
    """Put the rows of what is in US dollars under such keys; the rest is left as it is."""
    known = [item for item in items if _is_in_dollars(item["pricing"])]
    others = [item["pricing"] for item in items if item not in known]
    if not known:
        return others[0] if len(others) == 1 else {"others": others}
    pricing: Item = {key: value for item in known for key, value in item["pricing"].items()}
    rows = {"units": _units(known), "variants": [row for item in known for row in _variants(item)]}
    pricing |= {key: kept for key, kept in rows.items() if kept}
    return pricing | {"others": others} if others else pricing


def _is_in_dollars(pricing: Any) -> bool:  # noqa: ANN401 - decoded JSON
    return isinstance(pricing, dict) and pricing.get("currency", "USD") == "USD"


def _units(items: list[Item]) -> Item:
    """Return figures by what they are for; two for the same thing are not read, but reported."""
    units: Item = {}
    for unit in (unit for item in items for unit in _objects(item["pricing"].get("units"))):
        key, stated = _measure(unit), _figure(unit)
        twice = f"{key}, contradictory"
        if twice not in units and units.setdefault(key, stated) != stated:
            units[twice] = units.pop(key)
    return units


def _variants(item: Item) -> list[Item]:
    sold = "+".join(words("modalities.output")(item))
    return [_variant(variant, sold) for variant in _objects(item["pricing"].get("variants"))]


def _objects(values: object) -> list[Item]:
    values = values if isinstance(values, list) else []
    return values if all(isinstance(value, dict) for value in values) else []


def _figure(row: Item) -> Item:
    return {key: row.get(key) for key in FIGURE}


def _measure(unit: Item) -> str:
    """Name a unit, such as `token text generated`, with whatever else its row says behind it."""
    named = [unit.get("name"), unit.get("content", "text"), unit.get("origin", unit.get("measure"))]
    more = sorted(f"{key}={unit[key]}" for key in unit.keys() - {*FIGURE, *MEASURE})
    return " ".join(str(word) for word in (*named, *more))


def _variant(variant: Item, sold: str) -> Item:
    when = variant.get("when")
    rest = {key: variant[key] for key in variant.keys() - {"when", "unit", *FIGURE}}
    conditions = when if isinstance(when, dict) else {"when": when}
    return {**rest, **conditions, f"{variant.get('unit')} of {sold}": _figure(variant)}
