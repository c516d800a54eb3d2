"""Products of Scaleway: a row for each side, mode and region of a model."""

from collections.abc import Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import Item, equals, find
from pricebook.adapters.reshape import add_once, money

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
            # where another region has another price, both are not read, but reported
            price = money(find(row, "price.retail_price"))
            add_once(model.setdefault("pricing", {}), _paid_for(row), price)
    yield from models.values()


def _paid_for(row: Item) -> str:
    """Return what the row's figure pays for, in which currency and unit."""
    paths = ("token_type", "consumption_mode")
    kind, mode = (find(row, f"{FACTS}.{path}") for path in paths)
    size, unit = (find(row, f"unit_of_measure.{path}") for path in ("size", "unit"))
    return f"{kind} {mode} {find(row, 'price.retail_price.currency_code')} {size} {unit}"
