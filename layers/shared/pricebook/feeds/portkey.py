"""Portkey's models: one file per provider, in US CENTS per token or unit.

`default` says how a price is made of the rates; it has no rates itself, for a model that is not
listed is not free. A key of several words lies that deep; `image` lies below quality and size.
https://github.com/Portkey-AI/models, shape last seen 2026-08-21.
"""

from collections.abc import Iterator

from pricebook import feeds
from pricebook.errors import NotFound
from pricebook.feeds import CENTS, Feed, PriceKey
from pricebook.pricing.conditions import SEARCH_SIZES
from pricebook.serving.answer import Answer
from pricebook.serving.query import path_name

TOKENS = {
    "request_token": "input_tokens",
    "response_token": "output_tokens",
    "reasoning_token": "reasoning_tokens",
    "cache_read_input_token": "cache_read_tokens",
    "cache_write_input_token": "cache_write_tokens",
    "request_audio_token": "input_audio_tokens",
    "response_audio_token": "output_audio_tokens",
    "cache_read_audio_input_token": "cache_read_audio_tokens",
}
UNITS = {
    "web_search": "web_searches",
    "image_token": "output_image_tokens",
    "input_image": "input_images",
    "megapixels": "output_megapixels",
    "video_seconds": "output_seconds",
}
LASTS = {"5m": "cache_write_input_token", "1h": "additional_units/cache_write_1h"}
MODES: tuple[dict[str, object], ...] = ({}, {"service_tier": "batch"})
SUFFIX = ".json"


def _price_keys() -> Iterator[PriceKey]:
    for mode in MODES:
        for key, meter in TOKENS.items():
            yield PriceKey(key, meter, conditions=mode, scale=CENTS)
        for ttl, key in LASTS.items():
            cached = {"cache_ttl": ttl, **mode}
            yield PriceKey(key, "cache_write_tokens", conditions=cached, scale=CENTS)
        for key, meter in UNITS.items():
            yield PriceKey(f"additional_units/{key}", meter, conditions=mode, scale=CENTS)
    yield PriceKey(
        "image", "output_images", extra_conditions=("quality", "resolution"), scale=CENTS
    )
    for size in SEARCH_SIZES:
        key = f"additional_units/web_search_{size}_context"
        searched = {"search_context_size": size}
        yield PriceKey(key, "web_searches", conditions=searched, scale=CENTS)


feed = Feed("portkey", tuple(_price_keys()))


def pricing(file: str) -> tuple[Answer, str]:
    """Answer GET /pricing/{provider}.json."""
    return _of_provider(
        "feeds.portkey.pricing", file, price_keys=feeds.as_parameter(feed.price_keys)
    )


def general(file: str) -> tuple[Answer, str]:
    """Answer GET /general/{provider}.json: what its models can do."""
    return _of_provider("feeds.portkey.general", file)


def _of_provider(statement: str, file: str, **params: str) -> tuple[Answer, str]:
    file = path_name(file)
    name = file.removesuffix(SUFFIX)
    if name == file:
        raise NotFound(f"There is no file {file!r}: each is named as a provider is, openai.json.")
    not_found = f"There is no provider {name!r}. GET /v1/providers lists who there is."
    build = feeds.builder(statement, not_found, provider=name, **params)
    if params:
        build = feeds.reviewed(build, name)
    return feeds.served(f"{statement} {name}", build)
