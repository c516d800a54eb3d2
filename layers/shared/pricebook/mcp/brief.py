"""Short forms: what of an answer a language model needs, in a bounded number of tokens."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

MAX_CHARACTERS = 4_200
"""Below 2,000 tokens with what stands beside a list: JSON that is all prices and ids has as few as
2.3 characters a token."""

type Answer = Mapping[str, Any]


def fitting(name: str, items: Sequence[object]) -> dict[str, Any]:
    """Return a list by its name, as far as it fits, and how many items are left out.

    Args:
        name: what the items are.
        items: the first ones matter most.
    """
    kept: list[object] = []
    size = 0
    for item in items:
        size += len(json.dumps(item, ensure_ascii=False, default=str))
        if size > MAX_CHARACTERS:
            return {name: kept, "left_out": len(items) - len(kept)}
        kept.append(item)
    return {name: kept}


def model_in_brief(model: Answer) -> dict[str, Any]:
    """Return what tells one offer from others, and its base prices per 1M tokens."""
    pricing = model.get("pricing") or {}
    return _stated(
        {
            "id": model["id"],
            "name": model["name"],
            "canonical_id": model.get("canonical_id"),
            "is_active": model["is_active"],
            "context_length": model.get("context_length"),
            "max_output_tokens": model.get("max_output_tokens"),
            "modality": model.get("modality"),
            "capabilities": model.get("capabilities") or None,
            "input_usd_per_1m": pricing.get("prompt"),
            "output_usd_per_1m": pricing.get("completion"),
            "cache_read_usd_per_1m": pricing.get("cache_read"),
            "deprecation_date": model.get("deprecation_date"),
            "price_source": model.get("pricing_source"),
        }
    )


def offer_in_brief(offer: Answer) -> dict[str, Any]:
    """Return a seller's place in a ranking, with its prices per 1M tokens."""
    model = offer["model"]
    pricing = model.get("pricing") or {}
    return _stated(
        {
            "rank": offer["rank"],
            "id": model["id"],
            "blended_usd_per_1m": offer.get("blended_price"),
            "input_usd_per_1m": pricing.get("prompt"),
            "output_usd_per_1m": pricing.get("completion"),
            "variant": offer.get("variant"),
        }
    )


def quote_in_brief(quote: Answer) -> dict[str, Any]:
    """Return what a usage costs, and what is uncertain about it."""
    return _stated(
        {
            "model": quote["model"],
            "total": quote.get("total"),
            "currency": quote.get("currency"),
            "complete": quote["complete"],
            "missing": quote.get("missing") or None,
            "assumptions": quote.get("assumptions") or None,
        }
    )


def _stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
