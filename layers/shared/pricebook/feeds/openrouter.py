"""OpenRouter's list of models. US dollars per token or unit, as texts.

An id is a canonical model's, and its price that of the cheapest seller who charges for it, as at
OpenRouter; its endpoints are all sellers. With `provider` the list is one seller's, with its ids.
https://openrouter.ai/docs/api-reference/list-available-models, shape last seen 2026-08-22.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from pricebook import feeds
from pricebook.feeds import Feed, PriceKey
from pricebook.pricing.conditions import HOURS, LONG_PROMPT
from pricebook.serving.answer import Answer
from pricebook.serving.query import Value, path_name

TOKENS = {
    "prompt": "input_tokens",
    "completion": "output_tokens",
    "internal_reasoning": "reasoning_tokens",
    "input_cache_read": "cache_read_tokens",
    "input_cache_write": "cache_write_tokens",
    "audio": "input_audio_tokens",
    "audio_output": "output_audio_tokens",
    "input_audio_cache": "cache_read_audio_tokens",
    "image_token": "input_image_tokens",
    "image_output": "output_image_tokens",
}
UNITS = {"image": "input_images", "request": "requests", "web_search": "web_searches"}
LASTS = {"5m": "input_cache_write", "1h": "input_cache_write_1h"}
ROOT = "/feeds/openrouter/api/v1/models"
PAGE = 500
"""How many models a page has where only its beginning is asked for."""
NARROWING = (
    "provider providers q supported_parameters input_modalities model_authors context min_price"
    " max_price min_output_price max_output_price min_age_days max_age_days sort limit following"
)
ANY: Mapping[str, Value] = dict.fromkeys(NARROWING.split())
"""Every parameter of the statement that may be left out."""


def _price_keys() -> Iterator[PriceKey]:
    for hours in ((), HOURS):
        for key, meter in TOKENS.items():
            yield PriceKey(key, meter, extra_conditions=(LONG_PROMPT,), hours=hours)
        for ttl, key in LASTS.items():
            yield PriceKey(
                key,
                "cache_write_tokens",
                conditions={"cache_ttl": ttl},
                extra_conditions=(LONG_PROMPT,),
                hours=hours,
            )
    for key, meter in UNITS.items():
        yield PriceKey(key, meter)


feed = Feed("openrouter", tuple(_price_keys()))


def models(asked: Mapping[str, Value], path: str, query: Mapping[str, str]) -> tuple[Answer, str]:
    """Answer GET /api/v1/models.

    Args:
        asked: every parameter of the route; lists are words with commas between.
        path: of the address.
        query: what the address says after it, for the address of the next page.
    """
    start, most = asked["offset"] or 0, asked["limit"]
    if most is None and asked["offset"] is not None:
        most = PAGE
    following = None
    if isinstance(start, int) and isinstance(most, int):
        following = f"{path}?{urlencode({**query, 'offset': start + most, 'limit': most})}"
    paged: dict[str, Value] = {"offset": start, "limit": most, "following": following}
    return _listed({**asked, **paged, "counted": False})


def count(output_modalities: str) -> tuple[Answer, str]:
    """Answer GET /api/v1/models/count."""
    asked: dict[str, Value] = {**ANY, "output_modalities": output_modalities, "offset": 0}
    return _listed({**asked, "counted": True})


def endpoints(model_id: str) -> tuple[Answer, str]:
    """Answer GET /api/v1/models/{author}/{slug}/endpoints: all sellers of a canonical model."""
    model_id = path_name(model_id)
    build = feeds.builder(
        "feeds.openrouter.endpoints",
        f"There is no model {model_id!r}. GET {ROOT} lists what there is.",
        price_keys=feeds.as_parameter(feed.price_keys),
        model_id=model_id,
    )
    return feeds.served(f"openrouter endpoints {model_id}", build)


def _listed(asked: Mapping[str, Value]) -> tuple[Answer, str]:
    build = feeds.builder(
        "feeds.openrouter.models",
        f"There is no provider {asked['provider']!r}. GET /v1/providers lists who there is.",
        price_keys=feeds.as_parameter(feed.price_keys),
        **asked,
    )
    words = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    return feeds.served(f"openrouter {words[:32]}", build)
