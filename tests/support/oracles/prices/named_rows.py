"""A second reading of price tables that name models and have no ids, straight from the JSON.

Nothing here uses an adapter's rules or words.
"""

from collections.abc import Iterator
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
)

WRITTEN = "cache_write_tokens"


def copilot(items: list[Any]) -> Reading:
    """Dollars per 1M tokens behind a sign, a row for each length of prompt."""
    meters = {"input": INPUT, "cached_input": CACHED, "cache_write": WRITTEN, "output": OUTPUT}
    models: dict[str, list[Row]] = {}
    for item in (item for item in items if "model" in item):
        stated = models.setdefault(item["model"].partition("[^")[0], [])
        words = item.get("threshold", "").split()
        texts = {meter: item[key] for key, meter in meters.items() if key in item}
        prices = {m: t[1:] for m, t in texts.items() if t[1:].replace(".", "").isdigit()}
        if words[:1] == ["on"]:
            continue
        when = {"prompt_tokens_gt": int(words[1][:-1]) * 1000} if words[:1] == [">"] else {}
        stated += [row(m, Decimal(text) / 1000000, when=when) for m, text in prices.items()]
    yield from models.items()


def oci(items: list[Any]) -> Reading:
    """Dollars per 1M tokens or 10,000 characters, by the words of a display name."""
    offers: dict[str, dict[tuple[str, str, str], set[Decimal]]] = {}
    for item in items:
        if "displayName" not in item or "Generative AI - " not in item["serviceCategory"]:
            continue
        offer, meter, when = oci_name(item["displayName"])
        stated = offers.setdefault(offer, {})
        meters, per = ([meter] if meter else []), 1000000
        if item["metricName"] == "10,000 Transactions" and "Rerank" not in offer:
            both = ["input_characters", "output_characters"]
            meters, per = both[:1] if "Embed" in offer else both, 10000
        places = item["currencyCodeLocalizations"]
        prices = [p for place in places if place["currencyCode"] == "USD" for p in place["prices"]]
        for price in prices:
            if price["model"] == "PAY_AS_YOU_GO" and not price.get("rangeMin"):
                for counted in meters:
                    key = row(counted, None, when=when)[:3]
                    stated.setdefault(key, set()).add(number(price["value"]) / per)
    for offer, stated in offers.items():
        known = {key: next(iter(costs)) for key, costs in stated.items() if len(costs) == 1}
        yield offer, [(*key, cost) for key, cost in known.items() if cost]


def oci_name(name: str) -> tuple[str, str, dict[str, object]]:
    """Return the model, the meter and the conditions of a display name."""
    when: dict[str, object] = {}
    parts = name.split(" - ")[1:]
    if parts[-1] == "Priority":
        when["service_tier"] = parts.pop().lower()
    words = parts[-1].split()
    if "Tokens" not in words:
        return " - ".join(parts), "", {}
    if "greater" in words or "over" in words:
        size = words[-2]
        when["prompt_tokens_gt"] = int(size[:-1]) * {"K": 1000, "M": 1000000}[size[-1]]
    meter = {"Input": INPUT, "Output": OUTPUT, "Cached": CACHED}[words[0]]
    return " - ".join(parts[:-1]), meter, when


def cloudflare_ai_gateway(items: list[Any]) -> Reading:
    """Dollars per 1M tokens for each seller; bands of prompts are named by prefixes."""
    for item in items:
        if "model_id" not in item or item["model_id"].startswith("@cf/"):
            continue
        details = item.get("provider_details") or [{"id": "", "pricing": {}}]
        for detail in details:
            name = f"{item['model_id']}:{detail['id']}" if len(details) > 1 else item["model_id"]
            yield name, list(banded(detail["pricing"]))


def banded(pricing: dict[str, Any]) -> Iterator[Row]:
    """Yield the prices of one seller."""
    meters = {
        "input_tokens": INPUT,
        "output_tokens": OUTPUT,
        "input_cached_tokens": CACHED,
        "input_cache_creation_tokens": WRITTEN,
    }
    threshold = pricing.get("long_context_threshold_tokens", 0)
    bands = {
        "short_context_": 0,
        "under_200k_per_1m_": 0,
        "under_512k_per_1m_": 0,
        "": 0,
        "long_context_": threshold,
        "over_200k_per_1m_": 200000,
        "over_512k_per_1m_": 512000,
    }
    if "input_tokens" in pricing:
        bands = {"": 0}
    for prefix, above in bands.items():
        keys = {f"{prefix}{key}": meter for key, meter in meters.items()}
        if prefix != "long_context_" or threshold:
            when = {"prompt_tokens_gt": above} if above else {}
            yield from (row(m, cost, when=when) for m, _, _, cost in per_million(pricing, keys))


READINGS = {
    "cloudflare-ai-gateway": cloudflare_ai_gateway,
    "github-copilot": copilot,
    "oci": oci,
}
LISTINGS: dict[str, int] = {}
