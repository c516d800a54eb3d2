"""Fireworks AI, its inference list, and beside it the prices of what is sold by use.

The list of prices repeats a model for each mode, and keeps some that run no longer: the list of
deployed models tells which, and until when. Each price is a row that names what is counted and
its unit; its amount is a decimal, or money in units and billionths of a dollar.
https://docs.fireworks.ai/api-reference/list-models,
https://api.fireworks.ai/v1/serverless/models, shape last seen 2026-10.
"""

from collections.abc import Iterable
from typing import Any

from pricebook.adapters.fields import (
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
from pricebook.providers.fireworks.prices import CHARGES, by_model, deployed, ends


def joined(get: FetchExtra) -> Iterable[Any]:
    """Put the prices of each mode beside the model; one that only they name is sold if it runs."""
    priced, running = by_model(get), deployed(get)
    own = get(provider.url, optional=bool(priced))
    for item in [] if own is None else provider.items(own):
        name = str(find(item, "id"))
        known = {**priced.pop(name, {}), "running": running.get(name)}
        yield {**known, **item} if isinstance(item, dict) else item
    for name, item in priced.items():
        if name in running or not running:
            yield {**item, "running": running.get(name)}


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
    spellings=(
        (r"^accounts/[\w-]+/(models|routers)/", ""),
        (r"-us$", ""),
        (r"^cogito-(\d+b)-v(\d)-p(\d)$", r"cogito-v\2.\3-\1"),
        (r"(-instruct)-(long|\d+k(-rope)?)$", r"\1"),
        (r"-(basic|fast|turbo)$", ""),
    ),
    id_prefixes=("fireworks-ai", "fireworks_ai"),
    url="https://api.fireworks.ai/inference/v1/models",
    key="FIREWORKS_API_KEY",
    fetch=joined,
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
        "deprecation_date": ends,
    },
    prices=CHARGES,
)
