"""Bands of the gateway's prices: short and long prompts stand in the beginning of a key."""

import re
from collections.abc import Iterable
from typing import Any

from pricebook.adapters.fields import Item, count, find

THRESHOLD = "long_context_threshold_tokens"
SHORT = re.compile(r"(?:short_context_|under_(200|512)k_per_1m_)(\w+)")
LONG = re.compile(r"(?:long_context_|over_(200|512)k_per_1m_)(\w+)")


def of_others(items: Iterable[Any]) -> Iterable[Any]:
    """Leave out the models of Workers AI, whose own list has them."""
    return [item for item in items if not f"{find(item, 'model_id')}".startswith("@cf/")]


def by_seller(item: Item) -> list[Item]:
    """Return an offer for each seller of a model: under the plain id, where there is one alone."""
    details = find(item, "provider_details")
    sellers = [d for d in details if isinstance(d, dict)] if isinstance(details, list) else []
    facts = {key: value for key, value in item.items() if key != "provider_details"}
    if len(sellers) <= 1:
        return [facts | {"pricing": _banded(d.get("pricing"))} for d in sellers] or [facts]
    return [
        facts
        | {
            "model_id": f"{item.get('model_id')}:{d.get('id')}",
            "pricing": _banded(d.get("pricing")),
        }
        for d in sellers
    ]


def _banded(pricing: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Put the prices of long prompts into tiers; a key that fits nowhere stays, to be reported."""
    if not isinstance(pricing, dict):
        return pricing
    plain: Item = {}
    tiers: dict[int, Item] = {}
    for key, value in pricing.items():
        short, long = SHORT.fullmatch(key), LONG.fullmatch(key)
        start = count(THRESHOLD)(pricing) if long and not long[1] else long and int(long[1]) * 1000
        if long and start and key != THRESHOLD:
            tiers.setdefault(start, {"above": start})[long[2]] = value
        elif key != THRESHOLD or not count(THRESHOLD)(pricing):
            plain[short[2] if short and short[2] not in pricing else key] = value
    return plain | {"tiers": list(tiers.values())} if tiers else plain
