"""Parasail's two lists, which become one."""

from typing import Any

import pytest

from pricebook.providers.parasail import PRICES, provider

MODELS = {"data": [{"id": "parasail-rocket-1"}, {"id": "internal"}, "odd"]}
PRICE = {"externalAlias": "parasail-rocket-1", "inputCost": 1}


@pytest.mark.parametrize(
    ("prices", "expected"),
    [([PRICE, "odd"], [PRICE, None]), (None, [None, None]), ({}, [None, None])],
)
def test_prices_stand_beside_their_model(prices: object, expected: list[Any]) -> None:
    """A model has the price of its alias; without the price list all are listed, unpriced."""
    answers = {PRICES: prices, provider.url: MODELS}

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert (None, url == PRICES) == (body, optional)
        return answers[url]

    assert provider.fetch
    *models, odd = provider.fetch(get)
    assert expected == [model["pricing"] for model in models]
    assert "odd" == odd
