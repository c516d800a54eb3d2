"""LiteLLM's cost map. US dollars per single unit, as binary floats; conditions end the key.

https://docs.litellm.ai/docs/provider_registration/add_model_pricing, last seen 2026-08-12.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricebook.adapters.fields import count, day, modalities
from pricebook.adapters.listing import MODALITIES_OF_KIND
from pricebook.errors import Unreadable
from pricebook.pricing.conditions import WEEK
from pricebook.pricing.meters import METERS, THOUSAND
from pricebook.pricing.price import Price
from pricebook.references import (
    BASE,
    ListedOffer,
    Reference,
    joined,
    objects,
    quoted,
    rows,
    stated,
)
from pricebook.references.sellers import Known, Seller

URL = "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"
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
PART = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
NUMBERS = dict(enumerate(WEEK, 1))
"""Days of the week by their number of ISO 8601."""
REGION = re.compile(
    r"(bedrock|azure|azure_ai)/(?P<region>[a-z]{2}(-[a-z]+)+-\d|eu|us|global)/(?P<id>[^/]+)"
)
VECTORS = {768, 1024, 1536, 3072}
"""Sizes of vectors, which stand in the place of the context of four embedding models of a lab's."""
CAPABILITIES = {
    "supports_function_calling": "tools",
    "supports_native_structured_output": "structured_output",
    "supports_reasoning": "reasoning",
    "supports_response_schema": "structured_output",
    "supports_vision": "vision",
}
MEDIA = {"audio", "image", "video"}
HOSTS_CHOICE = {"reasoning", "tools"}
"""What a host of open weights may leave out, whatever its model could."""
INPUTS = {
    "supports_vision": "image",
    "supports_audio_input": "audio",
    "supports_video_input": "video",
    "supports_pdf_input": "file",
}
MODES = {
    "audio_speech": "speech",
    "audio_transcription": "transcription",
    "chat": "chat",
    "completion": "chat",
    "embedding": "embedding",
    "image_edit": "image",
    "image_generation": "image",
    "moderation": "moderation",
    "ocr": "image-to-text",
    "rerank": "rerank",
    "responses": "chat",
    "video_generation": "video",
}
"""Which kind of model a mode is, in the words of `listing.MODALITIES_OF_KIND`."""
# Ids that hold a size, a commitment or a route, which the figures alone do not explain.
QUALIFIED = re.compile(r"(.*/)?(\*|\d+-x-\d+|max-x-max|\d-month-commitment|invoke)/.*")


def _read(body: Any, known: Known) -> Iterator[ListedOffer]:  # noqa: ANN401 - decoded JSON
    if not isinstance(body, dict):
        raise Unreadable(f"{URL}: the body is {body!r:.200}, expected an object of models")
    return joined(_entries(body, known))


def _entries(body: dict[str, Any], known: Known) -> Iterator[ListedOffer]:
    sellers = known.named("litellm")
    for key, entry in objects(body).items():
        name = str(entry.get("litellm_provider"))
        for seller in sellers.get(name) or sellers.get(name.partition("-")[0], []):
            if not QUALIFIED.fullmatch(key):
                yield from _offer(key, entry, seller)


def _offer(key: str, entry: dict[str, Any], seller: Seller) -> Iterator[ListedOffer]:
    model_id, region = _named(key, seller)
    if model_id and model_id == model_id.strip():
        believed = "litellm" not in seller.unpriced_in
        prices = tuple(_prices(entry, region)) if believed else ()
        facts = _facts(entry, limited=seller.kind != "host")
        yield ListedOffer(seller.slug, model_id, prices, facts, key)


def _named(key: str, seller: Seller) -> tuple[str, Mapping[str, object]]:
    if match := REGION.fullmatch(key):
        # two regions of Bedrock's have a model without its maker too, which is no id there
        cut = match["id"].startswith("claude-") and match[1] == "bedrock"
        return "" if cut else match["id"], {"region": match["region"]}
    route, _, rest = key.partition("/")
    own = {*seller.names.get("litellm", ()), *seller.prefixes}
    model_id = rest if rest and route in own else key
    return ("" if model_id.startswith("claude-") and seller.slug == "bedrock" else model_id), BASE


