"""POST /v1/quote with many quotes: each in its place, all of them in one statement."""

import json
import re
from typing import Any

import pytest

from pricebook.storage import queries
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import OFFERS, tokens
from tests.support.seeds.offers import sell

GPT = "openai/gpt-5.5"
USED = {"input_tokens": 1000}
ROUTE = "/v1/quote"
MANY = """
INSERT INTO models (provider, provider_model_id, name)
SELECT 'cheap', n::text, 'x' FROM generate_series(1, 30000) n
"""
PRICED = """
INSERT INTO model_prices
  (model_id, source, meter, state, amount, currency, published, valid, recorded)
SELECT
  id, 'database', 'input_tokens', 'known', 1, 'USD', '1',
  tstzrange('2026-01-01', NULL), tstzrange('2026-01-01', NULL)
FROM models LIMIT 10000
"""


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell one model, and one thing under another name."""
    sell(owner_database, GPT, OFFERS["1 openai gpt-5.5"], "openai/gpt-5.5")
    sell(owner_database, "cheap/gpt", tokens("1", "2"), "openai/gpt")
    return client


def test_what_is_wrong_in_a_batch_spoils_nothing_else(shop: CatalogClient) -> None:
    """Each quote is answered in its place, by itself or by the error it would be alone."""
    wrong: list[Any] = [{"model": "no/body", "usage": USED}, {"model": GPT, "usage": {}}, 7]
    asked = [{"model": GPT, "usage": USED}, *wrong, {"model": "cheap/gpt", "usage": USED}]

    response = shop.post(ROUTE, {"quotes": asked})
    found = response.json()["data"]

    assert (200, "0.005", "0.001") == (response.status, found[0]["total"], found[4]["total"])
    assert ["not_found", "bad_parameter", "bad_parameter"] == [
        one["error"]["code"] for one in found[1:4]
    ]
    assert found[1]["error"]["message"].startswith("There is no model 'no/body'. The nearest: '")


def test_a_thousand_quotes_are_one_statement(
    shop: CatalogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger is asked once, and once per thing that is the same; the answer travels packed."""
    asked = [{"model": GPT, "usage": {"input_tokens": n}} for n in range(1, 1001)]
    statements: list[str] = []
    run = Database.run

    def counted(self: Database, sql: str, **told: Any) -> list[list[Any]]:
        statements.append(sql)
        return run(self, sql, **told)

    monkeypatch.setattr(Database, "run", counted)

    response = shop.post(ROUTE, {"quotes": asked}, {"accept-encoding": "gzip"})

    assert ["quote.batch.prices"] == statements
    assert ("gzip", 1000) == (response.headers["content-encoding"], len(response.json()["data"]))
    assert "0.005" == response.json()["data"][999]["total"]


def test_a_batch_says_what_it_costs_together(shop: CatalogClient) -> None:
    """In each currency; how many quotes are not complete, and how many are none."""
    asked = [{"model": GPT, "usage": USED}, {"model": "no/body", "usage": USED}]
    vague = {"model": GPT, "usage": {**USED, "input_images": 1}}

    meta = shop.post(ROUTE, {"quotes": [*asked, vague]}).json()["meta"]

    assert {"totals": {"USD": "0.01"}, "incomplete": 1, "failed": 1} == meta
    assert {} == shop.post(ROUTE, asked[0]).json()["meta"]


def test_a_thousand_quotes_of_canonical_models_fit_one_request(
    shop: CatalogClient, owner_database: Database
) -> None:
    """In short, for the answer has a bound: the error says how to stay below it."""
    for number in range(30):
        sell(owner_database, f"s{number}/gpt", tokens("1", "2"), "openai/gpt")
    asked = [{"model": "openai/gpt", "usage": USED, "sellers": 3}] * 1000

    short = shop.post(ROUTE, {"quotes": asked})
    whole = shop.post(ROUTE, {"quotes": [{**item, "sellers": None} for item in asked]})

    assert (200, 3, 31) == (
        short.status,
        len(short.json()["data"][999]["sellers"]),
        short.json()["data"][999]["sellers_total"],
    )
    assert 400 == whole.status
    assert (
        "ask for fewer, or for few sellers in short, as in sellers=3"
        in (whole.json()["error"]["message"])
    )


def test_a_new_field_in_one_object_spoils_nothing(shop: CatalogClient) -> None:
    """Its quote says what is not known; the others are as they would be without it."""
    new = {"prompt_tokens": 1000, "brand_new_tokens": 5}

    found = shop.post(
        ROUTE, {"quotes": [{"model": GPT, "usage": new}, {"model": GPT, "usage": USED}]}
    ).json()["data"]

    assert ["usage.brand_new_tokens is not known, and may cost money"] == found[0]["missing"]
    assert [("0.005", False), ("0.005", True)] == [(q["total"], q["complete"]) for q in found]


@pytest.mark.slow
def test_a_quote_reads_through_indexes(owner_database: Database, shop: CatalogClient) -> None:
    """A quote of one model reads that model's rows, however many others there are."""
    assert shop
    owner_database.run(MANY)
    owner_database.run(PRICED)
    owner_database.run("ANALYZE models, model_prices")
    asked = json.dumps([{"number": 0, "model": GPT}])

    plan = owner_database.run(f"EXPLAIN {queries.text('quote.batch.prices')}", asked=asked)
    text = "\n".join(line for (line,) in plan)

    assert [] == re.findall("Seq Scan on model.*", text)
    assert {"model_id_is_unique", "one_belief_at_a_time"} <= set(re.findall(r"using (\w+)", text))
