"""Believing: what a new belief closes, and what it leaves as it was."""

import pytest

from pricebook.storage.postgres import Database
from tests.support.seeds.offers import sell

TOLD = """
SELECT believe(
  m.id, :source, :meter, CAST(:conditions AS jsonb), CAST(:valid AS tstzrange),
  CAST(:state AS text), CAST(:amount AS numeric), CAST(:currency AS text), 'told', NULL,
  CAST(:moment AS timestamptz)
) FROM models m WHERE m.model_id = :model
"""
HELD = """
SELECT p.amount::int, left(lower(p.valid)::text, 10), left(upper(p.valid)::text, 10),
  left(lower(p.recorded)::text, 10), left(upper(p.recorded)::text, 10)
FROM model_prices p JOIN models m ON m.id = p.model_id ORDER BY p.id
"""
YEAR = "[2026-01-01,2027-01-01)"


@pytest.fixture
def ledger(owner_database: Database) -> Database:
    """Give a database in whose ledger the year 2026 costs 1, by an operator."""
    owner_database.run("SET timezone = 'UTC'")
    for model in ("acme/a", "acme/b"):
        sell(owner_database, model, [])
    tell(owner_database, "1", YEAR, "2026-01-01")
    return owner_database


def tell(database: Database, amount: str | None, valid: str, moment: str, **more: str) -> None:
    """Let a source say on a day what is charged during a time; None takes back what was."""
    facts = {"source": "manual", "meter": "requests", "conditions": "{}", "model": "acme/a"}
    told = {"state": amount and "known", "amount": amount, "currency": amount and "USD"}
    database.run(TOLD, **{**facts, **told, "valid": valid, "moment": moment, **more})


def test_a_belief_about_a_part_leaves_the_rest(ledger: Database) -> None:
    """What was believed of the time before and after is believed on, from that moment."""
    tell(ledger, "2", "[2026-03-01,2026-04-01)", "2026-02-01")

    assert [
        [1, "2026-01-01", "2027-01-01", "2026-01-01", "2026-02-01"],
        [1, "2026-01-01", "2026-03-01", "2026-02-01", None],
        [1, "2026-04-01", "2027-01-01", "2026-02-01", None],
        [2, "2026-03-01", "2026-04-01", "2026-02-01", None],
    ] == ledger.run(HELD)


def test_what_is_taken_back_is_believed_no_more(ledger: Database) -> None:
    """Nothing takes its place."""
    tell(ledger, None, YEAR, "2026-02-01")

    assert [[1, "2026-01-01", "2027-01-01", "2026-01-01", "2026-02-01"]] == ledger.run(HELD)


@pytest.mark.parametrize(
    "of",
    [
        {"source": "database"},
        {"meter": "input_tokens"},
        {"conditions": '{"service_tier": "batch"}'},
        {"model": "acme/b"},
        {"valid": "[2027-01-01,)"},
    ],
)
def test_a_belief_about_something_else_closes_nothing(ledger: Database, of: dict[str, str]) -> None:
    """Of another source, meter, condition, offer or time."""
    told = {"amount": "2", "valid": YEAR, "moment": "2026-02-01", **of}
    tell(ledger, **told)

    first, _second = ledger.run(HELD)
    assert [1, "2026-01-01", "2027-01-01", "2026-01-01", None] == first


def test_what_was_believed_once_stays_as_it_was(ledger: Database) -> None:
    """A third belief closes the second, and leaves the first closed when the second came."""
    tell(ledger, "2", YEAR, "2026-02-01")
    tell(ledger, "3", YEAR, "2026-03-01")

    assert [
        [1, "2026-01-01", "2027-01-01", "2026-01-01", "2026-02-01"],
        [2, "2026-01-01", "2027-01-01", "2026-02-01", "2026-03-01"],
        [3, "2026-01-01", "2027-01-01", "2026-03-01", None],
    ] == ledger.run(HELD)
