"""What nobody can do to a belief, not even who owns the database: all but closing it."""

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.storage.postgres import Database

ONE_BELIEF = """
INSERT INTO providers (slug, name, kind, website, docs_url) VALUES ('acme', 'A', 'host', 'w', 'd');
INSERT INTO models (provider, provider_model_id, name)
VALUES ('acme', 'a', 'A'), ('acme', 'b', 'B');
INSERT INTO sync_runs (provider, status, triggered_by, completed_at)
VALUES ('acme', 'success', 'cli', now());
INSERT INTO model_prices
  (model_id, source, meter, state, amount, currency, published, valid, recorded)
SELECT id, 'database', 'input_tokens', 'known', 1, 'USD', '1', '[2026-01-01,)', '[2026-01-01,)'
FROM models WHERE provider_model_id = 'a'
"""
CLOSE = "UPDATE model_prices SET recorded = '[2026-01-01,2026-02-01)'"


@pytest.fixture
def ledger(owner_database: Database) -> Database:
    """Give a database with one belief."""
    owner_database.run(ONE_BELIEF)
    return owner_database


@pytest.mark.parametrize(
    "column",
    [
        "model_id = (SELECT max(id) FROM models)",
        "source = 'manual'",
        "meter = 'output_tokens'",
        """conditions = '{"service_tier": "batch"}'""",
        "state = 'free', amount = NULL, currency = NULL",
        "amount = 2",
        "currency = 'EUR'",
        "published = '2'",
        "valid = '[2026-01-15,)'",
        "sync_run_id = (SELECT id FROM sync_runs)",
    ],
)
def test_what_is_closed_says_what_it_said(ledger: Database, column: str) -> None:
    """Who closes a belief changes nothing else of it in the same breath."""
    with pytest.raises(DatabaseError, match="append-only"):
        ledger.run(f"{CLOSE}, {column}")


@pytest.mark.parametrize(
    "recorded",
    ["[2025-12-01,)", "[2025-12-01,2026-02-01)", "[2026-01-01,)"],
    ids=["earlier", "closed and earlier", "left open"],
)
def test_when_it_was_first_believed_stays(ledger: Database, recorded: str) -> None:
    """A belief is neither older than it was, nor written anew as it is."""
    with pytest.raises(DatabaseError, match="append-only"):
        ledger.run("UPDATE model_prices SET recorded = CAST(:to AS tstzrange)", to=recorded)


@pytest.mark.parametrize("recorded", ["[2026-01-01,)", "[2026-01-01,2026-03-01)"])
def test_what_is_closed_stays_closed(ledger: Database, recorded: str) -> None:
    """A belief that ended is not believed again, and not for longer than it was."""
    ledger.run(CLOSE)

    with pytest.raises(DatabaseError, match="append-only"):
        ledger.run("UPDATE model_prices SET recorded = CAST(:to AS tstzrange)", to=recorded)
