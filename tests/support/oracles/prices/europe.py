"""A second reading of the prices of European hosts, straight from the JSON.

Nothing here uses an adapter's rules or words.
"""

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
    per_million,
    row,
    twelve,
)
from tests.support.oracles.prices.gateways import under


def euros(items: list[Any], keys: dict[str, str], per: int, *, unsaid: bool) -> Reading:
    """Euros; another currency is not read, and one that is not told may be euros."""
    for item in items:
        prices = item.get("pricing", {})
        known = prices.get("currency", "EUR" if unsaid else None) == "EUR"
        costs = [(meter, number(prices.get(key))) for key, meter in keys.items()] if known else []
        yield item["id"], [row(meter, twelve(cost / per)) for meter, cost in costs if cost]


def cortecs(items: list[Any]) -> Reading:
    """Euros per 1M tokens."""
    keys = {"input_token": INPUT, "output_token": OUTPUT, "cache_read_cost": CACHED}
    return euros(items, keys, 1000000, unsaid=False)


def berget(items: list[Any]) -> Reading:
    """Euros per token."""
    return euros(items, {"input": INPUT, "output": OUTPUT}, 1, unsaid=True)


def nebius(items: list[Any]) -> Reading:
    """Dollars per 1M tokens of a flavor: by region, where the regions differ."""
    keys = {
        "input_price_per_million_tokens": INPUT,
        "output_price_per_million_tokens": OUTPUT,
    }
    for item in items:
        if "model_id" in item.get("flavors", [{}])[0]:
            yield from nebius_ids(item["flavors"], keys)
            continue
        for flavor in item.get("flavors") or [{"name": "base", "regions": []}]:
            end = "" if flavor["name"] in ("base", "cheap") else f"-{flavor['name']}"
            rows = [(r["name"], per_million(r, keys)) for r in flavor["regions"]]
            if not rows:
                yield item["id"] + end, per_million(flavor, keys)
                continue
            if rows and all(rows[0][1] == other for _, other in rows):
                yield item["id"] + end, rows[0][1]
                continue
            known = [r["name"] for r in flavor["regions"] if "surcharge_price" not in r]
            priced = [under({"region": name}, prices) for name, prices in rows if name in known]
            yield item["id"] + end, list(chain(*priced))


def nebius_ids(flavors: list[Any], keys: dict[str, str]) -> Reading:
    """Dollars per 1M tokens of each id: of several flavors each is for its own region."""
    for name in dict.fromkeys(flavor["model_id"] for flavor in flavors):
        own = [flavor for flavor in flavors if flavor["model_id"] == name]
        if len(own) == 1:
            yield name, per_million(own[0], keys)
        else:
            places = [(r["name"], f) for f in own for r in f.get("regions", [])]
            yield name, [o for n, f in places for o in under({"region": n}, per_million(f, keys))]


def scaleway(items: list[Any]) -> Reading:
    """Euros for so many tokens or seconds, one row for each side and mode of a model."""
    meters = {
        ("input_token", "token", 1000): INPUT,
        ("output_token", "token", 1000): OUTPUT,
        ("input_cached_token", "token", 1000): CACHED,
        ("input_duration", "second", 60): "input_seconds",
    }
    models: dict[str, list[Row]] = {}
    for item in items:
        if item["product_category"] != "Generative APIs":
            continue
        prices = models.setdefault(item["product"], [])
        facts, unit = item["properties"]["generative_apis"], item["unit_of_measure"]
        meter = meters.get((facts["token_type"], unit["unit"], unit["size"]))
        price = item.get("price", {}).get("retail_price", {})
        if meter and price.get("currency_code") == "EUR":
            cost = Decimal(price["units"]) + Decimal(price["nanos"]) / 10**9
            when = {"service_tier": "batch"} if facts["consumption_mode"] == "batch" else {}
            prices.append(row(meter, cost / unit["size"], when=when))
    for name, prices in models.items():
        stated = {one[:3]: {other[3] for other in prices if other[:3] == one[:3]} for one in prices}
        yield name, [(*key, costs.pop()) for key, costs in stated.items() if len(costs) == 1]


READINGS = {
    "berget": berget,
    "cortecs": cortecs,
    "nebius": nebius,
    "scaleway": scaleway,
}
LISTINGS: dict[str, int] = {}
