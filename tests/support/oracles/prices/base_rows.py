"""A second reading of every provider's prices, straight from the JSON, to check the first by.

Nothing here uses an adapter's rules or words.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

INPUT, OUTPUT, CACHED = "input_tokens", "output_tokens", "cache_read_tokens"
PROMPT = {"prompt": INPUT, "completion": OUTPUT, "input_cache_read": CACHED}

type Row = tuple[str, str, str, Decimal | None]
"""Meter, conditions as JSON, state, amount per one unit."""
type Reading = Iterator[tuple[str, list[Row]]]
"""Id of an offer, and its prices."""


def row(meter: str, amount: Decimal | None, state: str = "known", when: object = None) -> Row:
    """Return one price in the form in which both sides are compared."""
    return meter, json.dumps(when or {}, sort_keys=True), state, amount


def twelve(value: Decimal) -> Decimal:
    """Return a number to twelve significant digits."""
    return Decimal(f"{value:.11e}")


def number(value: Any) -> Decimal:
    """Return what is written as number or text; nothing is zero."""
    return Decimal(str(value)) if value not in (None, "", {}) else Decimal(0)


def openrouter(items: list[Any]) -> Reading:
    """Dollars per token; overrides by prompt length and time of day, the later one wins."""
    for item in items:
        pricing = item["pricing"]
        only_text = item.get("architecture", {}).get("output_modalities") == ["text"]
        free = ("prompt", "completion") if only_text else ()
        result = openrouter_object(pricing, free, {})
        for override in pricing.get("overrides", []):
            conditions: dict[str, Any] = {}
            if "min_prompt_tokens" in override:
                conditions["prompt_tokens_gt"] = override["min_prompt_tokens"]
            if "utc_start" in override:
                clocks = [f"{override[k]:04d}" for k in ("utc_start", "utc_end")]
                conditions["utc_windows"] = [[f"{c[:2]}:{c[2:]}" for c in clocks]]
            if "utc_days" in override:
                conditions["weekdays"] = sorted(override["utc_days"])
            if "moon_phase" not in override:
                result |= openrouter_object(override, free, conditions)
        yield item["id"], list(result.values())


def openrouter_object(
    prices: Any, free: tuple[str, ...], conditions: dict[str, Any]
) -> dict[tuple[str, str], Row]:
    """Return the prices of one object by meter and conditions."""
    meters = {
        "prompt": "input_tokens",
        "completion": "output_tokens",
        "input_cache_read": "cache_read_tokens",
        "input_cache_write": "cache_write_tokens",
        "input_cache_write_1h": "cache_write_tokens",
        "internal_reasoning": "reasoning_tokens",
        "audio": "input_audio_tokens",
        "audio_output": "output_audio_tokens",
        "input_audio_cache": "cache_read_audio_tokens",
        "image": "input_images",
        "image_output": "output_image_tokens",
        "web_search": "web_searches",
        "request": "requests",
    }
    image, prompt = number(prices.get("image")), number(prices.get("prompt"))
    # in no list that was recorded does a token of an image cost ten tokens of the prompt
    if image < Decimal("0.0001") and (prompt <= 0 or image < 10 * prompt):
        meters["image"] = "input_image_tokens"
    result = []
    for key, meter in meters.items():
        when = conditions | ({"cache_ttl": "1h"} if key.endswith("_1h") else {})
        amount = number(prices.get(key))
        if amount == -1:
            result.append(row(meter, None, "dynamic", when))
        elif amount:
            result.append(row(meter, amount, when=when))
        elif prices.get(key) == "0" and key in free:
            result.append(row(meter, None, "free", when))
    return {one[:2]: one for one in result}


def deepinfra(items: list[Any]) -> Reading:
    """Cents, by the type of price; factors multiply."""
    single = {
        "input_length": [("cents_per_input_sec", "input_seconds")],
        "output_length": [("cents_per_output_sec", "output_seconds")],
        "input_character_length": [("cents_per_input_chars", "input_characters")],
        "time": [("cents_per_sec", "compute_seconds")],
        "image_units": [
            ("cents_per_image_unit", "image_units"),
            ("default_price_cents", "output_images"),
        ],
    }
    for item in items:
        pricing = item["pricing"]
        kind = pricing.get("type")
        if kind == "tokens":
            yield item["model_name"], deepinfra_tokens(pricing)
            continue
        image = item["type"] == "text-to-image"
        tokens = [("cents_per_input_token", "output_image_tokens" if image else "input_tokens")]
        pairs = [(number(pricing.get(key)), meter) for key, meter in single.get(kind, tokens)]
        yield (
            item["model_name"],
            [row(meter, twelve(cents / 100)) for cents, meter in pairs if cents],
        )


def deepinfra_tokens(pricing: dict[str, Any]) -> list[Row]:
    """Return the token prices: base, flex and priority, and what writing into the cache costs."""
    left = (1 - number(pricing.get("discount"))) / 100
    given = number(pricing["cents_per_input_token"]) * left
    taken = number(pricing["cents_per_output_token"]) * left
    cached = given * number(pricing.get("rate_per_input_token_cached"))
    result: list[tuple[str, Decimal, object]] = [
        ("input_tokens", given, {}),
        ("output_tokens", taken, {}),
        ("cache_read_tokens", cached, {}),
    ]
    for tier in ("flex", "priority"):
        factor = number(pricing.get(f"rate_per_service_tier_{tier}"))
        result += [(meter, cost * factor, {"service_tier": tier}) for meter, cost, _ in result[:3]]
    written = number(pricing.get("rate_per_input_token_cache_write"))
    result.append(("cache_write_tokens", given * written, {}))
    for ttl, factor in (pricing.get("rate_per_explicit_cache_write_token") or {}).items():
        if ttl in ("5m", "1h"):
            result.append(("cache_write_tokens", given * number(factor), {"cache_ttl": ttl}))
    rows = [row(meter, twelve(cost), when=when) for meter, cost, when in result if cost]
    return rows + deepinfra_tiers(pricing, twelve(given * 1000000))


def deepinfra_tiers(pricing: dict[str, Any], base: Decimal) -> list[Row]:
    """Return what words say of longer prompts, where they begin with the price of the list."""
    meters = {"in": INPUT, "out": OUTPUT, "cached": CACHED}
    parts = (pricing.get("full") or "").split(", ")
    listed = parts[0].startswith((f"${base.normalize():f} ", f"${base:.2f} "))
    if pricing.get("discount") or not listed:
        return []
    result, above = [], 0
    for part in parts:
        words = part.split()
        prices = dict(zip(words[1:6:2], words[0:6:2], strict=False))
        if not above:
            factor = "rate_per_input_token_cached" in pricing
            prices = {k: price for k, price in prices.items() if k == "cached" and not factor}
        when = {"prompt_tokens_gt": above} if above else {}
        result += [
            row(meters[key], Decimal(price[1:]) / 1000000, when=when)
            for key, price in prices.items()
            if key in meters
        ]
        if words[-1][-1] in "KM":
            above = int(words[-1][:-1]) * {"K": 1000, "M": 1000000}[words[-1][-1]]
    return result


def together(items: list[Any]) -> Reading:
    """Dollars per 1M tokens, or characters for speech; zero is unknown."""
    for item in items:
        pricing, kind = item["pricing"], item["type"]
        keys = {"input": INPUT, "output": OUTPUT, "cached_input": CACHED}
        if kind in ("image", "transcribe", "video"):
            keys = {}
        if kind == "audio":
            keys = {"input": "input_characters"}
        yield item["id"], per_million(pricing, keys)


def per_million(prices: dict[str, Any], keys: dict[str, str]) -> list[Row]:
    """Return dollars per 1M, through binary floats, as dollars per one."""
    result = ((meter, number(prices.get(key))) for key, meter in keys.items())
    return [row(meter, twelve(cost / 1000000)) for meter, cost in result if cost]


def chutes(items: list[Any]) -> Reading:
    """Dollars per 1M tokens; zero is free."""
    for item in items:
        pricing = item["pricing"]
        free = [row(m, None, "free") for k, m in PROMPT.items() if k in pricing and not pricing[k]]
        yield item["id"], per_million(pricing, PROMPT) + free


def huggingface(items: list[Any]) -> Reading:
    """Dollars per 1M tokens for each seller; zero is free where the seller says so."""
    keys = {"input": "input_tokens", "output": "output_tokens"}
    for item in items:
        for offer in item["providers"]:
            if isinstance(offer, dict) and "provider" in offer:
                pricing = offer.get("pricing", {})
                free = [row(m, None, "free") for k, m in keys.items() if pricing.get(k) == 0]
                stated = free if offer.get("is_free") else []
                yield f"{item['id']}:{offer['provider']}", per_million(pricing, keys) + stated


def novita(items: list[Any]) -> Reading:
    """Dollars per 1M as text, else ten-thousandths of a dollar; tiers by prompt length."""
    for item in items:
        tiers = item.get("tiered_billing_configs") or []
        base: Any = next((t["pricing"] for t in tiers if t["min_tokens"] <= 1), {})
        flat = {
            "prompt": {"price_per_m": item["input_token_price_per_m"]},
            "completion": {"price_per_m": item["output_token_price_per_m"]},
        }
        result = novita_object(item.get("pricing") or base or flat)
        if not (item.get("pricing") or tiers or item.get("is_tiered_billing")):
            zero = [k for k, price in flat.items() if not number(price["price_per_m"])]
            result += [row(PROMPT[key], None, "free") for key in zero]
        for tier in tiers:
            if tier["min_tokens"] > 1:
                result += novita_object(tier["pricing"], {"prompt_tokens_gt": tier["min_tokens"]})
        yield item["id"], result


def novita_object(prices: Any, when: object = None) -> list[Row]:
    """Return the prices of one object under its conditions."""
    result = []
    for key, meter in PROMPT.items():
        price = prices.get(key, {})
        dollars = (
            number(price.get("price_per_m_decimal")) or number(price.get("price_per_m")) / 10000
        )
        result += [row(meter, dollars / 1000000, when=when)] if dollars else []
    return result


def groq(items: list[Any]) -> Reading:
    """No prices."""
    for item in items:
        yield item["id"], []


READINGS = {
    "chutes": chutes,
    "deepinfra": deepinfra,
    "groq": groq,
    "huggingface": huggingface,
    "novita": novita,
    "openrouter": openrouter,
    "together": together,
}
