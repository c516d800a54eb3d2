"""OpenRouter. US dollars per token as strings; -1 is for a router, which charges what it picks.

https://openrouter.ai/docs/api-reference/list-available-models, shape last seen 2026-09-25.
"""

from pricebook.adapters.fields import equals
from pricebook.adapters.openrouter_list import LIST_FIELDS, list_prices
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import Rewrites

# Where more than text comes out, a zero hides a price per song that only the description tells.
TEXT = equals("architecture.output_modalities", ["text"])
SPELLINGS: Rewrites = (
    (r"^openrouter/", ""),
    (r"^deepseek/deepseek-chat$", "deepseek/deepseek-v3"),
    (r"^(openai/o\d-mini)-high$", r"\1"),
    (r"^(anthropic/claude-[\w.-]+)-fast$", r"\1"),
)

provider = Provider(
    slug="openrouter",
    name="OpenRouter",
    kind="aggregator",
    website="https://openrouter.ai",
    docs_url="https://openrouter.ai/models",
    api="https://openrouter.ai/api/v1",
    sdk="@openrouter/ai-sdk-provider",
    names={
        "genai-prices": ("openrouter",),
        "litellm": ("openrouter",),
        "models.dev": ("openrouter",),
    },
    spellings=SPELLINGS,
    id_prefixes=("openrouter",),
    # without the parameter the list has only what text comes out of
    url="https://openrouter.ai/api/v1/models?output_modalities=all",
    fields={
        **LIST_FIELDS,
        "source_url": lambda item: f"https://openrouter.ai/{item['id']}",
    },
    prices=list_prices(free=TEXT),
)
