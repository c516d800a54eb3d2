"""Fireworks AI, its inference list, and beside it the prices of what is sold by use.

The list of prices repeats a model for each mode. Each price is a row that names what is counted and
its unit; its amount is a decimal, or money in units and billionths of a dollar.
https://docs.fireworks.ai/api-reference/list-models,
https://api.fireworks.ai/v1/serverless/models, shape last seen 2026-10.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import (
    Item,
    capability_flags,
    count,
    find,
    instant,
    modality_flags,
    required,
    text,
)
from pricebook.adapters.provider import Provider
from pricebook.adapters.requests import FetchExtra
from pricebook.adapters.reshape import money
from pricebook.pricing.meters import MILLION

SERVERLESS = "https://api.fireworks.ai/v1/serverless/models"
MAX_PAGES = 50
"""Bound of the pages of the list of prices."""
MODES: dict[str, dict[str, object]] = {
    "default": {},
    "priority": {"service_tier": "priority"},
    "fast": {"speed": "fast"},
    "spot": {"service_tier": "spot"},
}
METERS = {
    "LLM input tokens (uncached)": "input_tokens",
    "LLM input tokens (cached)": "cache_read_tokens",
    "LLM output tokens": "output_tokens",
}
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION)


def priced(get: FetchExtra) -> Iterable[Any]:
    """Put the prices of each mode beside the model; a model that only they name is sold too."""
    modes: dict[str, Item] = {}
    for row in _rows(get):
        model = modes.setdefault(str(row.get("id")), {**row, "pricing": {}})
        model["pricing"] |= {str(row.get("serverless_mode", "default")): by_sku(row.get("pricing"))}
    for item in provider.items(get(provider.url)):
        yield {**modes.pop(str(find(item, "id")), {}), **item} if isinstance(item, dict) else item
    yield from modes.values()


def _rows(get: FetchExtra) -> Iterable[Item]:
    token: object = ""
    for _page in range(MAX_PAGES):
        body = get(f"{SERVERLESS}?pageToken={token}" if token else SERVERLESS, optional=True)
        rows = find(body, "data")
        yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
        token = find(body, "nextPageToken")
        if not isinstance(token, str) or not token:
            return


def by_sku(rows: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Turn rows into figures by what they count, and their unit."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return rows
    return {_paid_for(row): money(row.get("amount")) for row in rows}


def _paid_for(row: Item) -> str:
    currency = find(row, "amount.currencyCode")
    paid_for = f"{row.get('sku')} per {row.get('unit')}"
    return paid_for if currency in (None, "USD") else f"{paid_for} in {currency}"


provider = Provider(
    slug="fireworks",
    name="Fireworks AI",
    kind="host",
    website="https://fireworks.ai",
    docs_url="https://fireworks.ai/pricing",
    api="https://api.fireworks.ai/inference/v1",
    names={
        "genai-prices": ("fireworks",),
        "litellm": ("fireworks_ai",),
        "models.dev": ("fireworks-ai",),
        "portkey": ("fireworks-ai",),
    },
    spellings=((r"^accounts/[\w-]+/models/", ""), (r"-basic$", "")),
    url="https://api.fireworks.ai/inference/v1/models",
    key="FIREWORKS_API_KEY",
    fetch=priced,
    fields={
        "provider_model_id": required("id"),
        "name": text("display_name"),
        "context_length": count("context_length"),
        # An image generator that takes images calls itself a chat model: nothing comes out for sure
        "input_modalities": modality_flags(
            {"supports_chat": "text", "supports_image_input": "image"}
        ),
        "capabilities": capability_flags({"supports_tools": "tools"}),
        "listed_at": instant("created"),
    },
    prices=tuple(
        tokens(f"pricing.{mode}.{sku} per 1M tokens", meter, conditions=conditions)
        for mode, conditions in MODES.items()
        for sku, meter in METERS.items()
    ),
)
