"""fal's two lists: the prices of fifty models in each request."""

from typing import Any

from pricebook.providers.fal import provider
from pricebook.providers.fal.lists import MODELS, PRICES

COUNT = 60


def test_prices_are_asked_for_fifty_at_a_time() -> None:
    """Every model of every page has its price, and one without an id is passed on."""
    models = [{"endpoint_id": f"fal-ai/m{n}"} for n in range(COUNT)]
    asked: list[str] = []

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert (None, url.startswith(PRICES)) == (body, optional)
        asked.append(url)
        if url == MODELS:
            return {"models": models[:40], "has_more": True, "next_cursor": "a b"}
        if url == f"{MODELS}&cursor=a+b":
            return {"models": [*models[40:], "odd"], "has_more": False, "next_cursor": "c"}
        first = "m0&" in url
        row = {"endpoint_id": "fal-ai/m0" if first else "fal-ai/m59", "unit": "images"}
        return {"prices": [row | {"unit_price": "0.04", "currency": "USD"}]}

    assert provider.fetch
    items = list(provider.fetch(get))

    assert COUNT + 1 == len(items)
    assert 4 == len(asked)
    assert [1, 0, 1] == [len(items[n]["prices"]) for n in (0, 1, COUNT - 1)]


def test_without_prices_models_are_listed() -> None:
    """A list of prices that is gone leaves the models, unpriced."""

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert (None, url != MODELS) == (body, optional)
        return {"models": [{"endpoint_id": "fal-ai/one"}]} if url == MODELS else None

    assert provider.fetch
    assert [{"endpoint_id": "fal-ai/one", "prices": []}] == list(provider.fetch(get))
