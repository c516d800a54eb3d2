"""DigitalOcean's catalogue: pages under two names, and a page of its own for each model."""

from typing import Any

from pricebook.providers.digitalocean import provider
from pricebook.providers.digitalocean.catalogue import CATALOGUE

BIG = {"id": "uuid 1", "model_id": "big", "availability": ["serverless"]}
OWN = {"id": "uuid2", "model_id": "own", "availability": ["dedicated"]}
DETAIL = {"pricing_detail": {"variants": []}, "pricing": {"input_price_per_million": 99}}


def test_pages_and_details_are_joined() -> None:
    """Of a model's own page its tiers are taken; the next page follows from a link or a count."""
    second = f"{CATALOGUE}?limit=200&page=2"
    answers: dict[str, Any] = {
        provider.url: {"data": [BIG, OWN], "meta": {"page": 1, "pages": 3}},
        second: {"models": ["odd"], "links": {"pages": {"next": "https://x.test/3"}}},
        "https://x.test/3": {"models": [], "meta": {"page": 3, "pages": 3}},
        f"{CATALOGUE}/uuid%201": {"data": DETAIL},
    }

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert (None, f"{CATALOGUE}/" in url) == (body, optional)
        return answers[url]

    assert provider.fetch
    assert [
        BIG | {"pricing_detail": {"variants": []}},
        OWN,
        "odd",
    ] == list(provider.fetch(get))


def test_a_model_without_an_id_of_its_own_is_asked_for_by_its_name() -> None:
    """The documented list has `model_id` alone; a page of its own may lie under no envelope."""
    big = {"model_id": "big", "availability": ["serverless"]}
    answers: dict[str, Any] = {
        provider.url: {"models": [big]},
        f"{CATALOGUE}/big": big | DETAIL,
    }

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert (None, f"{CATALOGUE}/" in url) == (body, optional)
        return answers[url]

    assert provider.fetch
    assert [big | {"pricing_detail": {"variants": []}}] == list(provider.fetch(get))
