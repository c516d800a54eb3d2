"""genai-prices' data.json: US dollars per 1M tokens, or per 1,000 of what is counted one by one.

Its client refuses to price a model with a price for a part of something, such as cached tokens, and
none for the whole; or with prices for two kinds of tokens and none for tokens that are of both.
Its rules are tried in their order, so our ids come first, and beneath them the list's own models.
https://github.com/pydantic/genai-prices, read in its client 0.2.3.
"""

import json
from collections.abc import Iterator, Mapping

from pricebook import feeds
from pricebook.feeds import Feed, PriceKey
from pricebook.pricing.conditions import LONG_PROMPT
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery

HOUR_S = 3600
HOUR_MIN = 60
KINDS = ("audio", "image", "video")
WHOLES = {
    "cache_read_mtok": "input_mtok",
    "cache_write_mtok": "input_mtok",
    "cache_write_5m_mtok": "cache_write_mtok",
    "cache_write_1h_mtok": "cache_write_mtok",
    "output_reasoning_mtok": "output_mtok",
    "output_citation_mtok": "output_mtok",
    **{f"{side}_{kind}_mtok": f"{side}_mtok" for kind in KINDS for side in ("input", "output")},
}
"""Price that a price needs beside it, by its key."""
FORMS = {
    "cache_read_mtok": ("input", "cache_{}_read_mtok"),
    "cache_write_mtok": ("input", "cache_{}_write_mtok"),
    "cache_write_5m_mtok": ("input", "cache_{}_write_5m_mtok"),
    "cache_write_1h_mtok": ("input", "cache_{}_write_1h_mtok"),
    "output_reasoning_mtok": ("output", "output_{}_reasoning_mtok"),
    "output_citation_mtok": ("output", "output_{}_citation_mtok"),
}
JOINTS = [
    (first, f"{side}_{kind}_mtok", form.format(kind))
    for first, (side, form) in FORMS.items()
    for kind in KINDS
]
"""Two prices, and the one for tokens that are of both; where nobody states it, the second one is
what such tokens cost, as a quote assumes too."""
TOKENS = {
    "input_mtok": "input_tokens",
    "output_mtok": "output_tokens",
    "cache_read_mtok": "cache_read_tokens",
    "cache_write_mtok": "cache_write_tokens",
    "output_reasoning_mtok": "reasoning_tokens",
    "output_citation_mtok": "citation_tokens",
    **{f"input_{kind}_mtok": f"input_{kind}_tokens" for kind in KINDS},
    **{f"output_{kind}_mtok": f"output_{kind}_tokens" for kind in KINDS},
    **{f"cache_{kind}_read_mtok": f"cache_read_{kind}_tokens" for kind in KINDS},
    "cache_audio_write_mtok": "cache_write_audio_tokens",
}
OTHERS = (
    ("input_mchars", "input_characters", MILLION),
    ("audio_hours", "input_seconds", HOUR_S),
    ("audio_hours", "input_minutes", HOUR_MIN),
    ("audio_hours", "input_hours", 1),
    ("input_document_kpages", "pages", THOUSAND),
    ("rerank_searches_kcount", "queries", THOUSAND),
    ("input_text_messages_kcount", "messages", THOUSAND),
    ("web_searches_kcount", "web_searches", THOUSAND),
    ("requests_kcount", "requests", THOUSAND),
)
LASTS = {"cache_write_mtok": "5m", "cache_write_5m_mtok": "5m", "cache_write_1h_mtok": "1h"}
"""A request that does not say how long its cache lasts has five minutes."""
MODES: tuple[dict[str, object], ...] = (
    {},
    {"service_tier": "batch"},
    {"service_tier": "flex"},
    {"service_tier": "priority"},
    {"speed": "fast"},
)
"""Conditions of a variant of the prices; a batch is its client's `processing`."""


def _price_keys() -> Iterator[PriceKey]:
    for mode in MODES:
        for key, meter, per in OTHERS:
            yield PriceKey(key, meter, per, mode)
        for key, meter in TOKENS.items():
            yield from _token(key, meter, mode)
        for key, ttl in LASTS.items():
            yield from _token(key, "cache_write_tokens", {"cache_ttl": ttl, **mode})


def _token(key: str, meter: str, conditions: Mapping[str, object]) -> Iterator[PriceKey]:
    # its client knows hours, and no days of the week
    for hours in ((), ("utc_windows",)):
        yield PriceKey(
            key, meter, MILLION, conditions, extra_conditions=(LONG_PROMPT,), hours=hours
        )


feed = Feed("genai-prices", tuple(_price_keys()))


def _needs(key: str) -> set[str]:
    """Return every price that a price needs beside it."""
    direct = {WHOLES[key]} if key in WHOLES else set()
    direct |= {part for first, second, both in JOINTS if both == key for part in (first, second)}
    return direct.union(*map(_needs, direct))


def data() -> tuple[Answer, str]:
    """Answer GET of the data."""
    return cache.get(wholes()[0])


def wholes() -> list[CachedQuery]:
    """Return the query of the data."""
    keys = {price_key.key for price_key in feed.price_keys}
    build = feeds.builder(
        "feeds.genai_prices.data",
        "There are no models yet.",
        price_keys=feeds.as_parameter(feed.price_keys),
        needs=json.dumps({key: sorted(_needs(key)) for key in keys}),
        joints=json.dumps([{"first": a, "second": b, "both": c} for a, b, c in JOINTS]),
    )
    return [feeds.whole("genai-prices", "genai-prices/data.json", feeds.reviewed(build))]
