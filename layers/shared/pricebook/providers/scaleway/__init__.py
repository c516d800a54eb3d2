"""Scaleway Generative APIs, in its product catalogue. EUR per 1,000 tokens, or per 60 seconds.

The catalogue has all products of the cloud, one row for each side and mode of a model, and needs no
key; its filters are ignored. A row without a price is free or retired: unknown.
https://api.scaleway.com/product-catalog/v2alpha1/public-catalog/products, shape last seen 2026-10.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import required, text
from pricebook.adapters.pagination import counted
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import THOUSAND
from pricebook.providers.scaleway.products import by_model

PAGE = 1000
MINUTE = "EUR per 60 seconds"
BATCH = {"service_tier": "batch"}
euros = partial(Charge, currency="EUR")
tokens = partial(euros, unit="EUR per 1000 tokens", per=THOUSAND)


provider = Provider(
    slug="scaleway",
    name="Scaleway",
    kind="cloud",
    website="https://www.scaleway.com/en/generative-apis",
    docs_url="https://www.scaleway.com/en/docs/generative-apis",
    api="https://api.scaleway.ai/v1",
    env=("SCALEWAY_API_KEY",),
    names={"litellm": ("scaleway",), "models.dev": ("scaleway",)},
    unpriced_in=("litellm", "models.dev"),  # which call its euros dollars
    url="https://api.scaleway.com/product-catalog/v2alpha1/public-catalog/products"
    f"?page_size={PAGE}",
    records="products",
    next_page=counted("total_count", PAGE),
    gather=by_model,
    fields={
        "provider_model_id": required("id"),
        "health_status": text("status"),
        "offered": lambda item: item.get("status") != "retired",
    },
    prices=(
        tokens("pricing.input_token realtime EUR 1000 token", "input_tokens"),
        tokens("pricing.output_token realtime EUR 1000 token", "output_tokens"),
        tokens("pricing.input_cached_token realtime EUR 1000 token", "cache_read_tokens"),
        tokens("pricing.input_token batch EUR 1000 token", "input_tokens", conditions=BATCH),
        tokens("pricing.output_token batch EUR 1000 token", "output_tokens", conditions=BATCH),
        euros("pricing.input_duration realtime EUR 60 second", "input_seconds", MINUTE, per=60),
    ),
)
