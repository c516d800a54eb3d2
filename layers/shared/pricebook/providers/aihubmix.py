"""AIHubMix. US dollars per 1M tokens; longer prompts by tiers; zero says nothing.

Features and modalities are words with commas between them. Only language models are asked for.
https://aihubmix.com/api/v1/models, shape last seen 2026-11.
"""

from collections.abc import Iterable
from functools import partial

from pricebook.adapters.charges import Charge, figure
from pricebook.adapters.conditions import ConditionReader, PriceVariants
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
from pricebook.errors import Malformed
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
    """Make lists of the words with commas between them."""
    for path in LISTS:
        item = replaced(item, path, lambda v: v.split(",") if isinstance(v, str) else v)
    return (item,)


def longer(tier: Item) -> dict[str, object]:
    """Read a tier of longer prompts; of another type no price is known."""
    size = figure(find(tier, "tier.size"), "tier.size")
    if find(tier, "tier.type") != "context" or not size or size != int(size):
        raise Malformed("pricing.tiers", tier.get("tier"), "a tier of type context with a size")
    return {"prompt_tokens_gt": int(size)}


provider = Provider(
    slug="aihubmix",
    name="AIHubMix",
    kind="aggregator",
    website="https://aihubmix.com",
    docs_url="https://aihubmix.com/models",
    api="https://aihubmix.com/v1",
    env=("AIHUBMIX_API_KEY",),
    names={"models.dev": ("aihubmix",)},
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
    },
    prices=(
        *CHARGES,
        PriceVariants(
            "pricing.tiers", (ConditionReader(("tier.type", "tier.size"), longer),), CHARGES
        ),
    ),
)
