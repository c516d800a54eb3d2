"""Poe. US dollars per token or per request as strings; no price object means free or unknown.

The list of 2025 had no prices. `created` is in milliseconds. Windows are wrong by a factor of 1000
at times: one above ten million tokens is not read. What `image` counts is not documented: its size
tells, as at OpenRouter.
https://creator.poe.com/docs/external-applications/openai-compatible-api, shape last seen 2026.
"""

from dataclasses import replace
from functools import partial

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    Item,
    Reader,
    capabilities,
    count,
    instant,
    modalities,
    required,
    text,
)
from pricebook.adapters.openrouter_list import IMAGES
from pricebook.adapters.provider import Provider
from pricebook.identity.canonical import CHAT_ONLY, Rewrites

INPUTS = modalities("architecture.input_modalities")
LARGEST = 10_000_000
"""Bound of the tokens of a window."""
tokens = partial(Charge, unit="USD per token")
SPELLINGS: Rewrites = (
    (r"^stablediffusion(3\.5)-l$", r"stabilityai/stable-diffusion-\1-large"),
    (r"^stablediffusion(3\.5)-t$", r"stabilityai/stable-diffusion-\1-large-turbo"),
    (r"^(gpt-4o(-mini)?-search)$", r"openai/\1-preview"),
    (r"^gpt-4o-aug$", "gpt-4o-2024-08-06"),
    (r"^claude-sonnet-3\.5-june$", "claude-3.5-sonnet-20240620"),
    (r"^(claude-[\w.-]+)-reasoning$", r"\1"),
    (r"^(o\d-mini)-high$", r"\1"),
    (r"-turbo-di$", ""),
    # who runs it: Together, Fireworks, Cerebras, DeepInfra, Novita and others
    (r"-(t|fw|cs|di|n|b10|omni)$", ""),
    (r"^flux-pro-1$", "flux-1-pro"),
    (r"^qwen3-235b-think$", "qwen3-235b-a22b-thinking-2507"),
    (r"^recraft-(v\d)$", r"recraft/recraft\1"),
    (r"^elevenlabs-(v\d)$", r"elevenlabs/eleven-\1"),
    (r"^runway-gen-(\d)-turbo$", r"runwayml/gen\1_turbo"),
    (r"^deepseek-r1-distill$", "deepseek-r1-distill-llama-70b"),
    (r"^ray(\d)$", r"luma/ray-v\1"),
    (r"^(inception|openai|perplexity)-", ""),
    *CHAT_ONLY,
)


def window(*paths: str) -> Reader[int | None]:
    """A number of tokens that is no thousand times too large."""

    def read(item: Item) -> int | None:
        size = count(*paths)(item)
        return size if size and size <= LARGEST else None

    return read


def _of_what_goes_in(when: Reader[bool] | None) -> Reader[bool]:
    """Predicate: images may go in, so that a price of one is not that of one that comes out."""
    return lambda item: when is not None and INPUTS(item) != ("text",) and when(item)


provider = Provider(
    slug="poe",
    name="Poe",
    kind="aggregator",
    website="https://poe.com",
    docs_url="https://creator.poe.com/docs",
    api="https://api.poe.com/v1",
    names={"litellm": ("poe",), "models.dev": ("poe",)},
    spellings=SPELLINGS,
    without_price="points",
    url="https://api.poe.com/v1/models",
    fields={
        "provider_model_id": required("id"),
        "name": text("metadata.display_name", "id"),
        "description": text("description"),
        "context_length": window("context_length", "context_window.context_length"),
        "max_output_tokens": window("context_window.max_output_tokens"),
        "capabilities": capabilities("supported_features"),
        "input_modalities": INPUTS,
        "output_modalities": modalities("architecture.output_modalities"),
        "listed_at": instant("created"),
        "source_url": lambda item: f"https://poe.com/{item['id']}",
    },
    prices=(
        tokens("pricing.prompt", "input_tokens"),
        tokens("pricing.completion", "output_tokens"),
        tokens("pricing.input_cache_read", "cache_read_tokens"),
        tokens("pricing.input_cache_write", "cache_write_tokens"),
        Charge("pricing.request", "requests", "USD per request"),
        *(replace(c, when=_of_what_goes_in(c.when)) for c in IMAGES),
    ),
)
