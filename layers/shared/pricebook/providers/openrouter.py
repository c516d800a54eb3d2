"""OpenRouter. US dollars per token as strings; -1 is for a router, which charges what it picks.

A free model stays listed when nobody serves it any more: its list of endpoints is then empty.
https://openrouter.ai/docs/api-reference/list-available-models, shape last seen 2026-09-25.
"""

import re
from typing import Any

from pricebook.adapters.fields import equals, find
from pricebook.adapters.openrouter_list import LIST_FIELDS, list_prices
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import Probe
from pricebook.identity.canonical import Rewrites

# Where more than text comes out, a zero hides a price per song that only the description tells.
TEXT = equals("architecture.output_modalities", ["text"])
FREE = re.compile(r"[\w.-]+/[\w.-]+:free")
SPELLINGS: Rewrites = (
    (r"^openrouter/", ""),
    (r"^deepseek/deepseek-chat$", "deepseek/deepseek-v3"),
    (r"^(openai/o\d-mini)-high$", r"\1"),
)

MODELS = "https://openrouter.ai/api/v1/models"


def endpoints(item: Any) -> str | None:  # noqa: ANN401 - decoded JSON
    """Return where the sellers of a free model stand; of others the price is a sign of one."""
    name = find(item, "id")
    is_free = isinstance(name, str) and FREE.fullmatch(name)
    return f"{MODELS}/{name}/endpoints" if is_free else None


def serves(answer: Any) -> bool:  # noqa: ANN401 - decoded JSON
    """Tell whether anybody serves a model: no list of endpoints says nothing against it."""
    listed = find(answer, "data.endpoints")
    return not isinstance(listed, list) or bool(listed)


provider = Provider(
    slug="openrouter",
    name="OpenRouter",
    kind="aggregator",
    website="https://openrouter.ai",
    docs_url="https://openrouter.ai/models",
    api="https://openrouter.ai/api/v1",
    sdk="@openrouter/ai-sdk-provider",
    names={
        "genai-prices": ("openrouter",),
        "litellm": ("openrouter",),
        "models.dev": ("openrouter",),
    },
    spellings=SPELLINGS,
    id_prefixes=("openrouter",),
    # without the parameter the list has only what text comes out of
    url=f"{MODELS}?output_modalities=all",
    fields={
        **LIST_FIELDS,
        "offered": lambda item: item.get("served") is not False,
        "source_url": lambda item: f"https://openrouter.ai/{item['id']}",
    },
    probe=Probe(endpoints, serves),
    prices=list_prices(free=TEXT),
)
