"""Nebius Token Factory, its open catalogue. US dollars per 1M tokens as numbers; zero says nothing.

A model has flavors, each with its id, its window and its prices, or with prices by region: one that
is the same everywhere has no region. A window of exactly 8,000 tokens is a placeholder. The list is
bare; an envelope and prices inside regions, as it was first described, are read as well.
https://tokenfactory.nebius.com/model-catalog.md, shape last seen 2026-10.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, ignored, verbatim
from pricebook.adapters.fields import (
    count,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION
from pricebook.providers.nebius.flavors import flavored, side, told

tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True)
CHARGES = (
    tokens("pricing.input_price_per_million_tokens", "input_tokens"),
    tokens("pricing.output_price_per_million_tokens", "output_tokens"),
)
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
        "name": text("name"),
        "context_length": lambda item: told(count("max_model_len")(item)),
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
