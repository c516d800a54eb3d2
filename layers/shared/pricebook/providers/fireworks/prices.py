"""Prices of Fireworks: a list that repeats a model for each mode, and has no facts beside them."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from pricebook.adapters.charges import Charge
from pricebook.adapters.fields import Item, count, day, find
from pricebook.adapters.requests import FetchExtra
from pricebook.adapters.reshape import merged, money
from pricebook.pricing.meters import MILLION

SERVERLESS = "https://api.fireworks.ai/v1/serverless/models"
DEPLOYED = (
    "https://api.fireworks.ai/v1/accounts/fireworks/models"
    "?filter=supports_serverless%3Dtrue&pageSize=200"
)
MAX_PAGES = 50
"""Bound of the pages of either list."""
MODES: dict[str, dict[str, object]] = {
    "default": {},
    "standard": {},
    "priority": {"service_tier": "priority"},
    "fast": {"speed": "fast"},
    "spot": {"service_tier": "spot"},
}
METERS = {
    "LLM input tokens (uncached)": "input_tokens",
    "LLM input tokens (cached)": "cache_read_tokens",
    "LLM output tokens": "output_tokens",
}
tokens = partial(Charge, unit="USD per 1M tokens", per=MILLION)
CHARGES = tuple(
    tokens(f"pricing.{mode}.{sku} per 1M tokens", meter, conditions=conditions)
    for mode, conditions in MODES.items()
    for sku, meter in METERS.items()
)


def by_model(get: FetchExtra) -> dict[str, Item]:
    """Return, by id, the models of the list with the prices of each mode."""
    models: dict[str, Item] = {}
    for row in _pages(get, SERVERLESS, "data"):
        model = models.setdefault(str(row.get("id")), {**row, "pricing": {}})
        _add(model["pricing"], str(row.get("serverless_mode", "default")), row.get("pricing"))
    return models


def _add(modes: Item, mode: str, rows: Any) -> None:  # noqa: ANN401 - decoded JSON
    """Add the prices of a mode beside those that another row has of it."""
    prices, before = by_sku(rows), modes.get(mode)
    both = isinstance(before, dict) and isinstance(prices, dict)
    modes[mode] = merged([before, prices]) if both else prices


def deployed(get: FetchExtra) -> dict[str, Item]:
    """Return, by id, what runs and can be used; nothing where nobody says."""
    return {str(row.get("name")): row for row in _pages(get, DEPLOYED, "models")}


def _pages(get: FetchExtra, url: str, path: str) -> Iterator[Item]:
    token: object = ""
    mark = "&" if "?" in url else "?"
    for _page in range(MAX_PAGES):
        body = get(f"{url}{mark}pageToken={token}" if token else url, optional=True)
        rows = find(body, path)
        yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
        token = find(body, "nextPageToken")
        if not isinstance(token, str) or not token:
            return


def ends(item: Item) -> date | None:
    """Read the day on which a deployment ends, from its year, month and day."""
    parts = [count(f"running.deprecationDate.{part}")(item) for part in ("year", "month", "day")]
    if not all(parts):
        return day("running.deprecationDate")(item)
    return day("day")({"day": "-".join(f"{part:02}" for part in parts)})


def by_sku(rows: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Turn rows into figures by what they count, and their unit."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return rows
    return merged([{_paid_for(row): money(row.get("amount"))} for row in rows])


def _paid_for(row: Item) -> str:
    currency = find(row, "amount.currencyCode")
    paid_for = f"{row.get('sku')} per {row.get('unit')}"
    return paid_for if currency in (None, "USD") else f"{paid_for} in {currency}"