def _facts(entry: dict[str, Any], *, limited: bool) -> dict[str, Any]:
    takes, gives = _modalities(entry)
    # false is how the list spells that nobody looked: only true is a word
    switched = {word for key, word in CAPABILITIES.items() if entry.get(key) is True}
    if not limited:
        switched -= HOSTS_CHOICE  # one such word in eight is wrong
    if "image" in takes and "text" in gives:
        switched.add("vision")
    return stated(
        {
            # of one host in four it is another's, or a placeholder, and of most that draw or speak
            "context_length": _context(entry) if limited and not MEDIA & {*gives} else None,
            "max_output_tokens": count("max_output_tokens")(entry),
            "input_modalities": takes,
            "output_modalities": gives,
            "capabilities": sorted(switched),
            "deprecation_date": day("deprecation_date")(entry),
        }
    )


def _context(entry: dict[str, Any]) -> int | None:
    context = count("max_input_tokens")(entry)
    return None if entry.get("mode") == "embedding" and context in VECTORS else context


def _modalities(entry: dict[str, Any]) -> tuple[list[str], list[str]]:
    takes = modalities("supported_modalities")(entry)
    gives = modalities("supported_output_modalities")(entry)
    kind = MODALITIES_OF_KIND.get(MODES.get(str(entry.get("mode")), ""), ())
    more = [word for key, word in INPUTS.items() if entry.get(key) is True]
    first = takes or tuple(kind[:1])
    return list(dict.fromkeys((*first, *(more if first else ())))), list(gives or kind[1:])


def _prices(entry: dict[str, Any], conditions: Mapping[str, object]) -> Iterator[Price]:
    bases = BASES | OF_MODE.get(str(entry.get("mode")), {})
    # Ranges stand in for the flat figures of an entry that has both.
    for card in rows(entry.get("tiered_pricing")) or [entry]:
        yield from _card(card, bases, {**conditions, **_beyond(card.get("range"))})
    off_peak = objects(entry).get("off_peak_pricing", {})
    for window in rows(off_peak.get("windows")):
        if hours := _hours(window):
            yield from _card(off_peak, bases, {**conditions, **hours})
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


def _hours(window: dict[str, Any]) -> Mapping[str, object]:
    """Return the conditions of a window; of one that nobody understands there are none."""
    clock, days = window.get("hours_utc"), window.get("weekdays", [])
    parts = [PART.fullmatch(str(part)) for part in (clock if isinstance(clock, list) else [clock])]
    if not all(parts) or not isinstance(days, list) or any(day not in [*NUMBERS] for day in days):
        return BASE
    hours = [[part[1], "24:00" if part[2] == "00:00" else part[2]] for part in parts if part]
    names = [day for number, day in NUMBERS.items() if number in days]
    return {
        **({"utc_windows": hours} if hours != [["00:00", "24:00"]] else {}),
        **({"weekdays": names} if 0 < len(names) < len(WEEK) else {}),
    }


def _card(
    card: dict[str, Any], bases: Mapping[str, str], conditions: Mapping[str, object]
) -> Iterator[Price]:
    for key, figure in card.items():
        match = KEY.fullmatch(key)
        if match and (meter := bases.get(match["base"])):
            under = {**conditions, **dict(_conditions(match))}
            yield from quoted(meter, figure, f"USD per {METERS[meter].unit}", conditions=under)


def _conditions(key: re.Match[str]) -> Iterator[tuple[str, object]]:
    if key["ttl"]:
        yield "cache_ttl", key["ttl"]
    if key["thousands"]:
        yield "prompt_tokens_gt", int(key["thousands"]) * THOUSAND
    if key["tier"]:
        yield "service_tier", key["tier"]


reference = Reference(name="litellm", url=URL, docs_url="https://models.litellm.ai", read=_read)
