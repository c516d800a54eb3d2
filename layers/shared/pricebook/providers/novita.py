"""Novita AI. US dollars per 1M tokens as strings, and whole numbers of 1/10000 of a dollar.

Only a model without `pricing` and without tiers is free at zero.
https://novita.ai/docs/api-reference/model-apis-llm-list-models, shape last seen 2026-10-04.
"""

from decimal import Decimal
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import (
    capabilities,
    count,
    instant,
    lacks,
    modalities,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

whole = partial(Charge, unit="1/10000 USD per 1M tokens", per=MILLION, factor=Decimal("0.0001"))
exact = partial(Charge, unit="USD per 1M tokens", per=MILLION)
# Of two that say the same thing the later stands: the string, which has every digit.
CHARGES = (
    whole("pricing.prompt.price_per_m", "input_tokens"),
    whole("pricing.completion.price_per_m", "output_tokens"),
    whole("pricing.input_cache_read.price_per_m", "cache_read_tokens"),
    exact("pricing.prompt.price_per_m_decimal", "input_tokens"),
    exact("pricing.completion.price_per_m_decimal", "output_tokens"),
    exact("pricing.input_cache_read.price_per_m_decimal", "cache_read_tokens"),
)
TIERS = prompt_above("min_tokens", until="max_tokens", base=1)
FREE = lacks("pricing", "is_tiered_billing", "tiered_billing_configs")

provider = Provider(
    slug="novita",
    name="Novita AI",
    kind="host",
    website="https://novita.ai",
    docs_url="https://novita.ai/pricing",
    api="https://api.novita.ai/openai",
    names={
        "genai-prices": ("novita",),
        "litellm": ("novita",),
        "models.dev": ("novita-ai",),
        "portkey": ("novita-ai",),
    },
    spellings=((r"-(p|dst)$", ""), (r"^(deepseek/deepseek-(?:r1|v3))-turbo$", r"\1")),
    url="https://api.novita.ai/v3/openai/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("display_name", "title"),
        "description": text("description"),
        "context_length": count("context_size"),
        "max_output_tokens": count("max_output_tokens"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": capabilities("features"),
        "listed_at": instant("created"),
        "offered": lambda item: item.get("status") in (None, 1),
    },
    prices=(
        PriceVariants("tiered_billing_configs", (TIERS,), CHARGES, inside="pricing"),
        whole("input_token_price_per_m", "input_tokens", free=FREE),
        whole("output_token_price_per_m", "output_tokens", free=FREE),
        *CHARGES,
    ),
    unpriced=frozenset({"origin_price_per_m", "origin_price_per_m_decimal"}),
)
