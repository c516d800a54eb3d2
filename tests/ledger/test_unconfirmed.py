"""Prices that are served and not stated any more, and those of another time."""

import pytest

from pricebook.storage.postgres import Database
from tests.support.seeds.offers import sell

SINCE = """
SELECT left(unconfirmed_since(id, :source, :meter, CAST(:conditions AS jsonb))::text, 10)
FROM models
"""
TOLD = """
SELECT believe(id, 'manual', 'requests', '{}', CAST(:valid AS tstzrange), 'known', 1, 'USD')
FROM models
"""


@pytest.fixture
def ledger(owner_database: Database) -> Database:
    """Give a database with one offer, whose seller misses one price since February."""
    owner_database.run("SET timezone = 'UTC'")
    sell(owner_database, "acme/a", [])
    owner_database.run(
        "INSERT INTO price_absences (model_id, source, meter, since)"
        " SELECT id, 'database', 'input_tokens', '2026-02-01' FROM models"
    )
    return owner_database


def since(ledger: Database, **of: str) -> str | None:
    """Return since when a price is not stated any more."""
    asked = {"source": "database", "meter": "input_tokens", "conditions": "{}"}
    ((day,),) = ledger.run(SINCE, **asked | of)
    return None if day is None else str(day)


OTHERS = (
    {"source": "manual"},
    {"meter": "output_tokens"},
    {"conditions": '{"service_tier": "batch"}'},
)
"""What tells another price from the one that is missed."""


def test_only_the_price_that_is_missed_is_unconfirmed(ledger: Database) -> None:
    """Not one of another source, another meter or under other conditions."""
    assert "2026-02-01" == since(ledger)
    assert [None, None, None] == [since(ledger, **of) for of in OTHERS]


@pytest.mark.parametrize(("day", "first"), [("2026-01-01", "2026-01-01"), ("2026-03-01", None)])
def test_of_a_missed_offer_every_price_of_its_seller_is(
    ledger: Database, day: str, first: str | None
) -> None:
    """Since it was missed, or since its price was, whichever came first; not what others say."""
    ledger.run(
        "INSERT INTO sightings (model_id, last_seen_at, missed_since)"
        " SELECT id, CAST(:day AS timestamptz), CAST(:day AS timestamptz) FROM models",
        day=day,
    )

    assert (first or "2026-02-01") == since(ledger)
    assert [None, day, day] == [since(ledger, **of) for of in OTHERS]


def test_only_what_is_charged_now_is_current(ledger: Database) -> None:
    """Not what was, nor what will be."""
    for valid in ("[2026-01-01,2026-02-01)", "[2098-01-01,)"):
        ledger.run(TOLD, valid=valid)

    assert [] == ledger.run("SELECT * FROM current_prices")
