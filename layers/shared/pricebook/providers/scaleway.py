"""Scaleway Generative APIs, in its product catalogue. EUR per 1,000 tokens, or per 60 seconds.

The catalogue has all products of the cloud, one row for each side and mode of a model, and needs no
key; its filters are ignored. A row without a price is free or retired: unknown.
https://api.scaleway.com/product-catalog/v2alpha1/public-catalog/products, shape last seen 2026-10.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import Item, equals, find, required, text
from pricebook.adapters.pagination import counted
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import money
from pricebook.pricing.meters import THOUSAND

PAGE = 1000
MINUTE = "EUR per 60 seconds"
FACTS = "properties.generative_apis"
BATCH = {"service_tier": "batch"}
euros = partial(Charge, currency="EUR")
tokens = partial(euros, unit="EUR per 1000 tokens", per=THOUSAND)
of_models = equals("product_category", "Generative APIs")


def by_model(rows: Iterable[Any]) -> Iterator[Any]:
    """Join the rows of a model; what is no object goes on, to be set aside."""
    models: dict[str, Item] = {}
    for row in rows:
        if not isinstance(row, dict):
            yield row
        elif of_models(row) or "product_category" not in row:
            model = models.setdefault(str(find(row, "product")), {"id": find(row, "product")})
            price = {_paid_for(row): money(find(row, "price.retail_price"))}
            prices = model.get("pricing", {}) | price
            model |= {"status": row.get("status"), "pricing": prices}
    yield from models.values()


def _paid_for(row: Item) -> str:
    """Return what the row's figure pays for, in which currency and unit."""
    paths = ("token_type", "consumption_mode")
    kind, mode = (find(row, f"{FACTS}.{path}") for path in paths)
    size, unit = (find(row, f"unit_of_measure.{path}") for path in ("size", "unit"))
    return f"{kind} {mode} {find(row, 'price.retail_price.currency_code')} {size} {unit}"


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
    fields={"provider_model_id": required("id"), "health_status": text("status")},
    prices=(
        tokens("pricing.input_token realtime EUR 1000 token", "input_tokens"),
        tokens("pricing.output_token realtime EUR 1000 token", "output_tokens"),
        tokens("pricing.input_cached_token realtime EUR 1000 token", "cache_read_tokens"),
        tokens("pricing.input_token batch EUR 1000 token", "input_tokens", conditions=BATCH),
        tokens("pricing.output_token batch EUR 1000 token", "output_tokens", conditions=BATCH),
        euros("pricing.input_duration realtime EUR 60 second", "input_seconds", MINUTE, per=60),
    ),
)
