"""Products of Scaleway: a row for each side, mode and region of a model."""

from collections.abc import Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import Item, equals, find
from pricebook.adapters.reshape import money

FACTS = "properties.generative_apis"
of_models = equals("product_category", "Generative APIs")


def by_model(rows: Iterable[Any]) -> Iterator[Any]:
    """Join the rows of a model; what is no object goes on, to be set aside."""
    models: dict[str, Item] = {}
    for row in rows:
        if not isinstance(row, dict):
            yield row
        elif of_models(row) or "product_category" not in row:
            model = models.setdefault(str(find(row, "product")), {"id": find(row, "product")})
            model["status"] = row.get("status")
            _add(model.setdefault("pricing", {}), row)
    yield from models.values()


def _add(prices: Item, row: Item) -> None:
    """Add a price; where another region has another one, both are not read, but reported."""
    key, price = _paid_for(row), money(find(row, "price.retail_price"))
    twice = f"{key}, contradictory"
    if twice not in prices and prices.setdefault(key, price) != price:
        prices[twice] = prices.pop(key)


def _paid_for(row: Item) -> str:
    """Return what the row's figure pays for, in which currency and unit."""
    paths = ("token_type", "consumption_mode")
    kind, mode = (find(row, f"{FACTS}.{path}") for path in paths)
    size, unit = (find(row, f"unit_of_measure.{path}") for path in ("size", "unit"))
    return f"{kind} {mode} {find(row, 'price.retail_price.currency_code')} {size} {unit}"
