"""Price lists whose rows name their own unit: the unit becomes the key that a rule then reads.

A row in a unit or currency that no rule reads is reported like any other unknown price key.
Whatever is not a list of objects is returned as it is, for the rules to refuse.
"""

from collections.abc import Callable
from typing import Any

from pricebook.adapters.fields import Item
from pricebook.decimals import decimal_text

NANO_DIGITS = 9
"""Digits of the billionths of a sum of money."""


def by_unit(rows: Any, figure: str, unit: str = "unit", currency: str = "currency") -> Any:  # noqa: ANN401 - decoded JSON
    """Turn `[{"value": 3, "unit": "perToken", "currency": "USD"}]` into `[{"USD perToken": 3}]`.

    Args:
        rows: the prices of a list, or an object of such lists; what else they say stays.
        figure: the key of the figure.
        unit: the key of the unit.
        currency: the key of the currency.
    """
    if isinstance(rows, dict):
        return {key: by_unit(rows[key], figure, unit, currency) for key in rows}
    if not _are_objects(rows):
        return rows
    named = {figure, unit, currency}
    return [
        {key: row[key] for key in row if key not in named}
        | {f"{row.get(currency)} {row.get(unit)}": row.get(figure)}
        for row in rows
    ]


def merged(rows: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Turn objects into one; what they say of a key in two ways is kept apart."""
    if not _are_objects(rows):
        return rows
    together: Item = {}
    for row in rows:
        for key in row:
            add_once(together, key, row[key])
    return together


def add_once(figures: Item, key: str, value: Any) -> None:  # noqa: ANN401 - decoded JSON
    """Add a figure; two that contradict each other are kept under a key that no rule reads.

    Args:
        figures: what was said so far.
        key: what the figure is for.
        value: the figure.
    """
    twice = f"{key}, contradictory"
    if twice not in figures and figures.setdefault(key, value) != value:
        figures[twice] = figures.pop(key)


def by_name(rows: Any, name: str, value: str) -> Item:  # noqa: ANN401 - decoded JSON
    """Turn `[{"id": "beta", "value": "true"}]` into `{"beta": "true"}`.

    Args:
        rows: a list of objects; anything else is an empty object.
        name: the key of what becomes a key.
        value: the key of what becomes its value.
    """
    return {str(row.get(name)): row.get(value) for row in rows} if _are_objects(rows) else {}


def by_key(figures: Any, name: str, value: str) -> Any:  # noqa: ANN401 - decoded JSON
    """Turn `{"1024x1024": 0.04}` into `[{"resolution": "1024x1024", "price": 0.04}]`.

    Args:
        figures: an object of figures; anything else stays.
        name: what the key becomes.
        value: what the figure becomes.
    """
    if not isinstance(figures, dict):
        return figures
    return [{name: key, value: figures[key]} for key in figures]


def as_rows(rows: Any, name: str) -> Any:  # noqa: ANN401 - decoded JSON
    """Turn `{"eu": {"input": 3}}` into `[{"region": "eu", "input": 3}]`, for `PriceVariants`."""
    if not isinstance(rows, dict) or not _are_objects(list(rows.values())):
        return rows
    return [{name: key, **row} for key, row in rows.items()]


def replaced(item: Item, path: str, change: Callable[[Any], Any]) -> Item:
    """Return an item with something else in place of what lies at a path, if anything does.

    Args:
        item: it stays as it is.
        path: dotted.
        change: returns what takes the place of the value.
    """
    step, _, rest = path.partition(".")
    inner = item.get(step)
    if inner is None or (rest and not isinstance(inner, dict)):
        return item
    return item | {step: replaced(inner, rest, change) if rest else change(inner)}


def money(value: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Turn `{"units": 0, "nanos": 750000}` into `"0.00075"`: units and billionths of one."""
    parts = [value.get(key, 0) for key in ("units", "nanos")] if isinstance(value, dict) else []
    whole, billionths = (decimal_text(part) or "" for part in parts or ("", ""))
    if not (whole.isdecimal() and billionths.isdecimal() and len(billionths) <= NANO_DIGITS):
        return value
    return f"{whole}.{billionths.zfill(NANO_DIGITS)}"


def _are_objects(rows: object) -> bool:
    """Tell whether this is a list of objects."""
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
