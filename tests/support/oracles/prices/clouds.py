"""A second reading of the prices of clouds and some gateways, straight from the JSON.

Nothing here uses an adapter's rules or words.
"""

import re
from decimal import Decimal
from typing import Any

from tests.support.oracles.prices.base_rows import (
    CACHED,
    INPUT,
    OUTPUT,
    PROMPT,
    Reading,
    Row,
    number,
    row,
    twelve,
)

WRITTEN = "cache_write_tokens"
WORD = r"[\s-]+(?:{})(?=[\s-]|$)"
COUNTED = "inpt?|outp?|outpt|opt|cd|cchd|wr|batch|pp|prty|ref"
MEDIUM = r"[\s-](aud|img|image|txt)(?=[\s-]|$|\d{4})"


def azure(items: list[Any]) -> Reading:
    """Rows of one product and name, per 1K or 1M tokens, each for a region."""
    offers: dict[str, list[Row]] = {}
    for item in items:
        if not item["productName"]:
            continue
        sku = item["skuName"]
        plain = re.sub(WORD.format(COUNTED), "", sku, flags=re.IGNORECASE)
        first, rest = re.fullmatch(r"([^\s-]+[\s-]?[^\s-]*)(.*)", plain).groups()  # type: ignore[union-attr]  # every name has a first word
        media = [result[1].lower() for result in re.finditer(MEDIUM, rest, re.IGNORECASE)]
        rest = re.sub(r"[\s-](?:aud|img|image|txt)(?=[\s-]|$)", "", rest, flags=re.IGNORECASE)
        rest = re.sub(r"(?:aud|txt)(?=\d{4})", "", rest, flags=re.IGNORECASE)
        result = offers.setdefault(f"{item['productName']}/{first}{rest}", [])
        if meter := azure_meter(sku, media):
            result += azure_price(item, meter)
    yield from offers.items()


def azure_meter(sku: str, media: list[str]) -> str | None:
    """Return what a name counts, in our words."""
    words = [word.lower() for word in re.split(r"[\s-]+", sku)]
    if "ref" in words or "transcri" in sku:
        return "input_megapixels" if "ref" in words else "input_hours"
    medium = {"aud": "audio_", "txt": "", "img": "image_", "image": "image_"}
    kind = medium[media[-1]] if media else None if re.search("aud|hear|live", sku) else ""
    if kind is None:
        return None
    if {"cd", "cchd"}.intersection(words):
        return f"cache_write_{kind}tokens" if "wr" in words else f"cache_read_{kind}tokens"
    if {"inp", "inpt"}.intersection(words):
        return f"input_{kind}tokens"
    if {"out", "outp", "outpt", "opt"}.intersection(words):
        return f"output_{kind}tokens"
    return "sessions" if words[0] == "code" else None


def azure_price(item: dict[str, Any], meter: str) -> list[Row]:
    """Return the price of a row under its conditions; what is sold in bulk is not read."""
    quantity = {("1K", "Tokens"): 1000, ("1M", "1M Tokens"): 1000000, ("1", "Session"): 1}
    quantity |= {("1", "Megapixel"): 1, ("1 Hour", "Unit"): 1}
    unit = item["meterName"][len(item["skuName"]) :].strip()
    per = quantity.get((item["unitOfMeasure"], unit))
    plain = item["type"] == "Consumption" and not item["tierMinimumUnits"]
    if not per or not plain or item["currencyCode"] != "USD" or not item["retailPrice"]:
        return []
    words = item["skuName"].lower().replace("-", " ").split()
    everywhere = words[-1] in {"gl", "glbl", "global"} or not item["armRegionName"]
    when = {} if everywhere else {"region": item["armRegionName"]}
    tier = "batch" if "batch" in words else "priority" if {"pp", "prty"} & set(words) else None
    when |= {"service_tier": tier} if tier else {}
    return [row(meter, twelve(number(item["retailPrice"]) / per), when=when)]


def cloudflare(items: list[Any]) -> Reading:
    """Dollars per unit that each price names; zero is unknown."""
    units = {
        "per M input tokens": (INPUT, 1000000, {}),
        "per M output tokens": (OUTPUT, 1000000, {}),
        "per M cached input tokens": (CACHED, 1000000, {}),
        "per audio minute": ("input_minutes", 1, {}),
        "per audio minute (websocket)": ("input_minutes", 1, {"mode": "websocket"}),
        "per 1k characters": ("input_characters", 1000, {}),
        "per 512 by 512 tile": ("image_tiles", 1, {}),
        "per step": ("image_steps", 1, {}),
        "per inference request": ("requests", 1, {}),
    }
    for item in items:
        result = []
        stated = {one["property_id"]: one["value"] for one in item["properties"]}
        for price in stated.get("price", []):
            meter, per, when = units.get(price["unit"], ("", 1, {}))
            if meter == "input_minutes" and item["task"]["name"] == "Text-to-Speech":
                meter = "output_minutes"
            if meter and price["price"] and price["currency"] == "USD":
                result.append(row(meter, number(price["price"]) / per, when=when))
        yield item["name"], result


