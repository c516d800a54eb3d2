"""genai-prices. US dollars per million tokens, or per thousand of what is counted one by one.

https://github.com/pydantic/genai-prices, shape last seen 2026-08-21.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from pricebook.adapters.fields import count, day, find
from pricebook.errors import Unreadable
from pricebook.pricing.meters import MILLION, THOUSAND
from pricebook.pricing.price import Price
from pricebook.references import BASE, Reference, Told, joined, quoted, rows

URL = "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json"
UNITS = {"mtok": (MILLION, "USD per 1M tokens"), "kcount": (THOUSAND, "USD per 1K")}
ONE_HOUR = "cache_write_1h_mtok"

# Left out: zhipuai, the seller's Chinese twin, and sellers that we do not list.
SELLERS = {
    "anthropic": "anthropic",
    "aws": "bedrock",
    "azure": "azure",
    "cerebras": "cerebras",
    "cohere": "cohere",
    "deepseek": "deepseek",
    "fireworks": "fireworks",
    "google": "google",
    "groq": "groq",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshotai": "moonshot",
    "novita": "novita",
    "openai": "openai",
    "openrouter": "openrouter",
    "ovhcloud": "ovhcloud",
    "perplexity": "perplexity",
    "together": "together",
    "x-ai": "xai",
    "zai": "zai",
}
THROUGH_HUGGINGFACE = "huggingface_"
"""Begins the name of a seller that is reached through Hugging Face's router."""
METERS = {
    "input_mtok": "input_tokens",
    "output_mtok": "output_tokens",
    "output_reasoning_mtok": "reasoning_tokens",
    "output_citation_mtok": "citation_tokens",
    "cache_read_mtok": "cache_read_tokens",
    "cache_write_mtok": "cache_write_tokens",
    ONE_HOUR: "cache_write_tokens",
    "input_image_mtok": "input_image_tokens",
    "output_image_mtok": "output_image_tokens",
    "cache_image_read_mtok": "cache_read_image_tokens",
    "input_audio_mtok": "input_audio_tokens",
    "output_audio_mtok": "output_audio_tokens",
    "cache_audio_read_mtok": "cache_read_audio_tokens",
    "input_video_mtok": "input_video_tokens",
    "output_video_mtok": "output_video_tokens",
    "requests_kcount": "requests",
    "web_searches_kcount": "web_searches",
}
CLOCK = re.compile(r"(\d\d:\d\d)(?::00)?(?:Z|\+00:00)")


def read_on(body: Any, today: date) -> Iterator[Told]:  # noqa: ANN401 - decoded JSON
    """Return what the list says of the prices in force on a day."""
    if not isinstance(body, list):
        raise Unreadable(f"{URL}: the body is {body!r:.200}, expected a list of providers")
    return joined(_entries(body, today))


def _entries(body: list[Any], today: date) -> Iterator[Told]:
    for provider in rows(body):
        slug, suffix = _seller(str(provider.get("id")))
        for model in rows(provider.get("models")) if slug else ():
            prices = tuple(_prices(model.get("prices"), today))
            for model_id in _ids(model.get("match")):
                yield Told(slug, f"{model_id}{suffix}", prices)


def _seller(name: str) -> tuple[str, str]:
    """Return whom we call so, and what our ids of its models end in."""
    if name.startswith(THROUGH_HUGGINGFACE):
        return "huggingface", f":{name.removeprefix(THROUGH_HUGGINGFACE)}"
    return SELLERS.get(name, ""), ""


def _ids(rule: object) -> Iterator[str]:
    """Return the ids that a rule names in full; one that only describes ids names none."""
    match rule:
        case {"equals": str(model_id)}:
            yield model_id
        case {"or": [*rules]}:
            for inner in rules:
                yield from _ids(inner)


def _prices(prices: object, today: date) -> Iterator[Price]:
    entries = [{"prices": prices}] if isinstance(prices, dict) else rows(prices)
    begun = [entry for entry in entries if _begun(entry.get("constraint"), today)]
    for entry in begun[-1:]:
        yield from _card(entry.get("prices"), BASE)
    for entry in entries:
        if hours := _hours(entry.get("constraint")):
            yield from _card(entry.get("prices"), {"utc_windows": [hours]})


def _begun(constraint: object, today: date) -> bool:
    if constraint is None:
        return True
    start = day("start_date")(constraint) if isinstance(constraint, dict) else None
    return start is not None and start <= today


def _hours(constraint: object) -> list[str] | None:
    match constraint:
        case {"start_time": str(start), "end_time": str(end), **others} if not others:
            hours = [CLOCK.fullmatch(start), CLOCK.fullmatch(end)]
            return [hour[1] for hour in hours if hour] if all(hours) else None
    return None


def _card(rates: object, conditions: Mapping[str, object]) -> Iterator[Price]:
    if not isinstance(rates, dict):
        return
    for key, value in rates.items():
        if key in METERS:
            ttl = {"cache_ttl": "1h"} if key == ONE_HOUR else {}
            yield from _rate(key, value, {**conditions, **ttl})


def _rate(key: str, value: object, conditions: Mapping[str, object]) -> Iterator[Price]:
    per, unit = UNITS[key.rpartition("_")[2]]
    base = value.get("base") if isinstance(value, dict) else value
    yield from quoted(METERS[key], base, unit, per=per, conditions=conditions)
    for tier in rows(find(value, "tiers")):
        if start := count("start")(tier):
            over = {**conditions, "prompt_tokens_gt": start}
            yield from quoted(METERS[key], tier.get("price"), unit, per=per, conditions=over)


reference = Reference(
    name="genai-prices",
    url=URL,
    docs_url="https://github.com/pydantic/genai-prices",
    read=lambda body: read_on(body, datetime.now(UTC).date()),
)
