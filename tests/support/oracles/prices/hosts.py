"""A second reading of the prices of hosts and gateways, straight from the JSON.

Nothing here uses an adapter's rules or words.
"""

from decimal import Decimal
from typing import Any

from tests.support.oracles.prices.base_rows import (
    CACHED,
    INPUT,
    OUTPUT,
    Reading,
    Row,
    number,
    per_million,
    row,
    twelve,
)

WRITTEN = "cache_write_tokens"
PICTURE, CLIP, CHARACTERS = "output_images", "output_clips", "input_characters"


def unpriced(items: list[Any]) -> Reading:
    """No prices, only models."""
    for item in items:
        yield item["id"], []


def featherless(items: list[Any]) -> Reading:
    """Dollars per token, as strings; a zero is in the plan."""
    for item, (name, result) in zip(items, per_token(items), strict=True):
        keys = {"prompt": INPUT, "completion": OUTPUT}
        zeros = [m for k, m in keys.items() if item.get("pricing", {}).get(k) == "0"]
        yield name, result + [row(meter, None, "included") for meter in zeros]


def per_token(items: list[Any]) -> Reading:
    """Dollars per token, as strings."""
    for item in items:
        prices = item.get("pricing", {})
        result = [(INPUT, number(prices.get("prompt"))), (OUTPUT, number(prices.get("completion")))]
        yield item["id"], [row(meter, cost) for meter, cost in result if cost]


def nearai(items: list[Any]) -> Reading:
    """Dollars per token as strings, replaced by an exact profile per 1M where there is one."""
    for item in items:
        ((name, result),) = per_token([item])
        prices, profile = item.get("pricing", {}), item.get("textPricing", {})
        if prices.get("input_cache_read") == "0":
            result.append(row(CACHED, None, "free"))
        elif "input_cache_read" in prices:
            result.append(row(CACHED, number(prices["input_cache_read"])))
        if number(prices.get("image")):
            result.append(row(PICTURE, number(prices["image"])))
        stated = nearai_profile(profile) if "surcharge" not in profile else []
        yield name, list({one[:2]: one for one in result + stated}.values())


def nearai_profile(profile: dict[str, Any]) -> list[Row]:
    """Return dollars per 1M by tier of service, and beyond the threshold where there is one."""
    meters = {
        "uncachedInput": INPUT,
        "cachedInput": CACHED,
        "cacheWrite": WRITTEN,
        "output": OUTPUT,
    }
    result = []
    for tier, bands in profile.get("tiers", {}).items():
        for band, rates in bands.items():
            when = {} if tier == "default" else {"service_tier": tier}
            if band == "long":
                when["prompt_tokens_gt"] = profile.get("longContextThreshold")
            if when.get("prompt_tokens_gt", 1):
                costs = ((meters[key], number(rate)) for key, rate in rates.items())
                result += [row(meter, cost / 1000000, when=when) for meter, cost in costs]
    return result


def parasail(items: list[Any]) -> Reading:
    """Dollars per 1M tokens; of speech nobody says what is counted."""
    for item in items:
        keys = {"inputCost": INPUT, "outputCost": OUTPUT, "cachedCost": CACHED}
        keys = {} if "TTS" in item.get("tags", []) else keys
        yield item["externalAlias"], per_million(item, keys)


def requesty(items: list[Any]) -> Reading:
    """Dollars per token, and for the cache only where there is one."""
    for item in items:
        keys = {"input_price": INPUT, "output_price": OUTPUT}
        if item.get("supports_caching"):
            keys |= {"cached_price": CACHED, "caching_price": WRITTEN}
        costs = {meter: number(item.get(key)) for key, meter in keys.items()}
        yield item["id"], [row(meter, twelve(cost)) for meter, cost in costs.items() if cost]


def helicone(items: list[Any]) -> Reading:
    """Dollars per 1M for each seller, again beyond the threshold of each tier."""
    for item in items:
        for offer in item["endpoints"]:
            if isinstance(offer, dict) and "provider" in offer:
                result = helicone_object(offer.get("pricing", {}), {})
                for tier in offer.get("pricingTiers", []):
                    if tier["threshold"] and "season" not in tier:
                        result += helicone_object(tier, {"prompt_tokens_gt": tier["threshold"]})
                yield f"{item['id']}:{offer['provider']}", result


def helicone_object(prices: dict[str, Any], when: object) -> list[Row]:
    """Return the prices of one object under its conditions."""
    costs = {
        f"{side}_{medium}_tokens": prices.get(medium, {}).get(key)
        for medium in ("audio", "image", "video")
        for key, side in {"input": "input", "cachedInput": "cache_read", "output": "output"}.items()
    }
    costs |= {
        "input_file_tokens": prices.get("file", {}).get("input"),
        INPUT: prices.get("prompt"),
        OUTPUT: prices.get("completion"),
        CACHED: prices.get("cacheRead"),
        WRITTEN: prices.get("cacheWrite"),
        "reasoning_tokens": prices.get("thinking"),
        "web_searches": prices.get("web_search"),
    }
    stated = ((meter, number(cost) / 1000000) for meter, cost in costs.items())
    return [row(meter, twelve(cost), when=when) for meter, cost in stated if cost]


