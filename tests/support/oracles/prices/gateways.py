"""A second reading of the prices of sellers that joined in November 2026, straight from the JSON.

Nothing here uses an adapter's rules or words.
"""

import json
from decimal import Decimal
from itertools import chain
from typing import Any

from tests.support.oracles.prices.base_rows import (
    CACHED,
    INPUT,
    OUTPUT,
    Reading,
    Row,
    number,
    openrouter_object,
    per_million,
    row,
    twelve,
)

WRITTEN = "cache_write_tokens"
HOUR = {"cache_ttl": "1h"}


def gateway(items: list[Any]) -> Reading:
    """OpenRouter's own shape, in which a zero is unknown."""
    for item in items:
        yield item["id"], list(openrouter_object(item.get("pricing", {}), (), {}).values())


def unpriced(items: list[Any]) -> Reading:
    """No prices that are read."""
    for item in items:
        yield item.get("id") or item["model_name"], []


def friendli(items: list[Any]) -> Reading:
    """Dollars per token, under two pairs of names."""
    for item in items:
        prices = item.get("pricing", {})
        costs = {
            INPUT: number(prices.get("input") or prices.get("prompt")),
            OUTPUT: number(prices.get("output") or prices.get("completion")),
            CACHED: number(prices.get("input_cache_read")),
        }
        yield item["id"], [row(meter, twelve(cost)) for meter, cost in costs.items() if cost]


def aihubmix(items: list[Any]) -> Reading:
    """Dollars per 1M tokens, again for each tier of longer prompts."""
    keys = {"input": INPUT, "output": OUTPUT, "cache_read": CACHED, "cache_write": WRITTEN}
    for item in items:
        prices = item.get("pricing") or {}
        result = per_million(prices, keys)
        for tier in prices.get("tiers", []):
            if "surcharge" not in tier and tier["tier"]["type"] == "context":
                when = {"prompt_tokens_gt": tier["tier"]["size"]}
                result += under(when, per_million(tier, keys))
        yield item["model_id"], result


def aimlapi(items: list[Any]) -> Reading:
    """Dollars for so many units; what the rows of one id state in two ways is no price."""
    offers: dict[str, dict[tuple[str, str], set[Decimal]]] = {}
    for item in (item for item in items if isinstance(item, dict) and "id" in item):
        pricing = item.get("pricing", {})
        units, variants = pricing.get("units", []), pricing.get("variants", [])
        if any(unit["per"] == 0 for unit in units):
            continue
        stated = offers.setdefault(item["id"], {})
        if pricing.get("currency", "USD") == "USD":
            for key, cost in [*map(aimlapi_unit, units), *map(aimlapi_variant, variants)]:
                stated.setdefault(key, set()).add(cost)
    for name, stated in offers.items():
        known = {key: twelve(*costs) for key, costs in stated.items() if len(costs) == 1}
        yield name, [(*key, "known", cost) for key, cost in known.items() if cost]


def aimlapi_unit(unit: dict[str, Any]) -> tuple[tuple[str, str], Decimal]:
    """Return what a row for tokens is for, and its cost: nothing where that is not text."""
    sides = {"provided": INPUT, "generated": OUTPUT, "output": OUTPUT, "cached": CACHED}
    side = sides.get(str(unit.get("origin", unit.get("measure"))), "")
    plain = unit.get("content", "text") == "text" and side and "season" not in unit
    return (side, "{}") if plain else ("", ""), number(unit["price"]) / unit["per"] * bool(plain)


def aimlapi_variant(one: dict[str, Any]) -> tuple[tuple[str, str], Decimal]:
    """Return the same of a row for pictures or films."""
    meter = {"second": "output_seconds", "megapixel": "output_megapixels"}.get(one["unit"])
    when = one["when"]
    if not meter or not isinstance(when, dict) or "duration" in when or "per" not in one:
        return ("", ""), Decimal(0)
    return (meter, json.dumps(when, sort_keys=True)), number(one["price"]) / one["per"]


def edenai(items: list[Any]) -> Reading:
    """Dollars per token under LiteLLM's names."""
    keys = {
        "input_cost_per_token": INPUT,
        "output_cost_per_token": OUTPUT,
        "cache_read_input_token_cost": CACHED,
        "cache_creation_input_token_cost": WRITTEN,
    }
    ends: dict[str, object] = {
        "": {},
        "_above_1hr": HOUR,
        "_above_200k_tokens": {"prompt_tokens_gt": 200000},
    }
    for item in items:
        prices = item.get("list_pricing", {})
        yield (
            item["id"],
            [
                row(meter, twelve(number(prices[key + end])), when=when)
                for key, meter in keys.items()
                for end, when in ends.items()
                if number(prices.get(key + end))
            ],
        )


