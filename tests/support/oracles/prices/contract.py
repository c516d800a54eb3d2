"""A second reading of the prices of sellers that follow OpenRouter's contract, from the JSON.

Nothing here uses an adapter's rules or words.
"""

from collections.abc import Iterator
from typing import Any

from tests.support.oracles.prices.base_rows import CACHED, INPUT, OUTPUT, Reading, Row, number, row

TOKENS = {
    "prompt": INPUT,
    "completion": OUTPUT,
    "input_cache_read": CACHED,
    "input_cache_reads": CACHED,
    "input_cache_write": "cache_write_tokens",
    "input_cache_writes": "cache_write_tokens",
    "image_output": "output_image_tokens",
    "internal_reasoning": "reasoning_tokens",
    "image": "input_images",
    "request": "requests",
}


def contract(items: list[Any]) -> Reading:
    """Dollars per token, image and request; zero is unknown, -1 is dynamic; later tiers are long.

    The first tier of a list is what shorter prompts cost; the others have no picture or request.
    """
    for item in items:
        stated = item.get("pricing") or {}
        base, *longer = stated if isinstance(stated, list) else [stated]
        result = list(contract_object(base, TOKENS, {}))
        for tier in longer:
            keys = {k: meter for k, meter in TOKENS.items() if k not in ("image", "request")}
            result += contract_object(tier, keys, {"prompt_tokens_gt": tier["min_context"] - 1})
        yield item["id"], result


def contract_object(
    prices: dict[str, Any], keys: dict[str, str], when: dict[str, Any]
) -> Iterator[Row]:
    """Yield the prices of one object."""
    for key, meter in keys.items():
        cost = number(prices.get(key))
        if cost:
            known = cost != -1
            yield row(meter, cost if known else None, "known" if known else "dynamic", when)


CONTRACT = (
    *("aion-labs", "atlas-cloud", "crof", "embercloud", "engy", "inception", "infercom", "lilac"),
    *(
        "lightning",
        "llmgateway",
        "llmtech",
        "mancer",
        "meganova",
        "nextbit",
        "openinference",
        "phala",
    ),
    *("sference", "uomi", "wafer", "wandb", "inference-net"),
)
READINGS = dict.fromkeys(CONTRACT, contract)
LISTINGS = {"inference-net.json": 16}
