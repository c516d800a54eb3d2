"""Rows of figures that name what they are for: `price`, `per` how many, of which unit, and when.

What a row names becomes the key of its figure, so that a unit or a condition that no rule reads
is reported like every other key.
"""

from pricebook.adapters.fields import Item, words

FIGURE = ("price", "per")
MEASURE = ("name", "content", "origin", "measure", "author")


def by_unit(item: Item) -> list[Item]:
    """Put the rows of `pricing` under such keys, where they are in US dollars."""
    pricing = item.get("pricing")
    if not isinstance(pricing, dict) or pricing.get("currency", "USD") != "USD":
        return [item]
    units, variants = _objects(pricing.get("units")), _objects(pricing.get("variants"))
    sold = "+".join(words("modalities.output")(item))
    rows = {
        # reversed, so that of two rows for the same thing the first stands
        "units": {_measure(unit): _figure(unit) for unit in reversed(units)},
        "variants": [_variant(variant, sold) for variant in variants],
    }
    return [item | {"pricing": pricing | {key: kept for key, kept in rows.items() if kept}}]


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
