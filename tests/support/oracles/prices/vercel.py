"""A second reading of the prices of the Vercel AI Gateway, straight from the JSON.

Nothing here uses an adapter's rules or words.
"""

from typing import Any

from tests.support.oracles.prices.base_rows import CACHED, INPUT, OUTPUT, Reading, Row, number, row

CARD = {
    "input": INPUT,
    "output": OUTPUT,
    "input_cache_read": CACHED,
    "input_cache_write": "cache_write_tokens",
}
THINGS = {
    "audio_input_token_cost": ("input_audio_tokens", 1),
    "audio_output_token_cost": ("output_audio_tokens", 1),
    "speech_input_character_cost": ("input_characters", 1),
    "transcription_duration_cost_per_second": ("input_seconds", 1),
    "realtime_session_duration_cost_per_second": ("session_seconds", 1),
    "realtime_client_message_cost": ("messages", 1),
    "image": ("output_images", 1),
    "web_search": ("web_searches", 1000),
    "maps_search": ("map_searches", 1000),
}


def vercel(items: list[Any]) -> Reading:
    """Dollars per token by card, per thing, per picture and per second of film."""
    for item in items:
        pricing = dict(item.get("pricing", {}))
        if item.get("type") in ("speech", "transcription"):
            pricing.pop("input", None)
        result = card(pricing, {}) + card(pricing.get("fast", {}), {"speed": "fast"})
        for region, prices in pricing.get("regional", {}).items():
            result += card(prices, {"region": region})
            result += card(prices.get("fast", {}), {"region": region, "speed": "fast"})
        for tier, prices in pricing.get("service_tiers", {}).items():
            result += card(prices, {"service_tier": tier})
            if long := prices.get("long_context"):
                when = {"service_tier": tier, "prompt_tokens_gt": long["threshold"]}
                result += card(long, when)
        result += [
            row(m, number(pricing[k]) / per) for k, (m, per) in THINGS.items() if k in pricing
        ]
        result += pictures(pricing) + films(pricing)
        paints = item.get("type") == "image"
        yield (
            item["id"],
            [("output_image_tokens", *r[1:]) if paints and r[0] == OUTPUT else r for r in result],
        )


def card(prices: Any, when: dict[str, Any]) -> list[Row]:
    """Return dollars per token; tiers from a first token on."""
    result = []
    for key, meter in CARD.items():
        if cost := number(prices.get(key)):
            result.append(row(meter, cost, when=when))
        for tier in prices.get(f"{key}_tiers", []):
            if tier["min"] > 1:
                more = when | {"prompt_tokens_gt": tier["min"] - 1}
                result.append(row(meter, number(tier["cost"]), when=more))
            elif key not in prices:
                result.append(row(meter, number(tier["cost"]), when=when))
    return result


def pictures(pricing: Any) -> list[Row]:
    """Return what a picture costs by size, quality, style and what is done to it."""
    words = {"size": "resolution", "quality": "quality", "style": "style", "operation": "mode"}
    result = []
    for one in pricing.get("image_dimension_quality_pricing", []):
        if one.keys() <= {*words, "cost"}:
            when = {word: one[key] for key, word in words.items() if key in one}
            result.append(row("output_images", number(one["cost"]), when=when))
    return result


def films(pricing: Any) -> list[Row]:
    """Return what a second of film costs, or its tokens."""
    result = []
    for video in pricing.get("video_duration_pricing", []):
        when = {k: v for k, v in video.items() if k != "cost_per_second"}
        result.append(row("output_seconds", number(video["cost_per_second"]), when=when))
    by_token = pricing.get("video_token_pricing", {})
    for tier in by_token.get("tiers", [by_token]):
        size = {"resolution": tier["resolution"]} if "resolution" in tier else {}
        for key, when in (("no_video_input", {}), ("with_video_input", {"mode": "video input"})):
            if key in tier:
                cost = number(tier[key]["cost_per_million_tokens"]) / 1000000
                result.append(row("output_video_tokens", cost, when=size | when))
    return result


READINGS = {"vercel-ai-gateway": vercel}
LISTINGS = {"vercel-ai-gateway.doc-example.json": 1, "vercel-ai-gateway.json": 10}
