"""Whose document is due: each case at a bound and beside it, at one moment of the database."""

from collections.abc import Iterator

import pytest

from pricebook.storage.postgres import Database

SHOP = """
INSERT INTO providers (slug, name, kind, website, docs_url) VALUES ('a', 'A', 'host', 'w', 'd')
"""
OFFER = """
INSERT INTO models (provider, provider_model_id, name, updated_at, deprecated)
VALUES ('a', :name, :name, now() - CAST(:made AS interval), :deprecated) RETURNING id
"""
PRICE = """
INSERT INTO model_prices
  (model_id, source, meter, conditions, state, amount, currency, published, valid, recorded)
VALUES (
  :model, 'manual', 'input_tokens', CAST(:conditions AS jsonb), 'known', 1, :currency, '',
  tstzrange(now() - CAST(:begins AS interval), now() - CAST(:ends AS interval)),
  tstzrange(now() - CAST(:told AS interval), now() - CAST(:closed AS interval))
)
"""
RATE = """
INSERT INTO exchange_rates (currency, usd, valid_from, entered_by, entered_at)
VALUES (:currency, 1, (now() AT TIME ZONE 'UTC')::date - CAST(:days AS integer), 'ann', CASE
  WHEN CAST(:entered AS interval) IS NULL
  THEN ((now() AT TIME ZONE 'UTC')::date - CAST(:days AS integer))::timestamp AT TIME ZONE 'UTC'
  ELSE now() - CAST(:entered AS interval)
END)
"""
FACT = """
INSERT INTO reference_facts (model_id, source, deprecation_date)
VALUES (:model, 'reference', (now() AT TIME ZONE 'UTC')::date - CAST(:days AS integer))
"""
AT_MIDNIGHT = """
UPDATE models SET updated_at
  = ((now() AT TIME ZONE 'UTC')::date - CAST(:days AS integer))::timestamp AT TIME ZONE 'UTC'
WHERE id = :model
"""
DUE = "SELECT m.provider_model_id FROM due_documents d JOIN models m USING (id) ORDER BY 1"


@pytest.fixture
def shop(owner_database: Database) -> Iterator[Database]:
    """Give a database with one seller, at one moment."""
    owner_database.run(SHOP)
    with owner_database.transaction():
        yield owner_database


def offer(shop: Database, name: str, made: str = "5 days", *, deprecated: bool = False) -> int:
    """Let a document have been made so long ago; return its model."""
    ((number,),) = shop.run(OFFER, name=name, made=made, deprecated=deprecated)
    return int(number)


def price(shop: Database, model: int, begins: str, **said: str | None) -> None:
    """Let a price begin so long ago, told ten days ago if nothing else is said."""
    told = {"told": "40 days", "ends": None, "closed": None, "currency": "USD", "conditions": "{}"}
    shop.run(PRICE, model=model, begins=begins, **{**told, **said})


def made_at_midnight(shop: Database, model: int, days: int) -> int:
    """Let a document have been made when a day began; return its model."""
    shop.run(AT_MIDNIGHT, model=model, days=days)
    return model


def due(shop: Database) -> list[str]:
    """Return whose documents are due."""
    return [name for (name,) in shop.run(DUE)]


def test_prices_that_begin(shop: Database) -> None:
    """Announced before, begun by now, after the document was made, and still believed."""
    price(shop, offer(shop, "began"), "1 hour")
    price(shop, offer(shop, "begins now"), "0")
    price(shop, offer(shop, "coming"), "-1 hour")
    price(shop, offer(shop, "shown"), "6 days")
    price(shop, offer(shop, "shown since"), "5 days")
    price(shop, offer(shop, "not announced"), "1 hour", told="1 hour")
    price(shop, offer(shop, "taken back"), "1 hour", closed="2 hours")
    price(shop, offer(shop, "a month ago", "35 days"), "30 days")
    price(shop, offer(shop, "long ago", "35 days"), "31 days")

    assert ["began", "begins now"] == due(shop)


def test_prices_that_end(shop: Database) -> None:
    """The same of an end."""

    def ended(name: str, ends: str, made: str = "5 days", **said: str) -> None:
        price(shop, offer(shop, name, made), "50 days", ends=ends, **said)

    ended("ended", "1 hour")
    ended("ends now", "0")
    ended("ends later", "-1 hour")
    ended("shown", "6 days")
    ended("shown since", "5 days")
    ended("over when told", "1 hour", told="1 hour")
    ended("taken back", "1 hour", closed="2 hours")
    ended("a month ago", "30 days", "35 days")
    ended("long ago", "31 days", "35 days")

    assert ["ended", "ends now"] == due(shop)


def test_rates_that_begin(shop: Database) -> None:
    """A rate of a day after its entry, for base prices in its currency."""

    def rated(currency: str, days: int, entered: str | None, made: str = "5 days") -> int:
        model = offer(shop, currency, made)
        price(shop, model, "60 days", told="60 days", currency=currency)
        shop.run(RATE, currency=currency, days=days, entered=entered)
        return model

    rated("EUR", 1, "4 days")
    rated("GBP", 0, "4 days")
    rated("CNY", -1, "4 days")
    rated("JPY", 1, "1 second")
    rated("SEK", 1, None)
    rated("NOK", 9, "12 days")
    rated("DKK", 32, "50 days", "49 days")
    made_at_midnight(shop, rated("PLN", 1, "4 days"), days=1)
    for name, said in {
        "other currency": {"currency": "CHF"},
        "batch": {"currency": "EUR", "conditions": '{"service_tier": "batch"}'},
        "taken back": {"currency": "EUR", "closed": "50 days"},
    }.items():
        price(shop, offer(shop, name), "60 days", told="60 days", **said)

    assert ["EUR", "GBP"] == due(shop)


def test_dates_of_a_list(shop: Database) -> None:
    """A model that a list calls deprecated from a day on, until its document says so."""
    for name, days, made in (
        ("yesterday", 1, "5 days"),
        ("today", 0, "5 days"),
        ("tomorrow", -1, "5 days"),
        ("shown", 9, "5 days"),
        ("long ago", 32, "49 days"),
    ):
        shop.run(FACT, model=offer(shop, name, made), days=days)
    shop.run(FACT, model=offer(shop, "known", deprecated=True), days=1)
    shop.run(FACT, model=made_at_midnight(shop, offer(shop, "shown since"), days=1), days=1)

    assert ["today", "yesterday"] == due(shop)


def test_sellers_whose_documents_are_due(shop: Database) -> None:
    """Each seller once, since the latest of them at the latest."""
    price(shop, offer(shop, "earlier"), "2 hours")
    price(shop, offer(shop, "later"), "1 hour")

    since = "SELECT provider, since = now() - interval '1 hour' FROM due_providers"
    assert [["a", True]] == shop.run(since)
