"""Ranking: all sellers of one model, through the API."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import BATCH, Row, tokens
from tests.support.seeds.feed_offers import listed, offer
from tests.support.seeds.offers import sell

MODEL = "acme/model"
USED = {"input_tokens": 10**6}
RATE = """
INSERT INTO exchange_rates (currency, usd, valid_from, source_url, entered_by)
VALUES ('EUR', 1.25, '2026-01-01', 'https://example.org', 'test')
"""


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell one model in every way."""
    ordinary = {
        "one/model": tokens("3", "1"),
        "two/model": [*tokens("2", "1"), *tokens("1.5", "1", **BATCH)],
        "euro/model": [Row("input_tokens", "1.7", currency="EUR")],
        "vague/model": [Row("output_tokens", "1")],
    }
    variants = {
        "one/model:batch": tokens("1.2", "1"),
        "one/model:free": [Row("input_tokens", None, state="free")],
        "two/model-fp8": tokens("0.5", "1"),
    }
    for model, rows in (ordinary | variants).items():
        sell(owner_database, model, rows, MODEL)
    sell(owner_database, "gone/model", tokens("0.1", "1"), MODEL, active=False)
    sell(owner_database, "only/here:free", [Row("input_tokens", "7")], "acme/rare")
    return client


def sellers(shop: CatalogClient, **body: Any) -> list[dict[str, Any]]:
    """Return the quotes of all sellers."""
    response = shop.post("/v1/quote", {"canonical": MODEL, "usage": USED, **body})
    assert 200 == response.status, response.body
    return list(response.json()["data"]["sellers"])


def test_ordinary_offers_are_compared(shop: CatalogClient) -> None:
    """Complete ones first, dollars before what nobody can compare, then the cheapest."""
    assert ["two/model", "one/model", "euro/model", "vague/model"] == [
        quote["model"] for quote in sellers(shop)
    ]
    assert not any("variant" in quote for quote in sellers(shop))


def test_variants_compete_where_they_are_asked_for(shop: CatalogClient) -> None:
    """After the ordinary offers, and each by its kind."""
    found = sellers(shop, include_variants=True)

    assert [
        ("one/model:free", "free"),
        ("two/model-fp8", "quantised"),
        ("one/model:batch", "batch"),
    ] == [(quote["model"], quote["variant"]) for quote in found[4:]]


def test_a_batch_offer_and_a_batch_price_compete(shop: CatalogClient) -> None:
    """Who has neither is incomplete."""
    found = sellers(shop, service_tier="batch")

    assert [("one/model:batch", "1.2", True), ("two/model", "1.5", True)] == [
        (quote["model"], quote["total"], quote["complete"]) for quote in found[:2]
    ]
    assert {"one/model", "euro/model", "vague/model"} == {
        quote["model"] for quote in found if not quote["complete"]
    }


def test_a_model_of_which_there_are_variants_alone_is_sold(shop: CatalogClient) -> None:
    """Better than nobody; and it says what it is."""
    found = sellers(shop, canonical="acme/rare")

    assert [("only/here:free", "free", "7")] == [
        (quote["model"], quote["variant"], quote["total"]) for quote in found
    ]


def test_a_currency_makes_all_of_them_comparable(
    shop: CatalogClient, owner_database: Database
) -> None:
    """By the dated rate, which each quote names."""
    owner_database.run(RATE)

    found = sellers(shop, currency="eur", at="2026-06-01")

    assert [("two/model", "1.6"), ("euro/model", "1.7"), ("one/model", "2.4")] == [
        (quote["model"], quote["converted"]["total"]) for quote in found[:3]
    ]
    rate = {
        "currency": "EUR",
        "usd": "1.25",
        "valid_from": "2026-01-01",
        "source": "https://example.org",
    }
    assert [rate] == found[0]["converted"]["rates"]
    assert [] == found[1]["converted"]["rates"]
    assert ("2", "USD") == (found[0]["total"], found[0]["currency"])


def test_a_currency_without_a_rate_leaves_quotes_incomplete(shop: CatalogClient) -> None:
    """But for those who sell in it."""
    found = sellers(shop, currency="EUR")

    assert ("euro/model", True) == (found[0]["model"], found[0]["complete"])
    assert ["no exchange rate of EUR is known"] == found[1]["missing"]


def test_few_sellers_are_answered_in_short(shop: CatalogClient) -> None:
    """What each costs and what is missing; how many there are is told."""
    response = shop.post("/v1/quote", {"model": MODEL, "usage": USED, "sellers": 2})

    assert {
        "canonical_id": MODEL,
        "sellers": [
            {"model": "two/model", "complete": True, "total": "2", "currency": "USD"},
            {"model": "one/model", "complete": True, "total": "3", "currency": "USD"},
        ],
        "sellers_total": 4,
    } == response.json()["data"]
    incomplete = sellers(shop, sellers=4)[3]
    assert {
        "model": "vague/model",
        "complete": False,
        "missing": ["no price of input_tokens is known"],
    } == incomplete


def test_a_price_that_contradicts_maker_and_most_is_not_the_first(
    client: CatalogClient, owner_database: Database
) -> None:
    """It is quoted behind the ordinary sellers, and says why; for the past nobody knows."""
    claude = "anthropic/claude-9"
    offer(owner_database, claude, tokens("3", "15"), canonical=claude)
    offer(owner_database, "host/claude-9", tokens("2", "10"), canonical=claude)
    listed(owner_database, "shop/a", tokens("0.4", "2"), "confirmed", canonical=claude)
    asked = {"canonical": claude, "usage": {"input_tokens": 10**6, "output_tokens": 10**6}}

    for more in ({}, {"sellers": 3}):
        quotes = client.post("/v1/quote", asked | more).json()["data"]["sellers"]
        assert [
            ("host/claude-9", "12", None),
            (claude, "18", None),
            ("shop/a", "2.4", "contradicting"),
        ] == [(q["model"], q["total"], q.get("standing")) for q in quotes]
