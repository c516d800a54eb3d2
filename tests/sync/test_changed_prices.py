"""What an answer changes of the prices that its source stated: the function that finds it."""

import json

import pytest

from pricebook.storage.postgres import Database
from tests.support.seeds.offers import sell

TOLD = """
SELECT believe(
  m.id, :source, :meter, '{}', CAST(:valid AS tstzrange), 'known', CAST(:amount AS numeric),
  'USD', 'told', NULL, CAST(:moment AS timestamptz)
) FROM models m
"""
CHANGED = """
SELECT meter, old_amount::int, new_amount::int
FROM changed_prices(
  'database', ARRAY(SELECT id FROM models), CAST(:stated AS jsonb), CAST(:complete AS boolean)
) ORDER BY meter
"""


@pytest.fixture
def ledger(owner_database: Database) -> Database:
    """Give a database that believes a seller's price of a request and of an image."""
    sell(owner_database, "acme/a", [])
    tell(owner_database, "1", "requests")
    tell(owner_database, "2", "output_images")
    return owner_database


def tell(database: Database, amount: str, meter: str, **more: str) -> None:
    """Let a source say what something costs, from January 2026 on."""
    facts = {"source": "database", "valid": "[2026-01-01,)", "moment": "2026-01-01", **more}
    database.run(TOLD, amount=amount, meter=meter, **facts)


def changed(database: Database, *, complete: bool = True, **stated: int) -> list[list[object]]:
    """Return what changes where these amounts are stated, with the amounts before and after."""
    ((model,),) = database.run("SELECT id FROM models")
    known = {"model_id": model, "conditions": {}, "state": "known", "currency": "USD"}
    rows = [{**known, "meter": meter, "amount": amount} for meter, amount in stated.items()]
    return database.run(CHANGED, stated=json.dumps(rows), complete=complete)


def test_what_is_stated_as_before_changes_nothing(ledger: Database) -> None:
    """Only another amount, a new meter and one that is gone do."""
    assert [] == changed(ledger, requests=1, output_images=2)
    assert [["requests", 1, 3]] == changed(ledger, requests=3, output_images=2)
    assert [["input_images", None, 4], ["output_images", 2, None]] == changed(
        ledger, requests=1, input_images=4
    )


def test_half_an_answer_misses_no_price(ledger: Database) -> None:
    """What it lacks may be what failed; what it states differently is another price."""
    assert [["requests", 1, 3]] == changed(ledger, complete=False, requests=3)


def test_only_what_the_source_states_now_is_compared(ledger: Database) -> None:
    """Not what others say, what it said once, or what it says of another time."""
    tell(ledger, "5", "input_images", source="manual")
    tell(ledger, "6", "web_searches", valid="[2026-01-01,2026-02-01)")
    tell(ledger, "7", "web_searches", valid="[2098-01-01,)")
    tell(ledger, "8", "requests", moment="2026-02-01")

    assert [] == changed(ledger, requests=8, output_images=2)
