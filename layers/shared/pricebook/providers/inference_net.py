"""Inference.net. US dollars per token as strings, in a list that needs no key since 2026.

https://docs.inference.net, shape last seen 2025-09-09; prices by a probe of September 2026.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import count, instant, modalities, required, text
from pricebook.adapters.provider import Provider

tokens = partial(Charge, unit="USD per token")

provider = Provider(
    slug="inference-net",
    name="Inference.net",
    kind="host",
    website="https://inference.net",
    docs_url="https://docs.inference.net",
    api="https://api.inference.net/v1",
    env=("INFERENCE_NET_API_KEY",),
    names={"models.dev": ("inference",)},
    url="https://api.inference.net/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "context_length": count("context_length"),
        "input_modalities": modalities("architecture.input_modalities"),
        "output_modalities": modalities("architecture.output_modalities"),
        "listed_at": instant("created"),
    },
    prices=(
        tokens("pricing.prompt", "input_tokens"),
        tokens("pricing.completion", "output_tokens"),
        tokens("pricing.input_cache_read", "cache_read_tokens"),
    ),
)
