"""POST /v1/quote: who is asked, what is refused, and what a receipt is good for."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import OFFERS, Row, over, tokens
from tests.support.seeds.offers import price, sell

GPT = "openai/gpt-5.5"
USED = {"input_tokens": 1000, "output_tokens": 10}
ROUTE = "/v1/quote"


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell one model at four places, and another at one."""
    sell(owner_database, GPT, OFFERS["1 openai gpt-5.5"], "openai/gpt-5.5")
    sell(owner_database, "cheap/gpt", tokens("1", "2"), "openai/gpt-5.5")
    sell(
        owner_database,
        "euro/gpt",
        [Row("input_tokens", "0.1", currency="EUR"), Row("output_tokens", "0.1", currency="EUR")],
        "openai/gpt-5.5",
    )
    sell(owner_database, "vague/gpt", tokens("0.1", "0.1")[:1], "openai/gpt-5.5")
    sell(owner_database, "gone/gpt", tokens("0.01", "0.01"), "openai/gpt-5.5", active=False)
    sell(owner_database, "lone/only-here", tokens("1", "2"), "acme/only")
    return client


def ask(shop: CatalogClient, **asked: Any) -> Any:
    """Ask for one quote."""
    response = shop.post(ROUTE, asked)
    assert 200 == response.status, response.body
    return response.json()["data"]


def test_a_quote_is_itemised(shop: CatalogClient) -> None:
    """Every line says what was charged, at which price, out of which row of the ledger."""
    response = shop.post(ROUTE, {"model": GPT, "usage": USED, "region": "EU", "at": "2026-06-03"})
    found = response.json()["data"]
    line = found["lines"][0]

    assert (200, "no-store") == (response.status, response.headers["cache-control"])
    assert ("0.00583", "USD", True, [], []) == tuple(
        found[key] for key in ("total", "currency", "complete", "assumptions", "missing")
    )
    assert ("input_tokens", "1000", "0.000005", "0.0055") == tuple(
        line[key] for key in ("meter", "quantity", "unit_price", "amount")
    )
    assert ("known", "USD", "manual", {}) == tuple(
        line[key] for key in ("state", "currency", "source", "conditions")
    )
    assert ("1.1", {"region": "eu"}) == (
        line["factors"][0]["factor"],
        line["factors"][0]["conditions"],
    )
    assert {line["price_id"], line["factors"][0]["price_id"]} <= set(found["receipt"]["prices"])
    assert {
        "at_prompt_tokens": 272001,
        "total_before": "1.49633",
        "total_then": "2.992506",
        "adds": "1.496176",
    } == found["next_cliff"]


def test_an_unknown_amount_is_left_out(shop: CatalogClient) -> None:
    """Unknown is absent, never zero: what is known is added up, and the quote says what is not."""
    found = ask(shop, model="vague/gpt", usage=USED)

    assert ("0.0001", False) == (found["total"], found["complete"])
    assert {"meter": "output_tokens", "quantity": "10", "state": "unknown"} == found["lines"][1]
    assert ["no price of output_tokens is known"] == found["missing"]


def test_an_offer_beats_a_canonical_model_of_the_same_name(shop: CatalogClient) -> None:
    """`model` is what somebody sells, where it can be; `canonical` always means everybody."""
    assert GPT == ask(shop, model=GPT, usage=USED)["model"]

    for one in ({"canonical": GPT}, {"model": "acme/only"}):
        found = ask(shop, usage=USED, **one)
        assert {"canonical_id", "sellers", "sellers_total"} == found.keys()


def test_sellers_are_ranked(shop: CatalogClient) -> None:
    """Complete before incomplete, dollars before what nobody can compare, then the cheapest."""
    found = ask(shop, canonical=GPT, usage=USED)

    assert [
        ("cheap/gpt", True),
        (GPT, True),
        ("euro/gpt", True),
        ("vague/gpt", False),
    ] == [(one["model"], one["complete"]) for one in found["sellers"]]


def test_both_times_are_read(shop: CatalogClient, owner_database: Database) -> None:
    """What was charged on a day, as we knew it on another."""
    sell(owner_database, "acme/a", [])
    price(owner_database, "acme/a", [Row("input_tokens", "1")], until="2026-03-01")
    price(owner_database, "acme/a", [Row("input_tokens", "2")], start="2026-03-01")
    used = {"input_tokens": 10**6}

    assert "1" == ask(shop, model="acme/a", usage=used, at="2026-02-28T23:59:59Z")["total"]
    assert "2" == ask(shop, model="acme/a", usage=used, at="2026-03-01T01:00:00+01:00")["total"]
    before = ask(shop, model="acme/a", usage=used, at="2026-02-28", known_at="2026-01-01")
    assert ["no price of input_tokens is known"] == before["missing"]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["input_tokens", "output_tokens", "cache_read_tokens", "requests"]),
        st.sampled_from([{}, over(500), {"service_tier": "batch"}, {"region": "eu"}]),
        st.sampled_from([("known", "7"), ("known", "0.001"), ("dynamic", None), ("free", None)]),
        st.sampled_from(["2025-01-01", "2026-01-01", "2026-06-01"]),
    ),
    max_size=6,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=CHANGES, canonical=st.booleans())
def test_a_receipt_gives_the_same_quote_for_ever(
    shop: CatalogClient, owner_database: Database, changes: list[Any], *, canonical: bool
) -> None:
    """Whatever is corrected, announced or taken back afterwards, and of whichever seller."""
    asked = {"usage": {**USED, "cache_read_tokens": 5}, "service_tier": "batch", "at": "2026-07-01"}
    first = ask(shop, **asked, **{"canonical" if canonical else "model": GPT})
    quotes = first["sellers"] if canonical else [first]

    for meter, conditions, (state, figure), start in changes:
        price(owner_database, GPT, [Row(meter, figure, conditions, state=state)], start=start)

    for one in quotes:
        assert one == ask(shop, **asked, receipt=one["receipt"])
