"""Vercel AI Gateway. US dollars as strings: per token, image, second, character, 1000 searches.

What the recorded body does not hold is written from what maintained clients read of it.
https://vercel.com/docs/ai-gateway/models-and-providers, shape last seen in the middle of 2026.
"""

from pricebook.adapters.fields import (
    capabilities,
    count,
    day,
    inputs_of_kind,
    instant,
    outputs_of_kind,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.providers.vercel_ai_gateway.rate_cards import CHARGES, sold

provider = Provider(
    slug="vercel-ai-gateway",
    name="Vercel AI Gateway",
    kind="aggregator",
    website="https://vercel.com/ai-gateway",
    docs_url="https://vercel.com/ai-gateway/models",
    api="https://ai-gateway.vercel.sh/v1",
    sdk="@ai-sdk/gateway",
    names={"litellm": ("vercel_ai_gateway",), "models.dev": ("vercel",)},
    url="https://ai-gateway.vercel.sh/v1/models",
    offers=sold,
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("context_window"),
        "max_output_tokens": count("max_tokens"),
        "input_modalities": inputs_of_kind("type", "tags"),
        "output_modalities": outputs_of_kind("type", "tags"),
        "capabilities": capabilities("tags"),
        "listed_at": instant("created"),
        "release_date": day("released"),
        "source_url": lambda item: f"https://vercel.com/ai-gateway/models/{item['id']}",
    },
    prices=CHARGES,
    unpriced=frozenset({"varies_by_provider"}),
)
