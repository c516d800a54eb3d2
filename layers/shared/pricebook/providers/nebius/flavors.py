"""Flavors of a model at Nebius: each is an offer, with one price or with one for each region."""

from collections.abc import Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import Item, find, text

BASE = ("base", "cheap")
"""Names of the flavor that the plain id of a model means."""
KINDS = {
    "text2text": (("text",), ("text",)),
    "image2text": (("text", "image"), ("text",)),
    "text2image": (("text",), ("image",)),
    "embedding": (("text",), ("embeddings",)),
}
"""What goes in and comes out, by the kind of a model."""
PLACEHOLDER = 8_000
PLACE = ("name", "country_code")
"""Keys of a region that say which it is."""


def flavored(item: Item) -> Iterable[Item]:
    """Return an offer for each id that the flavors of a model have."""
    offers: dict[str | None, list[Item]] = {}
    for flavor in _objects(find(item, "flavors")):
        offers.setdefault(_name(item, flavor), []).append(flavor)
    return [_offer(item, name, flavors) for name, flavors in offers.items()] or [item]


def _name(item: Item, flavor: Item) -> str | None:
    """Return the id that clients call: the flavor's own, or that of the model and its name."""
    own, model, name = text("model_id")(flavor), text("id")(item), text("name")(flavor)
    return own or (model if model is None or name in BASE else f"{model}-{name}")


def _offer(item: Item, name: str | None, flavors: list[Item]) -> Item:
    rows = [row for flavor in flavors for row in _rows(flavor)]
    shared = {
        k: v for one in flavors for k, v in one.items() if k not in PLACE and "price" not in k
    }
    facts = {**item, **shared, "id": name}
    del facts["flavors"]
    facts.pop("regions", None)
    prices = [{key: row[key] for key in row.keys() - {*PLACE}} for row in rows]
    if all(prices[0] == other for other in prices):
        return facts | {"pricing": prices[0]}
    if sum("name" not in row for row in rows) > 1:
        return facts | {"pricing": {"contradictory": prices}}
    return facts | {"regions": rows}


def _rows(flavor: Item) -> Iterator[Item]:
    """Yield the prices of a flavor in each region; where none is named, those of all."""
    prices = {key: value for key, value in flavor.items() if "price" in key}
    for region in _objects(flavor.get("regions")) or [{}]:
        yield prices | region


def _objects(values: Any) -> list[Item]:  # noqa: ANN401 - decoded JSON
    return [v for v in values if isinstance(v, dict)] if isinstance(values, list) else []


def side(item: Item, number: int) -> tuple[str, ...]:
    """Read what goes in (0) or comes out (1), where the kind of the model is known."""
    kind = text("model_type", "type")(item)
    return KINDS[kind][number] if kind in KINDS else ()


def told(context: int | None) -> int | None:
    """Return a window that is no placeholder."""
    return None if context == PLACEHOLDER else context
