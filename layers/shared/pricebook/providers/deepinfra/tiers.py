"""Tiers of DeepInfra, which stand in prose: "$0.1 in $0.4 out <= 128K, $0.2 in $0.8 out".

A text that says anything else, or whose first tier is not the price of the list, stays a text: its
amounts are reported. Where a discount is given nobody says whether the text has it.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from pricebook.adapters.fields import Item

FIGURE = r"\$ ?([0-9]{1,9}(?:\.[0-9]{1,9})?)"
TIER = re.compile(
    rf"{FIGURE} in {FIGURE} out(?: {FIGURE} cached)?(?: (<=|>) ?([0-9]{{1,6}}) ?([KM]))?"
)
NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,40})?(?:[eE]-?[0-9]{1,2})?")
CACHED = "rate_per_input_token_cached"
SIZES = {"K": 1_000, "M": 1_000_000}
CENTS_PER_MILLION = 10_000
"""How many times as large dollars per 1M tokens are as cents per token."""
DUST = Decimal("1e-9")
"""Dollars per 1M tokens by which a binary float may be off."""


def with_tiers(item: Item) -> Iterable[Item]:
    """Put the tiers of the text beside the prices, where all of it is understood."""
    pricing = item.get("pricing")
    tiers = read(pricing.get("full")) if isinstance(pricing, dict) else []
    if not isinstance(pricing, dict) or not tiers or pricing.get("discount"):
        return [item]
    if not _same(pricing, tiers[0]):
        return [item]
    rest = {key: value for key, value in pricing.items() if key != "full"}
    # the list has no price of cached input where it has no factor for it
    first = [] if CACHED in pricing else [{"above": 0, "cached": tiers[0]["cached"]}]
    return [item | {"pricing": rest | {"tiers": first + tiers[1:]}}]


def read(text: Any) -> list[Item]:  # noqa: ANN401 - decoded JSON
    """Return tiers with the prompt length above which each begins; none where any is unclear."""
    parts = text.split(", ") if isinstance(text, str) else []
    matches = [match for part in parts if (match := TIER.fullmatch(part.strip()))]
    bounds = [(match[4] or "", _tokens(match)) for match in matches]
    rising = all(one[1] < other[1] for one, other in pairwise(bounds[:-1]))
    if len(matches) < max(len(parts), 2) or not rising:
        return []
    last, below = bounds[-1], bounds[:-1]
    if any(sign != "<=" for sign, _ in below) or last not in {("", 0), (">", below[-1][1])}:
        return []
    starts = [0, *(size for _, size in below)]
    return [_tier(match, start) for match, start in zip(matches, starts, strict=True)]


def _tokens(match: re.Match[str]) -> int:
    return int(match[5]) * SIZES[match[6]] if match[5] else 0


def _tier(match: re.Match[str], above: int) -> Item:
    return {"above": above, "in": match[1], "out": match[2], "cached": match[3]}


def _same(pricing: Item, tier: Item) -> bool:
    """Tell whether a tier has the prices of the list."""
    keys = {"in": "cents_per_input_token", "out": "cents_per_output_token"}
    listed = {name: NUMBER.fullmatch(f"{pricing.get(key)}") for name, key in keys.items()}
    return all(
        cents and abs(Decimal(cents[0]) * CENTS_PER_MILLION - Decimal(tier[name])) < DUST
        for name, cents in listed.items()
    )
