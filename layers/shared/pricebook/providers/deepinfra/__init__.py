"""DeepInfra. US cents through binary floats; `rate_*` are factors; longer prompts in prose.

https://deepinfra.com/docs, shape last seen 2026-10-04.
"""

from functools import partial

from pricebook.adapters.charges import CENT, Charge, scaled
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import (
    capabilities,
    count,
    day,
    equals,
    inputs_of_kind,
    instant,
    outputs_of_kind,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION
from pricebook.providers.deepinfra.tiers import with_tiers

IN, OUT = "pricing.cents_per_input_token", "pricing.cents_per_output_token"
RATE = "pricing.rate_per"
IMAGE = equals("type", "text-to-image")  # its one number is what a token of the image costs
cents = partial(Charge, factor=CENT, discount_path="pricing.discount", from_float=True)
tokens = partial(cents, unit="cents per token", when=lambda item: not IMAGE(item))
CACHED = tokens(IN, "cache_read_tokens", factor_paths=(f"{RATE}_input_token_cached",))
TOKENS = (tokens(IN, "input_tokens"), tokens(OUT, "output_tokens"), CACHED)
dollars = partial(Charge, unit="USD per 1M tokens", per=MILLION)
LONG = (
    dollars("pricing.in", "input_tokens"),
    dollars("pricing.out", "output_tokens"),
    dollars("pricing.cached", "cache_read_tokens"),
)
WRITE = tokens(IN, "cache_write_tokens")
PROSE = {"type", "short", "full", "table", "discount_ends_at", "usage_from_cost"}
SIZES = {"default_width", "default_height", "default_iterations"}

provider = Provider(
    slug="deepinfra",
    name="DeepInfra",
    kind="host",
    website="https://deepinfra.com",
    docs_url="https://deepinfra.com/pricing",
    api="https://api.deepinfra.com/v1/openai",
    sdk="@ai-sdk/deepinfra",
    names={"litellm": ("deepinfra",), "models.dev": ("deepinfra",)},
    spellings=((r"(?<!sdxl)-turbo$", ""), (r"-batch$", "")),
    id_prefixes=("deepinfra",),
    url="https://api.deepinfra.com/models/list",
    records=None,
    private=lambda item: item.get("private") == 1,
    offers=with_tiers,
    fields={
        "provider_model_id": required("model_name"),
        "description": text("description"),
        "context_length": count("max_tokens"),
        "input_modalities": inputs_of_kind("type", "tags"),
        "output_modalities": outputs_of_kind("type"),
        "capabilities": capabilities("tags"),
        "quantization": text("quantization"),
        "listed_at": instant("create_ts"),
        "deprecation_date": day("deprecated"),
        "replacement": text("replaced_by"),
        "source_url": lambda item: f"https://deepinfra.com/{item['model_name']}",
    },
    prices=(
        *TOKENS,
        PriceVariants("pricing.tiers", (prompt_above("above"),), LONG),
        *scaled(TOKENS, f"{RATE}_service_tier_", "service_tier", "flex", "priority"),
        *scaled([WRITE], f"{RATE}_explicit_cache_write_token.", "cache_ttl", "5m", "1h"),
        tokens(IN, "cache_write_tokens", factor_paths=(f"{RATE}_input_token_cache_write",)),
        cents(IN, "output_image_tokens", "cents per token", when=IMAGE),
        cents("pricing.cents_per_sec", "compute_seconds", "cents per second"),
        cents("pricing.cents_per_input_sec", "input_seconds", "cents per second"),
        cents("pricing.cents_per_output_sec", "output_seconds", "cents per second"),
        cents("pricing.cents_per_input_chars", "input_characters", "cents per character"),
        cents("pricing.cents_per_image_unit", "image_units", "cents per image unit"),
        cents("pricing.default_price_cents", "output_images", "cents per image"),
    ),
    unpriced=frozenset(PROSE | SIZES | {"explicit_cache_granularity_tokens"}),
)
