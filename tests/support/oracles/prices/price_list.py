"""A second reading of Bedrock's prices, straight from the AWS Price List.

Nothing here uses the adapter's words: what a row counts is looked for in all that it says.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from tests.support.oracles.prices.base_rows import CACHED, INPUT, OUTPUT, Row, row

PER = {"1K tokens": 1000, "1M tokens": 1000000, "Units": 1000000}
NO_PRICE_OF_TEXT = re.compile(r"speech|image|video|audio|geo\b|_geo|long|reserved|custom|latency")
WORDS = ("inferenceType", "tokenType", "service_tier", "feature")
HOUR = {"cache_ttl": "1h"}
TIERS = ("batch", "flex", "priority")


def bedrock(models: list[Any], *lists: Any) -> dict[str, list[Row]]:
    """Return the prices of each model that is sold on demand; of two that differ none."""
    rows = [one for body in lists for one in _rows(body)]
    result = {}
    for model in models:
        stated: dict[tuple[str, str], set[Row]] = {}
        known = {model["modelName"].lower(), model["modelId"].lower()}
        sold = {"ON_DEMAND", "INFERENCE_PROFILE"} & set(model["inferenceTypesSupported"])
        for names, price in rows if sold else ():
            if known & names:
                stated.setdefault(price[:2], set()).add(price)
        result[model["modelId"]] = sorted(next(iter(s)) for s in stated.values() if len(s) == 1)
    return result


def _rows(body: Any) -> Iterator[tuple[set[str], Row]]:
    """Yield what each product calls its model, and its price."""
    for sku, product in body["products"].items():
        said = product["attributes"]
        names = {said.get("model", ""), said.get("servicename", "").split(" (Amazon")[0]}
        usage = said["usagetype"]
        if "-mantle-" in usage:
            name, usage = usage.split("-mantle-")
            names.add(name.partition("-")[2])
        text = " ".join((usage, *(said.get(k, "") for k in WORDS))).lower()
        for term in body["terms"]["OnDemand"][sku].values():
            for priced in term["priceDimensions"].values():
                per = PER.get(priced["unit"])
                if per and not NO_PRICE_OF_TEXT.search(text):
                    amount = Decimal(priced["pricePerUnit"]["USD"]) / per
                    yield {name.lower() for name in names}, _row(text, amount)


def _row(text: str, amount: Decimal) -> Row:
    tiers = [tier for tier in TIERS if tier in text]
    when = {"service_tier": tiers[0]} if tiers else {}
    if "global" in text:
        when["region"] = "global"
    if "cache" in text and "write" in text:
        return row("cache_write_tokens", amount, when=when | HOUR if "1h" in text else when)
    if "cache" in text:
        return row(CACHED, amount, when=when)
    return row(OUTPUT if "output" in text else INPUT, amount, when=when)