def zenmux(items: list[Any]) -> Reading:
    """Dollars per million, second or call; bands of thousands of tokens; zero is free."""
    meters: dict[str, tuple[str, dict[str, object]]] = {
        "prompt": (INPUT, {}),
        "completion": (OUTPUT, {}),
        "internal_reasoning": ("reasoning_tokens", {}),
        "input_cache_read": (CACHED, {}),
        "input_cache_write": (WRITTEN, {}),
        "input_cache_write_5_min": (WRITTEN, {"cache_ttl": "5m"}),
        "input_cache_write_1_h": (WRITTEN, {"cache_ttl": "1h"}),
        "web_search": ("web_searches", {}),
        "video": ("output_seconds", {"audio": False}),
        "audio_and_video": ("output_seconds", {"audio": True}),
    }
    per = {"perMTokens": 1000000, "perCount": 1, "perSecond": 1}
    for item in items:
        result = []
        for key, (meter, when) in meters.items():
            for price in item["pricings"].get(key, []):
                if price["unit"] in per and price["currency"] == "USD":
                    amount = twelve(number(price["value"]) / per[price["unit"]])
                    state = "known" if amount else "free"
                    result.append(row(meter, amount or None, state, when | zenmux_band(price)))
        yield item["id"], result


def zenmux_band(price: dict[str, Any]) -> dict[str, object]:
    """Return the lower bounds of a band, as what is exceeded."""
    result: dict[str, object] = {}
    for side, limits in price.get("conditions", {}).items():
        exceeded = limits.get("gt", 0) * 1000
        least = limits.get("gte", 0) * 1000
        if exceeded or least:
            result[f"{side}_gt"] = int(exceeded or least - 1)
    return result


def nano_gpt(items: list[Any]) -> Reading:
    """Dollars per million, those of the cache per thousand, pictures by their size."""
    keys = {
        "input": (INPUT, 1000000),
        "prompt": (INPUT, 1000000),
        "completion": (OUTPUT, 1000000),
        "cacheReadInputPer1kTokens": (CACHED, 1000),
        "cacheWriteInputPer1kTokens": (WRITTEN, 1000),
    }
    for item in items:
        pricing = item["pricing"]
        sound = (pricing["currency"], pricing["unit"]) == ("USD", "per_million_tokens")
        stated = [(m, number(pricing.get(k)) / per) for k, (m, per) in keys.items() if sound]
        rows = [row(meter, twelve(amount)) for meter, amount in stated if amount]
        sizes = pricing.get("per_image", {}) if pricing["currency"] == "USD" else {}
        rows += [
            row("output_images", twelve(number(cost)), when={"resolution": size})
            for size, cost in sizes.items()
        ]
        yield item["id"], list(dict.fromkeys(rows))


def poe(items: list[Any]) -> Reading:
    """Dollars per token or request, as text."""
    keys = PROMPT | {"input_cache_write": WRITTEN, "request": "requests"}
    for item in items:
        pricing = item.get("pricing") or {}
        stated = [(meter, number(pricing.get(key))) for key, meter in keys.items()]
        priced = [row(meter, amount) for meter, amount in stated if amount]
        eyes = item.get("architecture", {}).get("input_modalities") != ["text"]
        image = number(pricing.get("image")) if eyes else Decimal(0)
        if image and image == number(pricing.get("prompt")):
            priced.append(row("input_image_tokens", image))
        elif image >= Decimal("0.001"):
            priced.append(row("input_images", image))
        yield item["id"], priced


def unpriced(items: list[Any]) -> Reading:
    """No prices, only models."""
    for item in items:
        yield item["id"], []


READINGS = {
    "azure": azure,
    "cloudflare": cloudflare,
    "github-models": unpriced,
    "nano-gpt": nano_gpt,
    "poe": poe,
    "zenmux": zenmux,
}
RECORDED_AS = {
    "azure-retail-prices": "azure",
    "cloudflare-workers-ai": "cloudflare",
    "poe-priced": "poe",
}
LISTINGS = {
    "azure-retail-prices.excerpt.json": 31,
    "cloudflare-workers-ai.json": 61,
    "github-models.json": 54,
    "nano-gpt.excerpt.json": 2,
    "poe-priced.excerpt.json": 1,
    "poe.json": 287,
    "zenmux.excerpt.json": 2,
}
