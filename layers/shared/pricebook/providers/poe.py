"""Poe. US dollars per token or per request as strings; no price object means free or unknown.

The list of 2025 had no prices. `created` is in milliseconds; windows are wrong by a factor of
1000 at times and not read; what `image` counts is not documented, and it stays unread.
https://creator.poe.com/docs/external-applications/openai-compatible-api, shape last seen 2026.
"""

from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import instant, modalities, required, text
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import CHAT_ONLY

tokens = partial(Charge, unit="USD per token")

provider = Provider(
    slug="poe",
    name="Poe",
    kind="aggregator",
    website="https://poe.com",
    docs_url="https://creator.poe.com/docs",
    api="https://api.poe.com/v1",
    names={"litellm": ("poe",), "models.dev": ("poe",)},
    spellings=((r"-(t|fw|cs|di|n|b10|omni)$", ""), (r"^openai-", ""), *CHAT_ONLY),
    url="https://api.poe.com/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("metadata.display_name", "id"),
        "description": text("description"),
        "input_modalities": modalities("architecture.input_modalities"),
        "output_modalities": modalities("architecture.output_modalities"),
        "listed_at": instant("created"),
        "source_url": lambda item: f"https://poe.com/{item['id']}",
    },
    prices=(
        tokens("pricing.prompt", "input_tokens"),
        tokens("pricing.completion", "output_tokens"),
        tokens("pricing.input_cache_read", "cache_read_tokens"),
        tokens("pricing.input_cache_write", "cache_write_tokens"),
        Charge("pricing.request", "requests", "USD per request"),
    ),
)
