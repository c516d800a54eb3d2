"""The awkward prices of the field, stored and read back to the last digit."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Price, PriceState, per_unit
from pricebook.storage.postgres import Database
from tests.support.seeds.awkward_prices import OFFERS, Row

ONE_OFFER = """
INSERT INTO providers (slug, name, kind, website, docs_url) VALUES ('acme', 'A', 'host', 'w', 'd');
INSERT INTO models (provider, provider_model_id, name) VALUES ('acme', 'a', 'A')
"""
BELIEVE = """
SELECT believe(
  (SELECT id FROM models), 'manual', :meter, CAST(:conditions AS jsonb),
  tstzrange(CAST(:start AS timestamptz), CAST(:until AS timestamptz)),
  :state, CAST(:amount AS numeric), :currency, :published, NULL, CAST(:moment AS timestamptz)
)
"""
ASK = """
SELECT p.meter, p.conditions::text, p.state, quoted(p.amount, m.per), p.currency
FROM prices_at(CAST(:at AS timestamptz), CAST(:known AS timestamptz)) p
JOIN meters m ON m.name = p.meter
"""
START = "2026-01-01"


@pytest.fixture
def shop(owner_database: Database) -> Database:
    """Give a database with one offer."""
    owner_database.run(ONE_OFFER)
    return owner_database


def believe(  # noqa: PLR0913 - each is one fact of a belief
    shop: Database,
    row: Row,
    start: str = START,
    until: str | None = None,
    moment: str = START,
    *,
    gone: bool = False,
) -> None:
    """Tell the ledger a row, through the same types that an adapter uses."""
    known = row.state == "known" and row.figure is not None
    amount = per_unit(Decimal(row.figure or 0), per=METERS[row.meter].per) if known else None
    price = Price(row.meter, PriceState(row.state), str(row.figure), amount, None, row.conditions)
    shop.run(
        BELIEVE,
        meter=price.meter,
        conditions=json.dumps(row.conditions),
        start=start,
        until=until,
        state=None if gone else str(price.state),
        amount=None if gone or amount is None else format(amount, "f"),
        currency=row.currency if known and not gone else None,
        published=price.published,
        moment=moment,
    )


def ask(shop: Database, at: str = "2026-12-01", known: str = "2026-12-01") -> list[Any]:
    """Return what the ledger answers, in a stable order."""
    found = shop.run(ASK, at=at, known=known)
    return sorted((m, json.dumps(json.loads(c), sort_keys=True), *rest) for m, c, *rest in found)


@pytest.mark.parametrize("offer", OFFERS)
def test_an_awkward_price_comes_back_exactly(shop: Database, offer: str) -> None:
    """Every figure, condition, state and currency is read as it was published."""
    for row in OFFERS[offer]:
        believe(shop, row)

    assert sorted(
        (
            row.meter,
            json.dumps(row.conditions, sort_keys=True),
            row.state,
            row.figure,
            row.currency if row.figure else None,
        )
        for row in OFFERS[offer]
    ) == ask(shop)


def test_a_genuine_cut_keeps_the_old_price(shop: Database) -> None:
    """Case 22: 1 until the end of July, a fifth of it from then on, both billed rightly."""
    believe(shop, Row("input_tokens", "1"), until="2026-07-30")
    believe(shop, Row("input_tokens", "0.2"), start="2026-07-30", moment="2026-07-30")

    assert [("input_tokens", "{}", "known", "1", "USD")] == ask(shop, at="2026-07-29")
    assert [("input_tokens", "{}", "known", "0.2", "USD")] == ask(shop, at="2026-07-30")


def test_a_cancelled_announcement_never_happened_but_was_believed(shop: Database) -> None:
    """Case 23: a rise for September is announced in July and taken back in August."""
    rise = Row("input_tokens", "3")
    believe(shop, Row("input_tokens", "2"), moment="2026-06-01")
    believe(shop, rise, start="2026-09-01", moment="2026-07-01")
    believe(shop, Row("input_tokens", "2"), start="2026-09-01", moment="2026-08-01")

    assert "3" == ask(shop, at="2026-09-02", known="2026-07-15")[0][3]
    assert "2" == ask(shop, at="2026-09-02", known="2026-08-15")[0][3]
    assert "2" == ask(shop, at="2026-08-30", known="2026-07-15")[0][3]


def test_a_price_can_be_taken_back(shop: Database) -> None:
    """What nobody believes any more is unknown again, and what was believed stays on record."""
    believe(shop, Row("input_tokens", "2"), moment="2026-06-01")
    believe(shop, Row("input_tokens", "2"), moment="2026-07-01", gone=True)

    assert [] == ask(shop)
    assert "2" == ask(shop, known="2026-06-15")[0][3]
