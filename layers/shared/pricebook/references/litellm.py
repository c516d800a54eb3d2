"""LiteLLM's cost map. US dollars per single unit, as binary floats; conditions end the key.

https://docs.litellm.ai/docs/provider_registration/add_model_pricing, last seen 2026-08-12.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricebook.adapters.fields import day
from pricebook.errors import Unreadable
from pricebook.pricing.meters import METERS, THOUSAND
from pricebook.pricing.price import Price
from pricebook.references import BASE, Reference, Told, joined, objects, quoted, rows

URL = "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"
# Left out: ovhcloud and scaleway, whose euros it calls dollars, and what sells no tokens.
SELLERS = {
    "aiml": "aimlapi",
    "anthropic": "anthropic",
    "azure": "azure",
    "azure_ai": "azure",
    "baseten": "baseten",
    "bedrock": "bedrock",
    "bedrock_converse": "bedrock",
    "bedrock_mantle": "bedrock",
    "cerebras": "cerebras",
    "cloudflare": "cloudflare",
    "cohere": "cohere",
    "cohere_chat": "cohere",
    "dashscope": "alibaba-cloud",
    "deepinfra": "deepinfra",
    "deepseek": "deepseek",
    "fireworks_ai": "fireworks",
    "gemini": "google",
    "groq": "groq",
    "hyperbolic": "hyperbolic",
    "lambda_ai": "lambda",
    "minimax": "minimax",
    "mistral": "mistral",
    "moonshot": "moonshot",
    "nebius": "nebius",
    "novita": "novita",
    "openai": "openai",
    "openrouter": "openrouter",
    "perplexity": "perplexity",
    "sambanova": "sambanova",
    "together_ai": "together",
    "vercel_ai_gateway": "vercel-ai-gateway",
    "vertex_ai": "google-vertex",
    "xai": "xai",
    "zai": "zai",
}
# Left out: what means a different unit from entry to entry (input_cost_per_image is an image, a
# token of one, or an image that comes out) and what has no meter (pixels, DBU).
BASES = {
    "input_cost_per_token": "input_tokens",
    "output_cost_per_token": "output_tokens",
    "output_cost_per_reasoning_token": "reasoning_tokens",
    "citation_cost_per_token": "citation_tokens",
    "cache_read_input_token_cost": "cache_read_tokens",
    "cache_creation_input_token_cost": "cache_write_tokens",
    "input_cost_per_image_token": "input_image_tokens",
    "output_cost_per_image_token": "output_image_tokens",
    "input_cost_per_audio_token": "input_audio_tokens",
    "output_cost_per_audio_token": "output_audio_tokens",
    "cache_read_input_audio_token_cost": "cache_read_audio_tokens",
    "cache_creation_input_audio_token_cost": "cache_write_audio_tokens",
    "input_cost_per_character": "input_characters",
    "input_cost_per_audio_per_second": "input_seconds",
    "input_cost_per_video_per_second": "input_video_seconds",
    "output_cost_per_video_per_second": "output_seconds",
    "input_cost_per_query": "queries",
    "input_cost_per_request": "requests",
    "ocr_cost_per_page": "pages",
}
OF_MODE = {
    "audio_transcription": {"input_cost_per_second": "input_seconds"},
    "image_generation": {"output_cost_per_image": "output_images"},
    "video_generation": {"output_cost_per_second": "output_seconds"},
}
"""Keys that mean one thing only in entries of one mode."""
KEY = re.compile(
    r"(?P<base>\w+?)(_above_(?P<ttl>\d+h)r)?(_above_(?P<thousands>\d+)k_tokens)?"
    r"(_(?P<tier>batch|flex|priority)(es)?)?"
)
REGION = re.compile(
    r"(bedrock|azure|azure_ai)/(?P<region>[a-z]{2}(-[a-z]+)+-\d|eu|us|global)/(?P<id>[^/]+)"
)
# Ids that hold a size, a commitment or a route, which the figures alone do not explain.
QUALIFIED = re.compile(r"(.*/)?(\*|\d+-x-\d+|max-x-max|\d-month-commitment|invoke)/.*")


def _read(body: Any) -> Iterator[Told]:  # noqa: ANN401 - decoded JSON
    if not isinstance(body, dict):
        raise Unreadable(f"{URL}: the body is {body!r:.200}, expected an object of models")
    return joined(_entries(body))


def _entries(body: dict[str, Any]) -> Iterator[Told]:
    for key, entry in objects(body).items():
        family = str(entry.get("litellm_provider")).partition("-")[0]
        if family in SELLERS and not QUALIFIED.fullmatch(key):
            model_id, region = _named(key)
            prices = tuple(_prices(entry, region))
            yield Told(SELLERS[family], model_id, prices, day("deprecation_date")(entry))


def _named(key: str) -> tuple[str, Mapping[str, object]]:
    if found := REGION.fullmatch(key):
        return found["id"], {"region": found["region"]}
    route, _, rest = key.partition("/")
    return (rest if rest and route in SELLERS else key), BASE


def _prices(entry: dict[str, Any], conditions: Mapping[str, object]) -> Iterator[Price]:
    bases = BASES | OF_MODE.get(str(entry.get("mode")), {})
    # Ranges stand in for the flat figures of an entry that has both.
    for card in rows(entry.get("tiered_pricing")) or [entry]:
        yield from _card(card, bases, {**conditions, **_beyond(card.get("range"))})
    searches = objects(entry).get("search_context_cost_per_query", {})
    for size in ("low", "medium", "high"):
        figure = searches.get(f"search_context_size_{size}")
        under = {**conditions, "search_context_size": size}
        yield from quoted("web_searches", figure, "USD per search", conditions=under)


def _beyond(prompt: object) -> Mapping[str, object]:
    match prompt:
        case [int() | Decimal() as start, _] if start > 0:
            return {"prompt_tokens_gt": int(start)}
    return BASE


def _card(
    card: dict[str, Any], bases: Mapping[str, str], conditions: Mapping[str, object]
) -> Iterator[Price]:
    for key, figure in card.items():
        found = KEY.fullmatch(key)
        if found and (meter := bases.get(found["base"])):
            under = {**conditions, **dict(_conditions(found))}
            yield from quoted(meter, figure, f"USD per {METERS[meter].unit}", conditions=under)


def _conditions(key: re.Match[str]) -> Iterator[tuple[str, object]]:
    if key["ttl"]:
        yield "cache_ttl", key["ttl"]
    if key["thousands"]:
        yield "prompt_tokens_gt", int(key["thousands"]) * THOUSAND
    if key["tier"]:
        yield "service_tier", key["tier"]


reference = Reference(name="litellm", url=URL, docs_url="https://models.litellm.ai", read=_read)
