"""fal's lists: pages of models, and prices by their ids."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from pricebook.adapters.fields import Item, find, modalities
from pricebook.adapters.requests import FetchExtra
from pricebook.adapters.reshape import add_once

MODELS = "https://api.fal.ai/v1/models?limit=100"
PRICES = "https://api.fal.ai/v1/models/pricing"
MAX_PAGES = 200
"""Bound of the pages of models."""
AT_ONCE = 50
"""How many prices may be asked for in one request."""
FILMS = ("text-to-video", "image-to-video", "video-to-video", "audio-to-video")
SOUNDS = ("text-to-speech", "text-to-audio", "text-to-music", "speech-to-speech", "video-to-audio")
TRANSCRIBES = ("speech-to-text", "audio-to-text")


def fetch(get: FetchExtra) -> Iterator[Any]:
    """Yield the models of all pages, each with what the list of prices says of it."""
    models = list(_models(get))
    names = [n for n in (find(model, "endpoint_id") for model in models) if isinstance(n, str)]
    prices: dict[str, list[Any]] = {}
    for start in range(0, len(names), AT_ONCE):
        query = urlencode([("endpoint_id", name) for name in names[start : start + AT_ONCE]])
        rows = find(get(f"{PRICES}?{query}", optional=True), "prices")
        for row in rows if isinstance(rows, list) else []:
            prices.setdefault(str(find(row, "endpoint_id")), []).append(row)
    for model in models:
        name = str(find(model, "endpoint_id"))
        yield model | {"prices": prices.get(name, [])} if isinstance(model, dict) else model


def _models(get: FetchExtra) -> Iterator[Any]:
    following = ""
    for _page in range(MAX_PAGES):
        body = get(f"{MODELS}{following}")
        listed = find(body, "models")
        yield from listed if isinstance(listed, list) else ()
        cursor = find(body, "next_cursor") if find(body, "has_more") is True else None
        if not isinstance(cursor, str) or not cursor:
            return
        following = f"&{urlencode({'cursor': cursor})}"


def priced(item: Item) -> list[Item]:
    """Put each price under its currency and unit; two for one unit are not read, but reported."""
    pricing: Item = {}
    rows = item.get("prices")
    for row in rows if isinstance(rows, list) else []:
        key = f"{find(row, 'currency')} {find(row, 'unit')}"
        add_once(pricing, key, find(row, "unit_price"))
    facts = {key: value for key, value in item.items() if key != "prices"}
    return [facts | {"kind": find(item, "metadata.category"), "pricing": pricing}]


def side(item: Item, number: int) -> tuple[str, ...]:
    """Read what goes in (0) or comes out (1), from a kind such as image-to-video."""
    kind = find(item, "kind")
    parts = kind.split("-to-") if isinstance(kind, str) else []
    sides = [part.replace("music", "audio") for part in parts]
    return modalities("side")({"side": [sides[number]]}) if len(sides) > 1 else ()
