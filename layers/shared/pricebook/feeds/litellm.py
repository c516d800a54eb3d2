"""LiteLLM's cost map: the last good map of its makers, with what we know better on top.

Clients refuse a map of less than half the size of their own, so ours is never served alone. Keys
are grouped in families: a base such as input_cost_per_token, and what its suffixes make of it.
https://docs.litellm.ai/docs/provider_registration/add_model_pricing, read in its client 1.106.2.
"""

from collections.abc import Iterator
from functools import partial
from typing import NoReturn

from pricebook import feeds
from pricebook.errors import Unavailable
from pricebook.feeds import Feed, PriceKey
from pricebook.pricing.conditions import HOURS, LONG_PROMPT, SEARCH_SIZES
from pricebook.references.litellm import BASES
from pricebook.resolution.bounds import MAX_PER_TOKEN
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import query_answer

PATH = "litellm/model_prices_and_context_window.json"
ABOVE = "{above}"
"""Place of a key that says above which length of the prompt it holds."""
SUFFIXES: tuple[tuple[dict[str, object], str], ...] = (
    ({}, ""),
    ({"service_tier": "batch"}, "_batches"),
    ({"service_tier": "flex"}, "_flex"),
    ({"service_tier": "priority"}, "_priority"),
    ({"speed": "ultrafast"}, "_ultrafast"),
)
MAIN = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
"""The meters whose prices depend on the length of the prompt and on the service tier."""
TIERED = (*MAIN, "input_audio_tokens", "input_image_tokens", "output_image_tokens", "pages")
KEYS = {meter: base for base, meter in BASES.items() if meter != "output_seconds"}
"""Keys that say all of a price by themselves; a second of video costs what its resolution costs,
and of an entry with `output_cost_per_video_per_second` clients look at no resolution."""
LASTS = {"5m": "", "1h": "_above_1hr", "12h": "_above_12hr"}
SEARCH = "search_context_cost_per_query/search_context_size_"
RESOLUTIONS = {
    "output_images": ("output_cost_per_image", ("0.5K", "1K", "2K", "4K")),
    "output_seconds": ("output_cost_per_second", ("480p", "720p", "768p", "1080p", "2k", "4k")),
}
UPLIFT = "regional_processing_uplift_multiplier_"
LEFT_OUT = ("azure",)
"""An offer of Azure is a product of its price list, which no deployment is called."""
RANGED = ("alibaba-cloud",)
"""Sellers whose long prompts LiteLLM charges by `tiered_pricing` alone, and not by longer keys."""
BARE = ("anthropic", "bedrock", "cohere", "openai")
"""Sellers whose ids stand alone in the map; before the others' ids stands what they are called."""


def _price_keys() -> Iterator[PriceKey]:
    for meter, key in KEYS.items():
        for conditions, suffix in SUFFIXES if meter in TIERED else SUFFIXES[:1]:
            yield _long(key, meter, suffix, conditions)
    for ttl, above in LASTS.items():
        for conditions, suffix in SUFFIXES:
            key = KEYS["cache_write_tokens"] + above
            yield _long(key, "cache_write_tokens", suffix, {"cache_ttl": ttl, **conditions})
    for meter in MAIN:
        yield PriceKey(f"off_peak_pricing/{KEYS[meter]}", meter, hours=HOURS)
    yield from _media()


def _long(key: str, meter: str, suffix: str, conditions: dict[str, object]) -> PriceKey:
    if meter not in MAIN:
        return PriceKey(f"{key}{suffix}", meter, conditions=conditions)
    return PriceKey(
        f"{key}{ABOVE}{suffix}", meter, conditions=conditions, extra_conditions=(LONG_PROMPT,)
    )


def _media() -> Iterator[PriceKey]:
    yield PriceKey("input_cost_per_image", "input_images")
    yield PriceKey("input_cost_per_second", "input_seconds")
    yield PriceKey("input_cost_per_video_token", "input_video_tokens")
    yield PriceKey("google_maps_grounding_cost_per_query", "map_searches")
    for meter, (key, resolutions) in RESOLUTIONS.items():
        yield PriceKey(key, meter)
        for resolution in resolutions:
            yield PriceKey(f"{key}_{resolution}", meter, conditions={"resolution": resolution})
    for size in SEARCH_SIZES:
        yield PriceKey(f"{SEARCH}{size}", "web_searches")
        conditions = {"search_context_size": size}
        yield PriceKey(f"{SEARCH}{size}", "web_searches", conditions=conditions)
    for region in ("eu", "us"):
        conditions = {"region": region}
        yield PriceKey(f"{UPLIFT}{region}", "token_factor", conditions=conditions, currency="XXX")


feed = Feed("litellm", tuple(_price_keys()), named_only=True, left_out=LEFT_OUT)


def cost_map() -> tuple[Answer, str]:
    """Answer GET of the map.

    Raises:
        Unavailable: there is no map of LiteLLM's makers to start from, and no older answer.
    """
    return cache.get(wholes()[0])


def wholes() -> list[CachedQuery]:
    """Return the query of the map."""
    build = partial(
        query_answer,
        "feeds.litellm.map",
        _refuse,
        price_keys=feeds.as_parameter(feed.price_keys),
        left_out=list(LEFT_OUT),
        bare=list(BARE),
        ranged=list(RANGED),
        most_per_token=format(MAX_PER_TOKEN, "f"),
    )
    return [feeds.whole("litellm", PATH, feeds.reviewed(build), _refuse)]


def _refuse(_slugs: object = None) -> NoReturn:
    raise Unavailable(
        "LiteLLM's clients refuse a map that is smaller than half of their own, so ours lies on top"
        " of LiteLLM's own map. There is none here yet, or the database does not answer."
        " Synchronise the list litellm: make sync PROVIDER=litellm."
    )
