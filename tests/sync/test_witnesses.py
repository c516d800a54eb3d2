"""Who is heard about a price before it is believed, and who is not."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.fakes.provider_transport import item
from tests.support.seeds.held_prices import held
from tests.support.sync_and_query import run

SHOPS = """
INSERT INTO providers (slug, name, kind, website, docs_url)
SELECT slug, slug, 'host', 'w', 'd' FROM unnest('{ours,one,two,three}'::text[]) AS slug;
INSERT INTO canonical_models (id, name) VALUES ('acme/a', 'A'), ('acme/b', 'B')
"""
OFFER = """
INSERT INTO models (provider, provider_model_id, name, canonical_id, is_active)
VALUES (:provider, :name, :name, :canonical, :active) RETURNING id
"""
PRICE = """
INSERT INTO model_prices
  (model_id, source, meter, conditions, state, amount, currency, published, valid, recorded)
VALUES (
  :model, :source, :meter, CAST(:conditions AS jsonb), :state, CAST(:amount AS numeric), :currency,
  '', CAST(:valid AS tstzrange), CAST(:recorded AS tstzrange)
)
"""
LISTED = """
INSERT INTO listed_offers
  (source, provider, provider_model_id, canonical_id, listed_as, match, prices, facts, stated)
VALUES (
  :source, :provider, :name, 'acme/a', :name, 'exact', CAST(:prices AS jsonb), '{}',
  CAST(:stated AS tstzrange)
)
"""
HEARD = "SELECT witness, conditions, amount, currency FROM witnesses(:model, 'input_tokens')"
PAST, NOW, COMING = "[2020-01-01,2021-01-01)", "[2020-01-01,)", "[2100-01-01,)"
BATCH = {"service_tier": "batch"}


@pytest.fixture
def shop(owner_database: Database) -> Database:
    """Give a database with four sellers."""
    owner_database.run(SHOPS)
    return owner_database


def offer(
    shop: Database, provider: str, name: str, canonical: str = "acme/a", *, active: bool = True
) -> int:
    """Let a seller offer a model, and return its number."""
    ((number,),) = shop.run(OFFER, provider=provider, name=name, canonical=canonical, active=active)
    return int(number)


def price(shop: Database, model: int, amount: str | None, **said: Any) -> None:
    """Let a price of an offer be believed."""
    told = {"source": "database", "meter": "input_tokens", "state": "known", "currency": "USD"}
    told |= {"conditions": "{}", "valid": NOW, "recorded": NOW}
    shop.run(PRICE, model=model, amount=amount, **{**told, **said})


def listed(shop: Database, source: str, prices: list[dict[str, Any]], **said: str) -> None:
    """Let a list state prices of an offer, in dollars if nothing else is said."""
    plain = {"meter": "input_tokens", "conditions": {}, "state": "known", "currency": "USD"}
    stated = json.dumps([plain | given for given in prices])
    told = {"provider": "ours", "name": "A", "stated": NOW}
    shop.run(LISTED, source=source, prices=stated, **{**told, **said})


def heard(shop: Database, model: int) -> list[tuple[str, Decimal, str, dict[str, str]]]:
    """Return who says what of the input of a model."""
    found = shop.run(HEARD, model=model)
    return sorted(((who, amount, money, under) for who, under, amount, money in found), key=repr)


def test_other_sellers_are_heard(shop: Database) -> None:
    """Who sells the same model now: in any currency, and under conditions that stay beside it."""
    ours = offer(shop, "ours", "a")
    price(shop, ours, "9")
    one = offer(shop, "one", "a")
    price(shop, one, "1")
    price(shop, one, "0.5", conditions=json.dumps(BATCH))
    price(shop, offer(shop, "two", "x"), "2", currency="EUR")
    price(shop, offer(shop, "three", "a"), "3", source="reference")

    assert [
        ("one", Decimal("0.5"), "USD", BATCH),
        ("one", Decimal(1), "USD", {}),
        ("three", Decimal(3), "USD", {}),
        ("two", Decimal(2), "EUR", {}),
    ] == heard(shop, ours)


def test_who_says_nothing_about_a_price_is_not_heard(shop: Database) -> None:
    """What is over or not yet so, of another model or meter, free, ours, or an operator's."""
    ours = offer(shop, "ours", "a")
    price(shop, offer(shop, "ours", "a:fast"), "1")
    price(shop, offer(shop, "one", "left", active=False), "1")
    price(shop, offer(shop, "one", "other", "acme/b"), "1")
    one = offer(shop, "one", "a")
    price(shop, one, "1", meter="output_tokens")
    price(shop, one, "1", valid=PAST)
    price(shop, one, "1", valid=COMING)
    price(shop, offer(shop, "three", "a"), "1", recorded=PAST)
    price(shop, offer(shop, "two", "free"), None, state="free", currency=None)
    price(shop, offer(shop, "two", "zero"), "0")
    price(shop, offer(shop, "two", "contract"), "1", source="manual")
    price(shop, offer(shop, "two", "passed on"), "1", source="cross-reference")

    assert [] == heard(shop, ours)


def test_lists_that_speak_of_this_offer_are_heard(shop: Database) -> None:
    """However they write its name; not those that no longer do, and not of other offers."""
    ours = offer(shop, "ours", "a")
    listed(shop, "reference:litellm", [{"amount": 1}, {"amount": 2, "conditions": BATCH}])
    listed(shop, "reference:models.dev", [{"amount": 3}], stated=PAST)
    listed(shop, "reference:models.dev", [{"amount": 3}], provider="one")
    listed(shop, "reference:models.dev", [{"amount": 3}], name="b")
    listed(
        shop,
        "reference:genai-prices",
        [
            {"amount": 4, "meter": "output_tokens"},
            {"amount": 0, "conditions": BATCH},
            {"amount": 5, "state": "dynamic"},
        ],
    )

    assert [
        ("reference:litellm", Decimal(1), "USD", {}),
        ("reference:litellm", Decimal(2), "USD", BATCH),
    ] == heard(shop, ours)


@pytest.mark.usefixtures("environment")
def test_two_offers_of_one_seller_are_one_voice(shop: Database) -> None:
    """It takes two sellers to call a price a slip of the unit, not two rows."""
    run(item("acme/a", "", ""))
    for name in ("a", "b"):
        price(shop, offer(shop, "one", name), "0.000001")
    assert {"new price": 1} == held(run(item("acme/a", "0.001", "")))

    price(shop, offer(shop, "two", "a"), "0.000001")
    assert {"unit slip": 1} == held(run(item("acme/a", "0.001", "")))
