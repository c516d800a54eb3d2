"""models.dev's documents: US dollars per 1M tokens, which opencode and others read.

A reader breaks on a provider without `env` or `models`, and on a model without `limit`; it takes a
missing price for zero, so a model has both prices of text or no `cost` at all.
https://github.com/anomalyco/models.dev#api, shape last seen 2026-08-22.
"""

from collections.abc import Iterator
from typing import Literal

from pricebook import feeds
from pricebook.feeds import Feed, PriceKey
from pricebook.pricing.conditions import LONG_PROMPT, SHORT_CACHE
from pricebook.pricing.meters import MILLION
from pricebook.references.models_dev import METERS
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery

type Shape = Literal["api", "models", "catalog"]

MODES: tuple[dict[str, object], ...] = (
    {},
    {"service_tier": "flex"},
    {"service_tier": "priority"},
    {"speed": "fast"},
)
"""Conditions that a request's body may state; a batch is another way to ask."""


def _price_keys() -> Iterator[PriceKey]:
    for mode in MODES:
        for key, meter in METERS.items():
            yield PriceKey(key, meter, MILLION, mode, extra_conditions=(LONG_PROMPT,))
        short = {"cache_ttl": SHORT_CACHE, **mode}
        yield PriceKey(
            "cache_write", "cache_write_tokens", MILLION, short, extra_conditions=(LONG_PROMPT,)
        )


feed = Feed("models.dev", tuple(_price_keys()))


def document(shape: Shape) -> tuple[Answer, str]:
    """Answer GET of one of its documents.

    Args:
        shape: `api` has the sellers with their offers and prices; `models` what each model is,
            whoever sells it, by its canonical id; `catalog` both.
    """
    return cache.get(_whole(shape))


def wholes() -> list[CachedQuery]:
    """Return the queries of all documents."""
    return [_whole("api"), _whole("models"), _whole("catalog")]


def _whole(shape: Shape) -> CachedQuery:
    build = feeds.builder(
        "feeds.models_dev.documents",
        "There are no models yet.",
        price_keys=feeds.as_parameter(feed.price_keys),
        shape=shape,
    )
    return feeds.whole(f"models.dev {shape}", f"models.dev/{shape}.json", feeds.reviewed(build))
