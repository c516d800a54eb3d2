"""DigitalOcean's catalogue: pages of models, and of each that is sold by use a page with tiers."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from pricebook.adapters.fields import Item, Reader, find, text, words
from pricebook.adapters.requests import FetchExtra

CATALOGUE = "https://api.digitalocean.com/v2/gen-ai/models/catalog"
MAX_PAGES = 50
"""Bound of the pages of the list."""
INTERACTIVE = "MODEL_BILLING_MODE_INTERACTIVE"
STANDARD = "MODEL_PRICING_TIER_STANDARD"
STARTS = {
    "MODEL_PRICING_TIER_EXTENDED_1M": 200_000,
    "MODEL_PRICING_TIER_EXTENDED_272K": 272_000,
}
"""Prompt length above which a tier begins: one is named by the window that it opens."""
availability: Reader[tuple[str, ...]] = words("availability")


def enveloped(body: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Return a page with its list under `models`: some have it under `data`."""
    data = find(body, "data")
    return {**body, "models": data} if isinstance(data, list) else body


def detailed(get: FetchExtra, item: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Return a model with its tiers, where it is sold by use and has a page of its own."""
    name = text("id", "model_id")(item)
    if name is None or "serverless" not in availability(item):
        return item
    answer = get(f"{CATALOGUE}/{quote(name, safe='')}", optional=True)
    pages = (find(answer, "data"), find(answer, "model"), answer)
    page = next((page for page in pages if isinstance(page, dict)), {})
    more = {key: page[key] for key in ("pricing_detail", "modalities") if page.get(key)}
    return {**item, **more}


def following(body: Any, url: str) -> str | None:  # noqa: ANN401 - decoded JSON
    """Return the address of the next page: it is written there, or follows from a count."""
    written = find(body, "links.pages.next")
    page, pages = (find(body, f"meta.{key}") for key in ("page", "pages"))
    if isinstance(written, str) and written:
        return written
    more = isinstance(page, int) and isinstance(pages, int) and page < pages
    return f"{url.partition('&page=')[0]}&page={page + 1}" if more else None


def tiered(item: Item) -> list[Item]:
    """Put the prices of each tier beside those of the list; a word that is new keeps its key."""
    pricing = item.get("pricing")
    variants = find(item, "pricing_detail.variants")
    if not isinstance(variants, list) or not isinstance(pricing or {}, dict):
        return [item]
    base: Item = dict(pricing or {})
    tiers = []
    for variant in (v for v in variants if isinstance(v, dict)):
        prices = variant.get("prices")
        prices = prices if isinstance(prices, dict) else {}
        if (variant.get("mode"), variant.get("tier")) == (INTERACTIVE, STANDARD):
            base |= dict(_beside(base, prices))
        else:
            tiers.append(_where(variant) | prices)
    rest = {key: value for key, value in item.items() if key != "pricing_detail"}
    return [rest | {"pricing": base | {"tiers": tiers}}]


def _beside(base: Item, prices: Item) -> Iterator[tuple[str, Any]]:
    """Yield what the standard tier adds; what it says otherwise than the list is told apart."""
    for key, value in prices.items():
        if base.get(key) is None:
            yield key, value
        elif base[key] != value:
            yield f"{key}, standard", value


def _where(variant: Item) -> Item:
    mode, tier = variant.get("mode"), variant.get("tier")
    start = STARTS.get(tier) if isinstance(tier, str) and mode == INTERACTIVE else None
    return {"above": start} if start else {f"{mode} {tier}": True}
