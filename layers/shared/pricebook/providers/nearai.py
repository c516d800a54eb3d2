"""NEAR AI Cloud. US dollars per token, in `textPricing` per 1M; only the cache is free at zero.

No recorded body: written from the vendor's source.
https://github.com/nearai/cloud-api/blob/main/crates/api/src/models.rs, shape last seen 2026-08-20.
"""

from pricebook.adapters.charges import Charge, Unit
from pricebook.adapters.conditions import Each, above, beside
from pricebook.adapters.fields import always, can, count, day, instant, modalities, required, text
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

KINDS = ("uncachedInput", "cachedInput", "cacheWrite", "output")
RATES = dict(zip(KINDS, ("input", "cache_read", "cache_write", "output"), strict=True))
TIERS = {"default": {}, "flex": {"service_tier": "flex"}, "priority": {"service_tier": "priority"}}
SAID = beside("version", "currency", "unit", "longContextThreshold")
DOLLARS = "USD per 1M tokens"
LONG = above("longContextThreshold")  # read before the short ones, which stand without it


def rates(band: str) -> tuple[Charge, ...]:
    """Return the charges for prompts of one length, in every tier of service."""
    return tuple(
        Charge(f"pricing.{tier}.{band}.{key}", f"{kind}_tokens", DOLLARS, MILLION, conditions=when)
        for tier, when in TIERS.items()
        for key, kind in RATES.items()
    )


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
        "context_length": count("context_length"),
        "max_output_tokens": count("max_output_length"),
        "input_modalities": modalities("input_modalities"),
        "output_modalities": modalities("output_modalities"),
        "capabilities": can("supported_features"),
        "listed_at": instant("created"),
        "deprecation_date": day("deprecation_date"),
    },
    prices=(
        Charge("pricing.prompt", "input_tokens", "USD per token"),
        Charge("pricing.completion", "output_tokens", "USD per token"),
        Charge("pricing.input_cache_read", "cache_read_tokens", "USD per token", free=always),
        Charge("pricing.image", "output_images", "USD per image"),
        Unit("textPricing.currency", "USD"),
        Unit("textPricing.unit", "million_tokens"),
        Each("textPricing", (SAID, LONG), rates("long"), inside="tiers", lone=True),
        Each("textPricing", (SAID,), rates("short"), inside="tiers", lone=True),
    ),
    unpriced=frozenset({"input", "output", "request"}),
)