def aimlapi(items: list[Any]) -> Reading:
    """Dollars for so many units: tokens by origin, else seconds and megapixels by condition."""
    meters = {"provided": INPUT, "generated": OUTPUT, "output": OUTPUT, "cached": CACHED}
    for item in items:
        prices, result = item.get("pricing", {}), {}
        for unit in prices.get("units", []) if prices.get("currency") != "EUR" else []:
            text = unit.get("content", "text") == "text" and "season" not in unit
            meter = meters.get(unit.get("origin", unit.get("measure")))
            if text and meter and meter not in result and unit["price"]:
                result[meter] = row(meter, twelve(number(unit["price"]) / unit["per"]))
        for variant in prices.get("variants", []):
            meter = {"second": "output_seconds", "megapixel": "output_megapixels"}.get(
                variant["unit"]
            )
            when = variant["when"]
            if meter and "per" in variant and when != "always" and "duration" not in when:
                cost = number(variant["price"]) / variant["per"]
                result[str(when)] = row(meter, cost, when=when)
        yield item["id"], list(result.values())


def venice(items: list[Any]) -> Reading:
    """Dollars, by the type of model."""
    for item in items:
        prices = item["model_spec"].get("pricing", {})
        kind = item["type"]
        if kind in ("text", "embedding"):
            result = venice_tokens(prices, {})
            if long := prices.get("extended"):
                result += venice_tokens(long, {"prompt_tokens_gt": long["context_token_threshold"]})
        elif kind in ("image", "inpaint", "upscale"):
            result = venice_pictures(prices)
            if more := prices.get("inputImages"):
                when = {"beyond": more["included"]} if more["included"] else {}
                result.append(("input_images", number(more["additional"]["usd"]), when))
        else:
            result = venice_sounds(prices)
        yield item["id"], [row(m, twelve(cost), when=when) for m, cost, when in result if cost]


type Told = list[tuple[str, Decimal, object]]


def venice_tokens(prices: dict[str, Any], when: object) -> Told:
    """Return what a million tokens cost, as what one costs."""
    keys = {"input": INPUT, "output": OUTPUT, "cache_input": CACHED, "cache_write": WRITTEN}
    return [(m, number(prices[k]["usd"]) / 1000000, when) for k, m in keys.items() if k in prices]


def venice_pictures(prices: dict[str, Any]) -> Told:
    """Return what a picture costs: in general, by size, by size and grade, and made larger."""
    result: Told = [
        (PICTURE, number(prices[key]["usd"]), {})
        for key in ("generation", "inpaint")
        if key in prices
    ]
    for size, price in prices.get("resolutions", {}).items():
        if size != "8K":
            result.append((PICTURE, number(price["usd"]), {"resolution": size}))
    for size, grades in prices.get("quality", {}).items():
        for grade, price in grades.items():
            when = {"resolution": size, "quality": grade}
            result.append((PICTURE, number(price["usd"]), when))
    for factor, price in prices.get("upscale", {}).items():
        result.append((PICTURE, number(price["usd"]), {"mode": f"upscale {factor}"}))
    return result


def venice_sounds(prices: dict[str, Any]) -> Told:
    """Return what speech, transcription and music cost, whichever figure there is."""
    keys = {
        "input": (CHARACTERS, 1000000),
        "per_thousand_characters": (CHARACTERS, 1000),
        "per_audio_second": ("input_seconds", 1),
        "per_second": ("output_audio_seconds", 1),
        "generation": (CLIP, 1),
    }
    stated = ((keys[key], price) for key, price in prices.items() if key in keys)
    result: Told = [(meter, number(price["usd"]) / per, {}) for (meter, per), price in stated]
    for clip in prices.get("durations", {}).values():
        result.append((CLIP, number(clip["usd"]), {"seconds_gt": clip["min_seconds"] - 1}))
    return result


READINGS = {
    "aimlapi": aimlapi,
    "cerebras": per_token,
    "featherless": featherless,
    "helicone": helicone,
    "hyperbolic": unpriced,
    "nearai": nearai,
    "parasail": parasail,
    "requesty": requesty,
    "siliconflow": unpriced,
    "venice": venice,
}
LISTINGS = {
    "aimlapi.doc-example.json": 3,
    "cerebras.2025-07-25.json": 6,
    "cerebras.2025-09-09.json": 9,
    "cerebras.json": 2,
    "featherless.json": 6504,
    "helicone.doc-example.json": 1,
    "hyperbolic.json": 24,
    "requesty.json": 5,
    "siliconflow.doc-example.json": 1,
    "venice.json": 40,
    "venice.static-models.2026-08-22.json": 328,
}
