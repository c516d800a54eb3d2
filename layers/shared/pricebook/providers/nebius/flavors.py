"""Flavors of a model at Nebius: each is an offer, with a price for each region."""

from collections.abc import Iterable

from pricebook.adapters.fields import Item, find

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
PLACE = {"name", "country_code"}
"""Keys of a region that say which it is."""


def flavored(item: Item) -> Iterable[Item]:
    """Return an offer for each flavor of a model, under the id that clients call."""
    flavors = find(item, "flavors")
    flavors = [f for f in flavors if isinstance(f, dict)] if isinstance(flavors, list) else []
    return [_offer(item, flavor) for flavor in flavors] or [item]


def _offer(item: Item, flavor: Item) -> Item:
    facts = {key: value for key, value in item.items() if key != "flavors"}
    name, regions = flavor.get("name"), flavor.get("regions")
    plain = name in BASE or not isinstance(item.get("id"), str)
    facts["id"] = item.get("id") if plain else f"{item['id']}-{name}"
    stated = {key: value for key, value in flavor.items() if key not in {"name", "regions"}}
    rows = [row for row in regions if isinstance(row, dict)] if isinstance(regions, list) else []
    prices = [{key: row[key] for key in row.keys() - PLACE} for row in rows]
    if prices and all(prices[0] == other for other in prices):
        return facts | {"pricing": stated | prices[0]}
    return facts | {"pricing": stated, "regions": regions}


def side(item: Item, number: int) -> tuple[str, ...]:
    """Read what goes in (0) or comes out (1), where the kind of the model is known."""
    kind = item.get("model_type")
    return KINDS[kind][number] if isinstance(kind, str) and kind in KINDS else ()


def told(context: int | None) -> int | None:
    """Return a window that is no placeholder."""
    return None if context == PLACEHOLDER else context
