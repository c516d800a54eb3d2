"""OpenRouter. US dollars per token as strings; -1 is for a router, which charges what it picks.

https://openrouter.ai/docs/api-reference/list-available-models, shape last seen 2026-08-22.
"""

from functools import partial

from pricebook.adapters.charges import OPENROUTER_TOKENS, Charge, same_figure
from pricebook.adapters.conditions import PriceVariants, prompt_above, weekdays, window
from pricebook.adapters.fields import (
    capabilities,
    count,
    day,
    equals,
    instant,
    modalities,
    required,
    text,
    words,
)
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import Rewrites

# Where more than text comes out, a zero hides a price per song that only the description tells.
TEXT = equals("architecture.output_modalities", ["text"])
# 2025 published the price of an image, 2026 that of an image's token, which always is the prompt's.
PER_TOKEN = same_figure("pricing.image", "pricing.prompt")
tokens = partial(Charge, unit="USD per token")
CHARGES = (
    tokens("pricing.prompt", "input_tokens", free=TEXT),
    tokens("pricing.completion", "output_tokens", free=TEXT),
    *(tokens(path, meter) for path, meter in OPENROUTER_TOKENS.items()),
    tokens("pricing.input_cache_write_1h", "cache_write_tokens", conditions={"cache_ttl": "1h"}),
)
WHEN = (prompt_above("min_prompt_tokens"), window("utc_start", "utc_end"), weekdays("utc_days"))

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
    url="https://openrouter.ai/api/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "description": text("description"),
        "context_length": count("context_length"),
        "max_output_tokens": count("top_provider.max_completion_tokens"),
        "input_modalities": modalities("architecture.input_modalities"),
        "output_modalities": modalities("architecture.output_modalities"),
        "capabilities": capabilities("supported_parameters"),
        "supported_parameters": words("supported_parameters"),
        "tokenizer": text("architecture.tokenizer"),
        "knowledge_cutoff": day("knowledge_cutoff"),
        "listed_at": instant("created"),
        "deprecation_date": day("expiration_date"),
        "source_url": lambda item: f"https://openrouter.ai/{item['id']}",
    },
    prices=(
        *CHARGES,
        tokens("pricing.image", "input_image_tokens", when=PER_TOKEN),
        Charge("pricing.image", "input_images", "USD per image", when=lambda i: not PER_TOKEN(i)),
        Charge("pricing.web_search", "web_searches", "USD per search"),
        Charge("pricing.request", "requests", "USD per request"),
        PriceVariants("pricing.overrides", WHEN, CHARGES),
    ),
)
