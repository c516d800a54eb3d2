"""Cloudflare AI Gateway, its catalogue of models of others. US dollars per 1M tokens as numbers.

A model has one price object for each seller, in one of three forms: flat; short and long prompts,
with a threshold beside them; under and over 200 or 512 thousand tokens. Models of Workers AI stand
there too and are left to their own list. Zero says nothing.
https://developers.cloudflare.com/ai-gateway, shape last seen 2026-10.
"""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.conditions import PriceVariants, prompt_above
from pricebook.adapters.fields import Item, count, find, inputs_of_kind, outputs_of_kind, required
from pricebook.adapters.pagination import counted
from pricebook.adapters.provider import Provider
from pricebook.pricing.meters import MILLION

PAGE = 50
THRESHOLD = "long_context_threshold_tokens"
SHORT = re.compile(r"(?:short_context_|under_(200|512)k_per_1m_)(\w+)")
LONG = re.compile(r"(?:long_context_|over_(200|512)k_per_1m_)(\w+)")
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION, from_float=True)
CHARGES = (
    tokens("pricing.input_tokens", "input_tokens"),
    tokens("pricing.output_tokens", "output_tokens"),
    tokens("pricing.input_cached_tokens", "cache_read_tokens"),
    tokens("pricing.input_cache_creation_tokens", "cache_write_tokens"),
)


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


provider = Provider(
    slug="cloudflare-ai-gateway",
    name="Cloudflare AI Gateway",
    kind="aggregator",
    website="https://developers.cloudflare.com/ai-gateway",
    docs_url="https://developers.cloudflare.com/ai-gateway/features/unified-billing",
    api="https://gateway.ai.cloudflare.com/v1/${CLOUDFLARE_ACCOUNT_ID}/default/compat",
    env=("CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_API_KEY"),
    names={"models.dev": ("cloudflare-ai-gateway",)},
    url="https://api.cloudflare.com/client/v4/accounts/ACCOUNT/ai/catalog/models"
    f"?page=1&per_page={PAGE}",
    key="CLOUDFLARE_API_KEY",
    account="CLOUDFLARE_ACCOUNT_ID",
    records="result",
    next_page=counted("result_info.total_count", PAGE),
    gather=of_others,
    offers=by_seller,
    fields={
        "provider_model_id": required("model_id"),
        "context_length": count("context_length"),
        "input_modalities": inputs_of_kind("task"),
        "output_modalities": outputs_of_kind("task"),
    },
    prices=(*CHARGES, PriceVariants("pricing.tiers", (prompt_above("above"),), CHARGES)),
)
