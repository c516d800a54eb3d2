"""Receipts: a quote that is given again, here and wherever the same prices are known."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.quote.receipt import Receipt, check
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.samples.usage_objects import SAMPLES
from tests.support.seeds.awkward_prices import OFFERS, Row
from tests.support.seeds.offers import price, sell

GPT, PERPLEXITY = "openai/gpt-5.5", "perplexity/sonar-pro"
USED = {"input_tokens": 1000, "output_tokens": 10}
ROUTE = "/v1/quote"
RATE = """
INSERT INTO exchange_rates (currency, usd, valid_from, source_url, entered_by)
VALUES ('EUR', :usd, '2026-01-01', 'https://example.org', 'test')
"""
HELD = """
INSERT INTO price_reviews (
  model_id, source, meter, new_state, new_amount, new_currency, published, reason, sample,
  created_at
)
SELECT id, 'manual', 'input_tokens', 'known', 0.00005, 'USD', '50', 'jump', 's', '2026-01-01'
FROM models WHERE model_id = 'openai/gpt-5.5'
"""
FACTS = """
UPDATE models SET context_length = 500, input_modalities = '{text}', output_modalities = '{text}'
WHERE model_id = 'openai/gpt-5.5'
"""


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell two models, one of them with everything that may be known of prices."""
    sell(owner_database, GPT, OFFERS["1 openai gpt-5.5"], "openai/gpt-5.5")
    sell(owner_database, PERPLEXITY, OFFERS["12 perplexity sonar-pro"])
    sell(owner_database, "acme/clip", [Row("output_clips", "1", {"seconds_gt": 5})])
    price(owner_database, GPT, [Row("output_tokens", "40")], start="2100-01-01")
    owner_database.run(RATE, usd="1.25")
    owner_database.run(HELD)
    owner_database.run(FACTS)
    return client


def ask(shop: CatalogClient, **body: Any) -> Any:
    """Ask for one quote."""
    response = shop.post(ROUTE, body)
    assert 200 == response.status, response.body
    return response.json()["data"]


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"service_tier": "batch"},
        {"service_tier": "auto"},
        {"region": "EU", "requests": 7},
        {"currency": "eur"},
        {"usage_format": "meters"},
        {"usage_format": "pydantic-ai"},
        {"usage": {"prompt_tokens": 7, "service_tier": "flex"}},
        {"usage": {"input_tokens": 9, "cache_read_tokens": 5}},
        {"model": "acme/clip", "usage": {"output_clips": 2}, "seconds": 7.5},
        {"model": "acme/clip", "usage": {"output_clips": 2}},
        {"model": PERPLEXITY, "usage": {"prompt_tokens": 1, "search_context_size": "low"}},
        {"model": PERPLEXITY, "usage": {"web_searches": 1}, "search_context_size": "high"},
    ],
)
def test_a_receipt_and_its_usage_give_the_whole_quote_again(
    shop: CatalogClient, owner_database: Database, stated: dict[str, Any]
) -> None:
    """Whatever is known by then, and whether or not the request repeats what it had stated."""
    body = {"model": GPT, "usage": USED, "at": "2026-06-03", **stated}
    quote = ask(shop, **body)

    owner_database.run(
        "UPDATE price_reviews SET decision = 'rejected', decided_by = 'x', decided_at = now()"
    )
    owner_database.run("UPDATE models SET context_length = 5, output_modalities = '{image}'")
    owner_database.run(RATE, usd="9")
    for model in (GPT, PERPLEXITY, "acme/clip"):
        price(owner_database, model, [Row("input_tokens", "999"), Row("output_clips", "999")])

    assert quote == ask(shop, usage=body["usage"], receipt=quote["receipt"])
    assert quote == ask(shop, **body, receipt=quote["receipt"])


