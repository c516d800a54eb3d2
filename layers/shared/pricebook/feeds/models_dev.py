"""models.dev's api.json: US dollars per 1M tokens, which opencode and others read.

A reader breaks on a provider without `env` or `models`, and on a model without `limit`; it takes a
missing price for zero, so a model has both prices of text or no `cost` at all.
https://github.com/anomalyco/models.dev#api, shape last seen 2026-08-22.
"""

import json
from collections.abc import Iterator

from pricebook import feeds
from pricebook.feeds import Spelling
from pricebook.feeds.endpoints import ADDRESSES
from pricebook.pricing.conditions import LONG_PROMPT
from pricebook.pricing.meters import MILLION
from pricebook.references.models_dev import METERS, SELLERS
from pricebook.serving.answer import Answer

MODES: tuple[dict[str, object], ...] = (
    {},
    {"service_tier": "flex"},
    {"service_tier": "priority"},
    {"speed": "fast"},
)
"""What a request's body may say to get prices of its own; a batch is another way to ask."""


def _spellings() -> Iterator[Spelling]:
    for said in MODES:
        for key, meter in METERS.items():
            yield Spelling(key, meter, MILLION, said, open=(LONG_PROMPT,))
        lasting = {"cache_ttl": "5m", **said}
        yield Spelling("cache_write", "cache_write_tokens", MILLION, lasting, open=(LONG_PROMPT,))


SPELLINGS = tuple(_spellings())


def sellers() -> dict[str, dict[str, object]]:
    """Return how models.dev calls a seller and how its clients reach it, by our slug."""
    named = {slug: name for name, slug in reversed(SELLERS.items())}
    return {
        slug: {
            "id": named.get(slug, slug),
            "npm": address.npm,
            "api": address.told,
            "env": list(address.env) or None,
        }
        for slug, address in ADDRESSES.items()
    }


def api() -> tuple[Answer, str]:
    """Answer GET /api.json."""
    build = feeds.asking(
        "feeds.models_dev.api",
        "There are no models yet.",
        spellings=feeds.spelt(SPELLINGS),
        sellers=json.dumps(sellers()),
    )
    return feeds.served("models.dev", build)
