"""Langfuse's models: bodies for its POST /api/public/models, in US dollars per unit.

Langfuse knows the name of a model and not its seller, so a bare name is for the lab that makes it,
and the others' models are matched with the seller in front; with `provider` every bare name is that
seller's. It sees whatever a vendor calls its usage, so each price stands under every such name.
https://langfuse.com/docs/observability/features/token-and-cost-tracking, last seen 2026-08-22.
"""

import json
from collections.abc import Iterator, Mapping

from pricebook import feeds
from pricebook.feeds import Builder, Feed, PriceKey
from pricebook.pricing.conditions import LONG_PROMPT
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import require_name

WRITTEN, HOUR = "cache_write_tokens", "cache_write_tokens 1h"
USAGE = {
    "input_tokens": "input input_tokens prompt_tokens prompt_token_count promptTokenCount"
    " input_text input_text_tokens input_modality_1 input_modality_text input_modality_TEXT",
    "output_tokens": "output output_tokens completion_tokens candidates_token_count"
    " candidatesTokenCount output_text output_text_tokens output_modality_1 output_modality_text"
    " output_modality_TEXT",
    "reasoning_tokens": "output_reasoning output_reasoning_tokens reasoning_tokens"
    " thoughts_token_count thoughtsTokenCount",
    "cache_read_tokens": "input_cached_tokens input_cache_read cache_read_input_tokens"
    " cached_content_token_count cachedContentTokenCount input_cached_text_tokens"
    " cached_modality_1 cached_modality_text cached_modality_TEXT",
    WRITTEN: "input_cache_creation cache_creation_input_tokens input_cache_creation_5m"
    " input_ephemeral_5m_input_tokens",
    HOUR: "input_cache_creation_1h input_ephemeral_1h_input_tokens",
    "input_audio_tokens": "input_audio input_audio_tokens input_modality_audio",
    "output_audio_tokens": "output_audio output_audio_tokens output_modality_audio",
    "cache_read_audio_tokens": "input_audio_cached_tokens",
    "input_image_tokens": "input_image input_image_tokens input_modality_image",
    "output_image_tokens": "output_image output_image_tokens output_modality_image",
    "output_images": "images",
    "web_searches": "web_search web_search_requests",
    "requests": "request",
}
"""Names that vendors and tracers have for a meter, and for a cache write that lasts an hour."""
LASTS = {"5m": WRITTEN, "1h": HOUR}
"""A request that does not say how long its cache lasts has five minutes."""
STAND_INS = {"reasoning_tokens": "output_tokens", "cache_read_tokens": "input_tokens"}
"""What tokens cost of which nobody states a price of their own, as a quote assumes too: Langfuse
takes them out of the others, and charges nothing for a name without a price."""
MODES: tuple[dict[str, object], ...] = (
    {},
    {"service_tier": "flex"},
    {"service_tier": "priority"},
    {"speed": "fast"},
)
"""Conditions that the parameters of a request may state; a batch is another way to ask."""


def _price_keys() -> Iterator[PriceKey]:
    for mode in MODES:
        for meter in (key for key in USAGE if key != HOUR):
            yield _price_key(meter, meter, mode)
        for ttl, key in LASTS.items():
            yield _price_key(key, WRITTEN, {"cache_ttl": ttl, **mode})


def _price_key(key: str, meter: str, conditions: Mapping[str, object]) -> PriceKey:
    return PriceKey(key, meter, conditions=conditions, extra_conditions=(LONG_PROMPT,))


def _names() -> Iterator[dict[str, str | None]]:
    """Yield each name of usage with the key of its price, and of what stands in for that."""
    for price, names in USAGE.items():
        for name in names.split():
            yield {"name": name, "price": price, "stand_in": STAND_INS.get(price)}


feed = Feed("langfuse", tuple(_price_keys()))


def models(provider: str | None) -> tuple[Answer, str]:
    """Answer GET of the bodies, of all sellers or of one."""
    if provider is None:
        return cache.get(wholes()[0])
    require_name(provider)
    return feeds.served(f"langfuse {provider}", _builder(provider), scope=provider)


def wholes() -> list[CachedQuery]:
    """Return the query of the bodies of all sellers."""
    return [feeds.whole("langfuse ", "langfuse/models.json", _builder(None))]


def _builder(provider: str | None) -> Builder:
    build = feeds.builder(
        "feeds.langfuse.models",
        f"There is no provider {provider!r}. GET /v1/providers lists who there is.",
        price_keys=feeds.as_parameter(feed.price_keys),
        usage=json.dumps(list(_names())),
        provider=provider,
    )
    return feeds.reviewed(build, provider)
