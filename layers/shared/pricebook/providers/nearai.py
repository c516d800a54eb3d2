"""NEAR AI Cloud. US dollars per token, in `textPricing` per 1M; only the cache is free at zero.

What the list says of abilities was found wrong both ways, and is not read. No recorded body:
written from the vendor's source.
https://github.com/nearai/cloud-api/blob/main/crates/api/src/models.rs, shape last seen 2026-08-20.
"""

from functools import partial

from pricebook.adapters.charges import Charge, Unit
from pricebook.adapters.conditions import PriceVariants, ignored, prompt_above
from pricebook.adapters.fields import (
    Item,
    always,
    count,
    day,
    instant,
    modalities,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

FLEX, PRIORITY = {"service_tier": "flex"}, {"service_tier": "priority"}
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION)
SHORT = (
    tokens("pricing.default.short.uncachedInput", "input_tokens"),
    tokens("pricing.default.short.cachedInput", "cache_read_tokens"),
    tokens("pricing.default.short.cacheWrite", "cache_write_tokens"),
    tokens("pricing.default.short.output", "output_tokens"),
    tokens("pricing.flex.short.uncachedInput", "input_tokens", conditions=FLEX),
    tokens("pricing.flex.short.cachedInput", "cache_read_tokens", conditions=FLEX),
    tokens("pricing.flex.short.cacheWrite", "cache_write_tokens", conditions=FLEX),
    tokens("pricing.flex.short.output", "output_tokens", conditions=FLEX),
    tokens("pricing.priority.short.uncachedInput", "input_tokens", conditions=PRIORITY),
    tokens("pricing.priority.short.cachedInput", "cache_read_tokens", conditions=PRIORITY),
    tokens("pricing.priority.short.cacheWrite", "cache_write_tokens", conditions=PRIORITY),
    tokens("pricing.priority.short.output", "output_tokens", conditions=PRIORITY),
)
LONG = (
    tokens("pricing.default.long.uncachedInput", "input_tokens"),
    tokens("pricing.default.long.cachedInput", "cache_read_tokens"),
    tokens("pricing.default.long.cacheWrite", "cache_write_tokens"),
    tokens("pricing.default.long.output", "output_tokens"),
    tokens("pricing.flex.long.uncachedInput", "input_tokens", conditions=FLEX),
    tokens("pricing.flex.long.cachedInput", "cache_read_tokens", conditions=FLEX),
    tokens("pricing.flex.long.cacheWrite", "cache_write_tokens", conditions=FLEX),
    tokens("pricing.flex.long.output", "output_tokens", conditions=FLEX),
    tokens("pricing.priority.long.uncachedInput", "input_tokens", conditions=PRIORITY),
    tokens("pricing.priority.long.cachedInput", "cache_read_tokens", conditions=PRIORITY),
    tokens("pricing.priority.long.cacheWrite", "cache_write_tokens", conditions=PRIORITY),
    tokens("pricing.priority.long.output", "output_tokens", conditions=PRIORITY),
)
OWN = ("nearai", None)
NO_CONDITIONS = ignored("version", "currency", "unit", "longContextThreshold")
THRESHOLD = prompt_above("longContextThreshold")

CONTEXT, OWNER = count("context_length"), text("owned_by")


def context(item: Item) -> int | None:
    """Read the window of a model that NEAR runs itself: those of others were found wrong."""
    return CONTEXT(item) if OWNER(item) in OWN else None


provider = Provider(
    slug="nearai",
    name="NEAR AI Cloud",
    kind="host",
    website="https://near.ai",
    docs_url="https://docs.near.ai/cloud/models",
    api="https://cloud-api.near.ai/v1",
    names={"models.dev": ("nearai",)},
    url="https://cloud-api.near.ai/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("name"),
        "context_length": context,
        "max_output_tokens": count("max_output_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "listed_at": instant("created"),
        "deprecation_date": day("deprecation_date"),
        "offered": lambda item: item.get("is_ready") is not False,
    },
    prices=(
        Charge("pricing.prompt", "input_tokens", "USD per token"),
        Charge("pricing.completion", "output_tokens", "USD per token"),
        Charge("pricing.input_cache_read", "cache_read_tokens", "USD per token", free=always),
        Charge("pricing.image", "output_images", "USD per image"),
        Charge("pricing.request", "requests", "USD per request"),
        Unit("textPricing.currency", "USD"),
        Unit("textPricing.unit", "million_tokens"),
        # the long ones first, for the short ones stand without the threshold
        PriceVariants("textPricing", (NO_CONDITIONS, THRESHOLD), LONG, "tiers", single=True),
        PriceVariants("textPricing", (NO_CONDITIONS,), SHORT, "tiers", single=True),
    ),
    unpriced=frozenset({"input", "output"}),
)
