"""Quotes of the past: logs of last January, and what nobody knows of it."""

from typing import Any

import pytest

from tests.support.clients import CatalogClient
from tests.support.dated_history import import_lines, models_dev
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

USED = {"input_tokens": 10**6, "output_tokens": 10**6}
JANUARY, MARCH = "2026-01-15", "2026-03-15"
UNKNOWN = "no price of openai/gpt-5 is known before 2026-03-01T00:00:00+00:00"


@pytest.fixture
def shop(client: CatalogClient) -> CatalogClient:
    """Sell a model at two sellers in March, of which one is left."""
    run(item("openai/gpt-5", "0.000003", "0.000009"))
    import_lines(
        "models.dev",
        models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 2, "output": 8}),
        models_dev("2026-03-10", "openrouter", "openai/gpt-5", cost={"input": 1, "output": 4}),
        models_dev("2026-04-01", "openai", "gpt-5", "gone"),
    )
    return client


def ask(shop: CatalogClient, **asked: Any) -> Any:
    """Ask for one quote of a million tokens each way."""
    response = shop.post("/v1/quote", {"usage": USED, **asked})
    assert 200 == response.status, response.body
    return response.json()["data"]


def test_a_log_of_march_is_priced(shop: CatalogClient) -> None:
    """By the prices of March, at an offer that is no longer sold."""
    quoted = ask(shop, model="openai/gpt-5", at=MARCH)

    assert ("10", True) == (quoted["total"], quoted["complete"])


def test_the_same_price_later_is_no_news(shop: CatalogClient) -> None:
    """Neither is a price that we observed later ourselves, nor one of another list."""
    same, other = {"input": 3, "output": 9}, {"input": 3, "output": 8}
    lines = [("2026-03-01", "new", same), ("2026-04-01", "price", other)]
    import_lines(
        "models.dev",
        *(models_dev(day, "openrouter", "openai/gpt-5", what, cost=c) for day, what, c in lines),
    )

    (note,) = ask(shop, model="openrouter/openai/gpt-5", at=MARCH)["assumptions"]

    assert "output_tokens cost 0.000008 from 2026-04-01T00:00:00+00:00 on" == note


def test_every_seller_of_then_is_ranked(shop: CatalogClient) -> None:
    """Also one that does not sell the model any more."""
    quoted = ask(shop, canonical="openai/gpt-5", at=MARCH, sellers=9)

    assert [("openrouter/openai/gpt-5", "5"), ("openai/gpt-5", "10")] == [
        (offer["model"], offer["total"]) for offer in quoted["sellers"]
    ]
    assert ["openrouter/openai/gpt-5"] == [
        offer["model"] for offer in ask(shop, canonical="openai/gpt-5", sellers=9)["sellers"]
    ]


def test_a_time_before_any_price_is_named(shop: CatalogClient) -> None:
    """The quote says since when a price is known."""
    quoted = ask(shop, model="openai/gpt-5", at=JANUARY)

    assert not quoted["complete"]
    assert UNKNOWN in quoted["missing"]


def test_the_earliest_price_may_be_assumed(shop: CatalogClient) -> None:
    """It is an assumption, also where the receipt gives the quote again."""
    quoted = ask(shop, model="openai/gpt-5", at=JANUARY, assume="earliest")

    assert "10" == quoted["total"]
    assert [f"{UNKNOWN}, whose prices these are"] == quoted["assumptions"]
    assert quoted == ask(shop, receipt=quoted["receipt"])
    assert "10" == ask(shop, model="openai/gpt-5", at=MARCH, assume="earliest")["total"]


@pytest.mark.parametrize("assume", ["latest", ["earliest"], True])
def test_nothing_else_is_assumed(shop: CatalogClient, assume: object) -> None:
    """A word that means nothing is refused."""
    answer = shop.post("/v1/quote", {"model": "openai/gpt-5", "usage": USED, "assume": assume})

    assert 400 == answer.status
    assert "expected earliest" in answer.json()["error"]["message"]