@given(
    name=st.sampled_from(sorted(SAMPLES)),
    model=st.sampled_from([GPT, PERPLEXITY]),
    stated=st.sampled_from([{}, {"service_tier": "priority"}, {"requests": 3, "currency": "EUR"}]),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_receipt_always_repeats(
    shop: CatalogClient, name: str, model: str, stated: dict[str, Any]
) -> None:
    """Of every format that is read."""
    body = {"model": model, "usage": SAMPLES[name].payload, **stated}
    (quote,) = shop.post(ROUTE, {"quotes": [body]}).json()["data"]

    if "error" not in quote:
        assert quote == ask(shop, usage=body["usage"], receipt=quote["receipt"])


@pytest.mark.parametrize(
    ("more", "parameter"),
    [
        ({"model": "cheap/gpt"}, "model"),
        ({"canonical": GPT}, "model"),
        ({"at": "2020-01-01"}, "at"),
        ({"service_tier": "flex"}, "service_tier"),
        ({"region": "eu"}, "region"),
        ({"requests": 2}, "requests"),
        ({"seconds": 2}, "seconds"),
        ({"currency": "EUR"}, "currency"),
        ({"usage_format": "anthropic"}, "usage_format"),
        ({"usage": {"prompt_tokens": 1, "service_tier": "flex"}}, "usage"),
    ],
)
def test_a_request_does_not_contradict_its_receipt(
    shop: CatalogClient, more: dict[str, Any], parameter: str
) -> None:
    """It belongs to one model, one moment and the conditions that it was made under."""
    receipt = ask(shop, model=GPT, usage=USED, service_tier="batch")["receipt"]

    response = shop.post(ROUTE, {"usage": USED, **more, "receipt": receipt})

    assert (400, parameter) == (response.status, response.json()["error"]["details"]["parameter"])


def test_a_tier_that_only_the_usage_states_must_be_on_the_receipt(shop: CatalogClient) -> None:
    """Else the same receipt would give another amount."""
    receipt = ask(shop, model=GPT, usage={"prompt_tokens": 5})["receipt"]

    response = shop.post(
        ROUTE, {"usage": {"prompt_tokens": 5, "service_tier": "flex"}, "receipt": receipt}
    )

    assert (400, "service_tier") == (
        response.status,
        response.json()["error"]["details"]["parameter"],
    )


@pytest.mark.parametrize(
    "change",
    [
        {"model": "cheap/gpt"},
        {"prices": [10**15]},
        {"prices": ["1"]},
        {"service_tier": None},
        {"service_tier": "flex"},
        {"at": None},
        {"more": 1},
        {"check": "0"},
        {"check": None},
    ],
)
def test_a_receipt_that_was_changed_is_refused(shop: CatalogClient, change: dict[str, Any]) -> None:
    """A condition that is missing, or another one, would give another amount without a word."""
    receipt = ask(shop, model=GPT, usage=USED, service_tier="batch")["receipt"]
    changed = {key: value for key, value in {**receipt, **change}.items() if value is not None}

    response = shop.post(ROUTE, {"usage": USED, "receipt": changed})

    assert (400, "receipt") == (response.status, response.json()["error"]["details"]["parameter"])


def test_prices_that_are_not_known_here_are_named(shop: CatalogClient) -> None:
    """Another installation may lack some; the receipt itself is right."""
    receipt = ask(shop, model=GPT, usage=USED)["receipt"]
    receipt["prices"] = [receipt["prices"][0], 10**15, "x7"]
    receipt["check"] = check(receipt)

    response = shop.post(ROUTE, {"usage": USED, "receipt": receipt})

    assert 400 == response.status
    assert (
        "receipt.prices is not valid: openai/gpt-5.5 has no prices 1000000000000000, x7."
        == response.json()["error"]["message"]
    )


def test_nothing_is_no_receipt() -> None:
    """And the order of its keys is of no account."""
    receipt = {"model": GPT, "at": "2026-01-01", "usage_format": "meters", "prices": [1]}
    turned = dict(reversed(receipt.items()))

    assert None is Receipt.parse(None)
    assert check(receipt) == check(turned) == check({**turned, "check": "x"})
