"""Fireworks' two lists, which become one."""

from datetime import date
from typing import Any

import pytest

from pricebook.providers.fireworks import provider
from pricebook.providers.fireworks.prices import DEPLOYED, SERVERLESS, by_sku

LISTED = {"id": "accounts/acme/models/rocket", "context_length": 4096}
ROW = {"sku": "LLM output tokens", "amount": "1.60", "unit": "1M tokens"}
COUNTED = "LLM output tokens per 1M tokens"


def fetched(answers: dict[str, Any]) -> list[Any]:
    """Return the joined items."""

    def get(url: str, body: object = None, *, optional: bool = False) -> Any:
        assert body is None
        assert optional or url == provider.url
        return answers.get(url)

    assert provider.fetch
    return list(provider.fetch(get))


def test_modes_of_all_pages_stand_beside_their_model() -> None:
    """A model has the prices of each mode, and one that only the prices name is sold as well."""
    first = {"id": LISTED["id"], "serverless_mode": "default", "pricing": [ROW]}
    second = first | {"serverless_mode": "priority", "pricing": [ROW | {"amount": "3.2"}]}
    alone = {"id": "accounts/acme/models/new", "serverless_mode": "default", "pricing": [ROW]}
    answers = {
        provider.url: {"data": [LISTED, "odd"]},
        SERVERLESS: {"data": [first], "nextPageToken": "two"},
        f"{SERVERLESS}?pageToken=two": {"data": [second, alone, "odd"], "nextPageToken": ""},
    }
    listed, odd, new = fetched(answers)

    assert listed["running"] is None
    assert {"default": {COUNTED: "1.60"}, "priority": {COUNTED: "3.2"}} == listed["pricing"]
    assert LISTED["context_length"] == listed["context_length"]
    assert "odd" == odd
    assert {"default": {COUNTED: "1.60"}} == new["pricing"]


def test_prices_stand_without_the_other_list() -> None:
    """A list of models that is gone leaves what is sold by use."""
    row = {"id": LISTED["id"], "pricing": [ROW]}
    (alone,) = fetched({SERVERLESS: {"data": [row]}})

    assert {"default": {COUNTED: "1.60"}} == alone["pricing"]


def test_without_prices_models_are_listed() -> None:
    """A list of prices that is gone leaves the models, unpriced."""
    assert [LISTED | {"running": None}] == fetched({provider.url: {"data": [LISTED]}})


@pytest.mark.parametrize("ends", [{"year": 2026, "month": 12, "day": 1}, "2026-12-01"])
def test_a_price_outlives_its_model(ends: object) -> None:
    """What only the prices name is sold where it runs, until the day that is told."""
    gone = {"id": "accounts/acme/models/gone", "pricing": [ROW]}
    kept = {"id": "accounts/acme/models/kept", "pricing": [ROW]}
    running = {"models": [{"name": kept["id"], "deprecationDate": ends}]}
    answers = {
        provider.url: {"data": [LISTED]},
        SERVERLESS: {"data": [gone, kept]},
        DEPLOYED: running,
    }
    listed, sold = provider.map(fetched(answers)).listings

    assert (LISTED["id"], kept["id"]) == (listed.provider_model_id, sold.provider_model_id)
    assert (None, date(2026, 12, 1)) == (listed.deprecation_date, sold.deprecation_date)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0.40", {COUNTED: "0.40"}),
        ({"currencyCode": "USD", "units": "0", "nanos": 400000000}, {COUNTED: "0.400000000"}),
        ({"currencyCode": "EUR", "units": "1"}, {f"{COUNTED} in EUR": "1.000000000"}),
    ],
)
def test_an_amount_is_a_decimal_or_money(amount: object, expected: dict[str, str]) -> None:
    """Both forms of an amount are read; of another currency it is kept apart and reported."""
    assert expected == by_sku([ROW | {"amount": amount}])


def test_prices_that_contradict_each_other_are_not_read() -> None:
    """A model that stands there twice in one mode has no price on which its rows disagree."""
    rows = [ROW, {"sku": "LLM input tokens (uncached)", "amount": "0.4", "unit": "1M tokens"}]
    twice = {"id": LISTED["id"], "serverless_mode": "standard"}
    answers = {
        provider.url: {"data": [LISTED]},
        SERVERLESS: {
            "data": [twice | {"pricing": rows}, twice | {"pricing": [ROW | {"amount": 2}]}]
        },
    }
    mapped = provider.map(fetched(answers))

    assert ["input_tokens"] == [price.meter for price in mapped.listings[0].prices]
    assert [f"pricing.standard.{COUNTED}, contradictory"] == list(mapped.unread)
