"""OpenRouter's list of models. US dollars per token or unit, as texts.

An id is a canonical model's, its price that of the cheapest ordinary seller who charges for it, as
at OpenRouter, and its facts are what most of its sellers state; its endpoints are all sellers. With
`provider` the list is one seller's, with its ids. A date or a context that nobody knows is 0, for
clients need numbers; such models come last in an order, and no filter by it matches them.
Prices under conditions stand beside `pricing` in the list, for clients that take each price there
for a number; inside it for one model, for its endpoints, and where `overrides=true` asks for it.
https://openrouter.ai/docs/api-reference/list-available-models, shape last seen 2026-08-22.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from pricebook import feeds
from pricebook.feeds import Builder, Feed, PriceKey
from pricebook.pricing.conditions import HOURS, LONG_PROMPT
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
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
PATH = "openrouter/api/v1/models"
ROOT = f"/feeds/{PATH}"
PAGE_LENGTH = 500
"""Length of a page where only its beginning is asked for."""
NARROWING = (
    "provider providers q supported_parameters input_modalities model_authors context min_price"
    " max_price min_output_price max_output_price min_age_days max_age_days sort limit following"
    " model_id"
)
NO_FILTERS: Mapping[str, Value] = dict.fromkeys(NARROWING.split())
"""Every parameter of the statement that may be left out."""
ANY: Mapping[str, Value] = {
    **NO_FILTERS, "output_modalities": "all", "offset": 0, "overrides": True
}  # fmt: skip
"""Parameters that mean every model."""
DEFAULT: Mapping[str, Value] = {
    **NO_FILTERS,
    "output_modalities": "text",
    "offset": 0,
    "overrides": False,
    "shape": "list",
}
"""Parameters of the list that nobody has narrowed."""
COUNT: Mapping[str, Value] = {**ANY, "output_modalities": "text", "shape": "count"}
"""Parameters of the count of its models."""


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


def models(params: Mapping[str, Value], path: str, query: Mapping[str, str]) -> tuple[Answer, str]:
    """Answer GET /api/v1/models.

    Args:
        params: every parameter of the route; lists are words with commas between.
        path: of the address.
        query: what the address says after it, for the address of the next page.
    """
    start, limit = params["offset"] or 0, params["limit"]
    if limit is None and params["offset"] is not None:
        limit = PAGE_LENGTH
    following = None
    if isinstance(start, int) and isinstance(limit, int):
        following = f"{path}?{urlencode({**query, 'offset': start + limit, 'limit': limit})}"
    paged: dict[str, Value] = {"offset": start, "limit": limit, "following": following}
    question = {**NO_FILTERS, **params, **paged, "shape": "list"}
    return cache.get(wholes()[0]) if question == DEFAULT else _listed(question)


def wholes() -> list[CachedQuery]:
    """Return the queries of the list that nobody has narrowed, and of how many models it has."""
    return [
        feeds.whole(_key(DEFAULT), PATH, _builder(DEFAULT, None)),
        feeds.whole(_key(COUNT), f"{PATH}/count", _builder(COUNT, None)),
    ]


def model(model_id: str) -> tuple[Answer, str]:
    """Answer GET /api/v1/model/{author}/{slug}."""
    model_id = path_name(model_id)
    return _listed({**ANY, "model_id": model_id, "shape": "model"}, _not_found(model_id))


def count(output_modalities: str) -> tuple[Answer, str]:
    """Answer GET /api/v1/models/count."""
    question = {**COUNT, "output_modalities": output_modalities}
    return cache.get(wholes()[1]) if question == COUNT else _listed(question)


def endpoints(model_id: str) -> tuple[Answer, str]:
    """Answer GET /api/v1/models/{author}/{slug}/endpoints: all sellers of a canonical model."""
    model_id = path_name(model_id)
    build = feeds.builder(
        "feeds.openrouter.endpoints",
        _not_found(model_id),
        price_keys=feeds.as_parameter(feed.price_keys),
        model_id=model_id,
    )
    return feeds.served(f"openrouter endpoints {model_id}", feeds.reviewed(build))


def _not_found(model_id: str) -> str:
    return f"There is no model {model_id!r}. GET {ROOT} lists what there is."


def _listed(params: Mapping[str, Value], not_found: str | None = None) -> tuple[Answer, str]:
    return feeds.served(_key(params), _builder(params, not_found))


def _key(params: Mapping[str, Value]) -> str:
    words = hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
    return f"openrouter {words[:32]}"


def _builder(params: Mapping[str, Value], not_found: str | None) -> Builder:
    provider = f"There is no provider {params['provider']!r}. GET /v1/providers lists who there is."
    build = feeds.builder(
        "feeds.openrouter.models",
        not_found or provider,
        price_keys=feeds.as_parameter(feed.price_keys),
        **params,
    )
    return feeds.reviewed(build, params["provider"])