def opper(items: list[Any]) -> Reading:
    """Dollars per 1M tokens, one figure for each band; or a surcharge on the input."""
    keys = {
        "input": INPUT,
        "output": OUTPUT,
        "cached_input": CACHED,
        "cache_creation": WRITTEN,
    }
    for item in items:
        prices = item.get("pricing", {})
        result: list[Row] = []
        if prices.get("billing_unit") in ("token", "per_mtok"):
            bands = [{}, *({"prompt_tokens_gt": t} for t in prices.get("thresholds", []))]
            for key, meter in keys.items():
                for when, cost in zip(bands, prices.get(key, []), strict=False):
                    result.append(row(meter, twelve(number(cost) / 1000000), when=when))
            hours = [twelve(number(cost) / 1000000) for cost in prices.get("cache_creation_1h", [])]
            result += [row(WRITTEN, cost, when={"cache_ttl": "1h"}) for cost in hours]
            above = prices.get("input_surcharge_threshold_tokens")
            for key, meter in keys.items() if above else ():
                side = "output" if key == "output" else "input"
                factor = number(prices.get(f"{side}_surcharge_multiplier"))
                cost = number((prices.get(key) or [0])[0]) * factor
                if cost:
                    long = {"prompt_tokens_gt": above}
                    result.append(row(meter, twelve(cost / 1000000), when=long))
        yield item["id"], result


def digitalocean(items: list[Any]) -> Reading:
    """Dollars per 1M tokens, or per token where the figure is that small."""
    keys = {"input": INPUT, "output": OUTPUT, "cache_read_input": CACHED}
    for item in items:
        result = sized(item.get("pricing", {}), keys, {})
        for variant in item.get("pricing_detail", {}).get("variants", []):
            if variant["mode"] != "MODEL_BILLING_MODE_INTERACTIVE":
                continue
            end = variant["tier"].rpartition("_")[2]
            start = {"1M": 200000, "272K": 272000, "STANDARD": 0}.get(end)
            more = {"cache_write_5m_input": WRITTEN} | (keys if start else {})
            if start is not None:
                when = {"prompt_tokens_gt": start} if start else {}
                result += sized(variant["prices"], more, when)
        yield item["model_id"], result


def sized(prices: dict[str, Any], keys: dict[str, str], when: object) -> list[Row]:
    """Return dollars per one of what is called per million, and is so only where it is large."""
    costs = [(m, number(prices.get(f"{k}_price_per_million"))) for k, m in keys.items()]
    return [
        row(meter, twelve(cost if cost < Decimal("0.001") else cost / 1000000), when=when)
        for meter, cost in costs
        if cost
    ]


def neuralwatt(items: list[Any]) -> Reading:
    """Dollars per 1M tokens, of which the flex offers are billed 65 %."""
    keys = {"input": INPUT, "output": OUTPUT, "cached_input": CACHED}
    for item in items:
        prices = item.get("metadata", {}).get("pricing", {})
        share = Decimal("0.65") if item["id"].endswith("-flex") else Decimal(1)
        costs = [(m, number(prices.get(f"{k}_per_million"))) for k, m in keys.items()]
        known = [] if prices.get("pricing_tbd") else costs
        yield item["id"], [row(m, twelve(cost * share / 1000000)) for m, cost in known if cost]


def fireworks(items: list[Any]) -> Reading:
    """Dollars per 1M tokens, by mode."""
    modes: dict[str, object] = {
        "default": {},
        "priority": {"service_tier": "priority"},
        "fast": {"speed": "fast"},
        "spot": {"service_tier": "spot"},
    }
    keys = {
        "LLM input tokens (uncached) per 1M tokens": INPUT,
        "LLM input tokens (cached) per 1M tokens": CACHED,
        "LLM output tokens per 1M tokens": OUTPUT,
    }
    for item in items:
        prices = item.get("pricing", {})
        priced = [under(when, per_million(prices.get(m, {}), keys)) for m, when in modes.items()]
        yield item["id"], list(chain(*priced))


def under(when: object, rows: list[Row]) -> list[Row]:
    """Return prices under a condition."""
    return [row(meter, amount, state, when) for meter, _, state, amount in rows]


READINGS = {
    "aihubmix": aihubmix,
    "aimlapi": aimlapi,
    "digitalocean": digitalocean,
    "edenai": edenai,
    "eurouter": unpriced,
    "fireworks": fireworks,
    "friendli": friendli,
    "kilo": gateway,
    "nebul": unpriced,
    "neuralwatt": neuralwatt,
    "nous": gateway,
    "opper": opper,
}
LISTINGS = {"fireworks.json": 37}
