"""Prices that begin later: which beliefs tell of one, and which are old news."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.seeds.offers import sell

TOLD = """
SELECT believe(
  m.id, :source, :meter, CAST(:conditions AS jsonb), CAST(:valid AS tstzrange), 'known',
  CAST(:amount AS numeric), 'USD', 'told', NULL, CAST(:moment AS timestamptz)
) FROM models m WHERE m.model_id = :model
"""
ANNOUNCED = """
SELECT p -> 'previous' ->> 'amount', p -> 'current' ->> 'amount', p ->> 'meter',
  left(p ->> 'effective_at', 4)
FROM model_events e, jsonb_array_elements(e.details -> 'prices') WITH ORDINALITY AS p (p, position)
WHERE e.kind = 'price' AND p -> 'effective_at' IS NOT NULL ORDER BY e.id, p.position
"""


@pytest.fixture
def ledger(owner_database: Database) -> Database:
    """Give a database with an offer whose million tokens have cost a dollar since 2026."""
    sell(owner_database, "acme/a", [])
    tell(owner_database, "0.000001", "[2026-01-01,)", "2026-01-01")
    return owner_database


def tell(database: Database, amount: str, valid: str, moment: str, **more: Any) -> None:
    """Let a source say on a day what is charged during a time."""
    facts = {"source": "database", "meter": "input_tokens", "conditions": "{}", "model": "acme/a"}
    database.run(TOLD, **{**facts, "amount": amount, "valid": valid, "moment": moment, **more})


def test_what_begins_now_is_announced_by_nobody(ledger: Database) -> None:
    """A price of now is a change, which its run tells."""
    tell(ledger, "0.000002", "[2026-02-01,)", "2026-02-01")

    assert [] == ledger.run(ANNOUNCED)


def test_an_announcement_says_what_is_charged_until_then(ledger: Database) -> None:
    """Of the same meter under the same conditions; where nothing is, that is unknown."""
    tell(ledger, "0.000009", "[2026-01-01,)", "2026-01-01", conditions='{"service_tier": "batch"}')
    tell(ledger, "0.000002", "[2098-01-01,)", "2026-02-01")
    tell(ledger, "0.000003", "[2097-01-01,)", "2026-02-01", meter="output_tokens")

    assert [
        ["1", "2", "input_tokens", "2098"],
        [None, "3", "output_tokens", "2097"],
    ] == ledger.run(ANNOUNCED)


def test_whoever_is_trusted_less_announces_nothing(ledger: Database) -> None:
    """What a list says of later is not what will be charged; what an operator says is."""
    tell(ledger, "0.000002", "[2098-01-01,)", "2026-02-01", source="reference:litellm")
    tell(ledger, "0.000003", "[2098-01-01,)", "2026-02-01", source="manual")

    assert [["1", "3", "input_tokens", "2098"]] == ledger.run(ANNOUNCED)


def test_what_is_left_of_a_belief_is_no_news(ledger: Database) -> None:
    """What is charged for a while in between leaves what was announced for later as it was."""
    tell(ledger, "0.000002", "[2098-01-01,)", "2026-02-01")
    tell(ledger, "0.000004", "[2026-03-01,2098-06-01)", "2026-03-01")

    assert [["1", "2", "input_tokens", "2098"]] == ledger.run(ANNOUNCED)


def test_another_announcement_is_news(ledger: Database) -> None:
    """Another amount, the one before the last again, or the same for longer."""
    for amount, valid, moment in (
        ("0.000002", "[2098-01-01,2099-01-01)", "2026-02-01"),
        ("0.000003", "[2098-01-01,2099-01-01)", "2026-02-02"),
        ("0.000002", "[2098-01-01,2099-01-01)", "2026-02-03"),
        ("0.000002", "[2098-01-01,2100-01-01)", "2026-02-04"),
    ):
        tell(ledger, amount, valid, moment)

    assert ["2", "3", "2", "2"] == [current for _previous, current, *_ in ledger.run(ANNOUNCED)]


def test_what_another_price_was_hides_no_announcement(ledger: Database) -> None:
    """Neither of another meter nor of another offer, though it ended at that moment."""
    sell(ledger, "acme/b", [])
    for moment, valid in (("2026-01-01", "[2026-01-01,)"), ("2026-02-01", "[2026-02-01,)")):
        amount = "0.000005" if moment == "2026-01-01" else "0.000006"
        tell(ledger, amount, valid, moment, meter="output_tokens")
        tell(ledger, amount, valid, moment, model="acme/b")
    tell(ledger, "0.000005", "[2099-01-01,)", "2026-02-01")

    assert [["1", "5", "input_tokens", "2099"]] == ledger.run(ANNOUNCED)
