"""Nebius Token Factory, its open catalogue. US dollars per 1M tokens as numbers; zero says nothing.

A model has flavors, each an offer of its own, and prices by region: one that is the same
everywhere has no region. A window of exactly 8,000 tokens is a placeholder, and no other fact.
The catalogue was described by the vendor and never recorded.
https://tokenfactory.nebius.com/model-catalog.md, shape last seen 2026-10.
"""

from collections.abc import Iterable
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, ignored, verbatim
from pricebook.adapters.fields import (
    Item,
    count,
    find,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

BASE = ("base", "cheap")
"""Names of the flavor that the plain id of a model means."""
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True)
CHARGES = (
    tokens("pricing.input_price_per_million_tokens", "input_tokens"),
    tokens("pricing.output_price_per_million_tokens", "output_tokens"),
)
KINDS = {
    "text2text": (("text",), ("text",)),
    "image2text": (("text", "image"), ("text",)),
    "text2image": (("text",), ("image",)),
    "embedding": (("text",), ("embeddings",)),
}
"""What goes in and comes out, by the kind of a model."""
PLACEHOLDER = 8_000
KEYS = ("input_price_per_million_tokens", "output_price_per_million_tokens")


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
    rows = [row for row in regions if isinstance(row, dict)] if isinstance(regions, list) else []
    prices = [{key: row.get(key) for key in KEYS} for row in rows]
    if prices and all(prices[0] == other for other in prices):
        return facts | {"pricing": prices[0]}
    return facts | {"regions": regions}


def side(item: Item, number: int) -> tuple[str, ...]:
    """Read what goes in (0) or comes out (1), where the kind of the model is known."""
    kind = item.get("model_type")
    return KINDS[kind][number] if isinstance(kind, str) and kind in KINDS else ()


def _told(context: int | None) -> int | None:
    return None if context == PLACEHOLDER else context


provider = Provider(
    slug="nebius",
    name="Nebius Token Factory",
    kind="host",
    website="https://nebius.com",
    docs_url="https://nebius.com/token-factory/prices",
    api="https://api.tokenfactory.nebius.com/v1",
    env=("NEBIUS_API_KEY",),
    names={"litellm": ("nebius",), "models.dev": ("nebius",)},
    spellings=((r"-fast$", ""),),
    url="https://tokenfactory.nebius.com/api/public/models_info",
    records="models",
    offers=flavored,
    fields={
        "provider_model_id": required("id"),
        "context_length": lambda item: _told(count("max_model_len")(item)),
        "input_modalities": lambda item: side(item, 0),
        "output_modalities": lambda item: side(item, 1),
        "license": text("license"),
        "quantization": text("quantization"),
        "health_status": text("status"),
    },
    prices=(
        *CHARGES,
        PriceVariants("regions", (verbatim("name", "region"), ignored("country_code")), CHARGES),
    ),
)
