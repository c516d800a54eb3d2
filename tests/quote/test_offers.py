"""Offers: what the ledger and the lists know of prices, as a quote and its receipt say it."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import Row, tokens
from tests.support.seeds.offers import price, sell

MODEL = "acme/model"
USED = {"input_tokens": 1_000_000, "output_tokens": 1_000_000}
LISTED = """
SELECT believe(
  id, 'reference:litellm', 'output_tokens', '{}', tstzrange('2026-01-01', NULL), 'known',
  0.000002, 'USD', 'as published'
)
FROM models
"""
SUPPORT = """
INSERT INTO resolutions (model_id, cards, support)
SELECT id, '[]', jsonb_build_object('output_tokens {}', CAST(:support AS jsonb)) FROM models
"""
DISPUTED = """
{"confidence": "disputed", "support": {
  "agree": ["reference:litellm"], "against": [{"source": "reference:models.dev", "amount": "3"}]}}
"""
SINGLE = """
{"confidence": "single", "support": {"agree": ["reference:litellm"], "against": []}}
"""
CONFIRMED = """
{"confidence": "confirmed", "support": {"agree": ["a", "b"], "against": []}}
"""


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell a model whose output has a price of a list."""
    sell(owner_database, MODEL, [Row("input_tokens", "1")])
    owner_database.run(LISTED)
    return client


def ask(shop: CatalogClient, **more: Any) -> Any:
    """Quote the model."""
    response = shop.post("/v1/quote", {"model": MODEL, "usage": USED, **more})
    assert 200 == response.status, response.body
    return response.json()["data"]


@pytest.mark.parametrize(
    ("support", "confidence", "assumptions"),
    [
        (
            DISPUTED,
            "disputed",
            ["reference:models.dev states output_tokens at 0.000003: the total is 4 USD"],
        ),
        (SINGLE, "single", ["the price of output_tokens rests on reference:litellm alone"]),
        (CONFIRMED, None, []),
    ],
)
def test_a_price_of_a_list_says_who_supports_it(
    shop: CatalogClient,
    owner_database: Database,
    support: str,
    confidence: str | None,
    assumptions: list[str],
) -> None:
    """The quote is complete; its receipt repeats it when the lists agree by then."""
    owner_database.run(SUPPORT, support=support)

    quote = ask(shop)
    owner_database.run("UPDATE resolutions SET support = '{}'")

    assert ("3", True, assumptions) == (quote["total"], quote["complete"], quote["assumptions"])
    assert [None, confidence] == [line.get("confidence") for line in quote["lines"]]
    assert quote == ask(shop, receipt=quote["receipt"])


def test_who_supports_a_price_is_known_of_what_holds_now(
    shop: CatalogClient, owner_database: Database
) -> None:
    """The lists of today say nothing of a price of the past."""
    owner_database.run(SUPPORT, support=SINGLE)
    owner_database.run(
        LISTED.replace("'2026-01-01', NULL", "'2025-01-01', '2026-01-01'").replace("02,", "09,")
    )

    past = ask(shop, at="2025-06-01")

    assert "10" == past["total"]
    assert "rests on" not in " ".join(past["assumptions"])
    assert ["the price of output_tokens rests on reference:litellm alone"] == (
        ask(shop)["assumptions"]
    )


def test_a_price_that_a_gateway_passes_on_is_named(
    owner_database: Database, client: CatalogClient
) -> None:
    """It is its creator's, and nobody else states it."""
    sell(owner_database, MODEL, [])
    owner_database.run(LISTED.replace("reference:litellm", "cross-reference"))

    (note, *_) = ask(client, usage={"output_tokens": 5})["assumptions"]

    assert "the price of output_tokens rests on cross-reference alone" == note


def test_an_announced_price_is_named_before_it_begins(
    owner_database: Database, client: CatalogClient
) -> None:
    """And is the price from then on."""
    sell(owner_database, MODEL, tokens("1", "2"))
    price(owner_database, MODEL, [Row("input_tokens", "3")], start="2100-01-01")

    (note,) = ask(client, at="2026-05-02")["assumptions"]

    assert note.startswith("input_tokens cost 0.000003 from 2100-01-01")
    assert ("5", []) == tuple(ask(client, at="2100-01-01")[key] for key in ("total", "assumptions"))
