"""Cortecs. EUR per 1M tokens as numbers, and the currency beside them; zero says nothing.

https://api.cortecs.ai/v1/models, shape last seen 2026-11.
"""

from functools import partial

from pricebook.adapters.charges import Charge, Unit
from pricebook.adapters.fields import capabilities, count, instant, modalities, required, text
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

tokens = partial(Charge, unit="EUR per 1M tokens", per=MILLION, currency="EUR", from_float=True)

provider = Provider(
    slug="cortecs",
    name="Cortecs",
    kind="aggregator",
    website="https://cortecs.ai",
    docs_url="https://api.cortecs.ai/v1/models",
    api="https://api.cortecs.ai/v1",
    env=("CORTECS_API_KEY",),
    names={"models.dev": ("cortecs",)},
    url="https://api.cortecs.ai/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("context_size"),
        "input_modalities": modalities("modalities"),
        "capabilities": capabilities("supported_features"),
        "listed_at": instant("created"),
    },
    prices=(
        Unit("pricing.currency", "EUR"),
        tokens("pricing.input_token", "input_tokens"),
        tokens("pricing.output_token", "output_tokens"),
        tokens("pricing.cache_read_cost", "cache_read_tokens"),
        tokens("pricing.cache_write_cost", "cache_write_tokens"),
    ),
)
