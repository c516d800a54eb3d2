"""Portkey's models: one file per provider, in US CENTS per token or unit.

`default` says how a price is made of the rates; it has no rates itself, for a model that is not
listed is not free. A key of several words lies that deep; `image` lies below quality and size.
https://github.com/Portkey-AI/models, shape last seen 2026-08-21.
"""

from collections.abc import Iterator

from pricebook import feeds
from pricebook.errors import NotFound
from pricebook.feeds import CENTS, Spelling
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
CALLED = {
    "alibaba-cloud": "dashscope",
    "azure": "azure-ai",
    "cloudflare": "workers-ai",
    "fireworks": "fireworks-ai",
    "github-models": "github",
    "google-vertex": "vertex-ai",
    "mistral": "mistral-ai",
    "novita": "novita-ai",
    "perplexity": "perplexity-ai",
    "together": "together-ai",
    "xai": "x-ai",
    "zai": "z-ai",
}
"""What Portkey calls a provider, where that is not our slug; both are understood."""
SLUGS = {called: slug for slug, called in CALLED.items()}
SUFFIX = ".json"


def _spellings() -> Iterator[Spelling]:
    batch: dict[str, object] = {"service_tier": "batch"}
    for said in ({}, batch):
        for key, meter in TOKENS.items():
            yield Spelling(key, meter, conditions=said, times=CENTS)
        for ttl, key in (
            ("5m", "cache_write_input_token"),
            ("1h", "additional_units/cache_write_1h"),
        ):
            lasting = {"cache_ttl": ttl, **said}
            yield Spelling(key, "cache_write_tokens", conditions=lasting, times=CENTS)
        for key, meter in UNITS.items():
            yield Spelling(f"additional_units/{key}", meter, conditions=said, times=CENTS)
    yield Spelling("image", "output_images", open=("quality", "resolution"), times=CENTS)
    for size in SEARCH_SIZES:
        said = {"search_context_size": size}
        key = f"additional_units/web_search_{size}_context"
        yield Spelling(key, "web_searches", conditions=said, times=CENTS)


SPELLINGS = tuple(_spellings())


def pricing(file: str) -> tuple[Answer, str]:
    """Answer GET /pricing/{provider}.json."""
    return _of_provider("feeds.portkey.pricing", file, spellings=feeds.spelt(SPELLINGS))


def general(file: str) -> tuple[Answer, str]:
    """Answer GET /general/{provider}.json: what its models can do."""
    return _of_provider("feeds.portkey.general", file)


def _of_provider(statement: str, file: str, **asked: str) -> tuple[Answer, str]:
    file = path_name(file)
    name = file.removesuffix(SUFFIX)
    if name == file:
        raise NotFound(f"There is no file {file!r}: each is named as a provider is, openai.json.")
    slug = SLUGS.get(name, name)
    nothing = f"There is no provider {name!r}. GET /v1/providers lists who there is."
    build = feeds.asking(statement, nothing, provider=slug, **asked)
    return feeds.served(f"{statement} {slug}", build, scope=slug)
