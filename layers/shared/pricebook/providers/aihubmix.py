"""AIHubMix. US dollars per 1M tokens; longer prompts by tiers; zero says nothing.

Features and modalities are words with commas between them. Only language models are asked for.
https://aihubmix.com/api/v1/models, shape last seen 2026-11.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import (
    Item,
    capabilities,
    count,
    count_below,
    day,
    find,
    modalities,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.reshape import replaced
from pricebook.pricing.meters import MILLION

LISTS = ("features", "input_modalities", "output_modalities")
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True)
CHARGES = (
    tokens("pricing.input", "input_tokens"),
    tokens("pricing.output", "output_tokens"),
    tokens("pricing.cache_read", "cache_read_tokens"),
    tokens("pricing.cache_write", "cache_write_tokens"),
)


def split(item: Item) -> Iterable[Item]:
    """Make lists of the words with commas between them, and keys of the types of tiers."""
    for path in LISTS:
        item = replaced(item, path, lambda v: v.split(",") if isinstance(v, str) else v)
    return (replaced(item, "pricing.tiers", _by_type),)


def _by_type(tiers: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Turn `{"tier": {"type": "context", "size": 9}}` into `{"context": 9}`."""
    if not isinstance(tiers, list):
        return tiers
    return [
        {k: v for k, v in tier.items() if k != "tier"}
        | {str(find(tier, "tier.type")): find(tier, "tier.size")}
        if isinstance(tier, dict)
        else tier
        for tier in tiers
    ]


provider = Provider(
    slug="aihubmix",
    name="AIHubMix",
    kind="aggregator",
    website="https://aihubmix.com",
    docs_url="https://aihubmix.com/models",
    api="https://aihubmix.com/v1",
    env=("AIHUBMIX_API_KEY",),
    names={"models.dev": ("aihubmix",)},
    spellings=(
        # whose serving it resells, before the name
        (r"^(coding-)?((alicloud|deep|xiaomi|zai)-)?(?=(deepseek|glm|mimo|minimax)-)", ""),
    ),
    url="https://aihubmix.com/api/v1/models?type=llm",
    offers=split,
    fields={
        "provider_model_id": required("model_id"),
        "name": text("model_name"),
        "context_length": count("context_length"),
        "max_output_tokens": count_below("max_output", "context_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": capabilities("features"),
        "release_date": day("release_date"),
        "health_status": text("retire_stage"),
    },
    prices=(
        *CHARGES,
        PriceVariants("pricing.tiers", (prompt_above("context"),), CHARGES),
    ),
)
