"""What the passing of time brings: announced prices, rates of later days, dates of a list."""

import pytest

from pricebook.ledger import documents
from pricebook.ledger.write_lock import write_lock
from pricebook.storage import queries
from pricebook.storage.postgres import Database
from pricebook.sync import schedule
from tests.support.fakes.provider_transport import item
from tests.support.models_dev_sync import document
from tests.support.passing_time import utc_day
from tests.support.seeds.foreign_prices import (
    MODEL,
    REFRESH,
    age,
    believe,
    enter,
    generations,
    rate,
    shown,
)
from tests.support.sync_and_query import rows, run, versions

pytestmark = pytest.mark.usefixtures("offer")


@pytest.fixture
def offer(environment: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - what a run needs to be set
    """List one model without a price."""
    run(item("acme/a", "", ""))


def test_a_rate_of_a_later_day_waits_for_it(owner_database: Database) -> None:
    """Entered beforehand it changes nothing; on its day a schedule tick puts it into documents."""
    believe(owner_database, "0.000001")
    assert 0 == enter(rate("0.2", utc_day(1)))
    assert ({}, None) == shown(owner_database)

    owner_database.run(
        "INSERT INTO exchange_rates (currency, usd, valid_from, entered_by, entered_at)"
        " VALUES ('CNY', 0.2, current_date, 'ann', now() - interval '2 days')"
    )
    owner_database.run("UPDATE models SET updated_at = now() - interval '2 days'")

    assert 1 == documents.refresh_due()
    assert {"prompt": "0.2"} == shown(owner_database)[0]
    assert 0 == documents.refresh_due()


@pytest.mark.parametrize(
    ("announced", "dollars"),
    [
        ({"begins": "-1 hour"}, {"prompt": "3"}),
        ({"begins": "-3 hours", "ends": "-1 hour"}, {}),
        ({"begins": "1 hour"}, None),
        ({"begins": "-3 hours"}, None),
    ],
)
def test_an_announced_price_begins_and_ends(
    owner_database: Database, announced: dict[str, str], dollars: dict[str, str] | None
) -> None:
    """What was told two hours ago shows when its time comes, once, and not before."""
    believe(owner_database, "0.000003", currency="USD", told="-2 hours", **announced)
    age(owner_database)
    before = generations(owner_database)

    assert (0 if dollars is None else 1) == documents.refresh_due()

    assert ({"prompt": "1"} if dollars is None else dollars) == shown(owner_database)[0]
    raised = [
        scope
        for (scope, now), (_, then) in zip(generations(owner_database), before, strict=True)
        if now > then
    ]
    assert ([] if dollars is None else ["all", "openrouter"]) == raised
    assert [] == rows(owner_database, "SELECT FROM due_documents")


def test_a_model_retires_on_the_day_that_a_list_told(owner_database: Database) -> None:
    """A date that only a list knows makes the model deprecated when it comes."""
    owner_database.run(
        "INSERT INTO reference_facts SELECT id, 'reference', current_date FROM models"
    )
    owner_database.run("UPDATE models SET updated_at = now() - interval '2 days'")

    assert 1 == documents.refresh_due()
    assert document(owner_database, MODEL)["deprecated"] is True


def test_what_a_better_price_hides_rewrites_nothing(owner_database: Database) -> None:
    """An announced price that does not show changes no document and raises no generation."""
    believe(owner_database, "0.000003", currency="USD", told="-2 hours", begins="-1 hour")
    owner_database.run(
        "SELECT believe(id, 'manual', 'input_tokens', '{}', '[2026-01-01,)', 'known', 1e-6, 'USD')"
        " FROM models"
    )
    owner_database.run(REFRESH)
    owner_database.run("UPDATE models SET updated_at = now() - interval '2 hours'")
    before = versions(owner_database), generations(owner_database)

    assert 0 == documents.refresh_due()
    assert before == (versions(owner_database), generations(owner_database))


def test_nothing_due_waits_for_nobody(database_url: str) -> None:
    """A tick at which nothing is due goes on while somebody writes alone."""
    writer = Database(database_url)
    with write_lock(writer, exclusive=True):
        assert 0 == documents.refresh_due()
    writer.close()


def test_a_tick_refreshes_what_is_due(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schedule that starts syncs also lets announced prices begin."""
    monkeypatch.setenv("SYNC_FUNCTION_NAME", "SyncFunction")
    believe(owner_database, "0.000003", currency="USD", told="-2 hours", begins="-1 hour")
    age(owner_database)

    schedule.tick(lambda _function, _payload: None)

    assert {"prompt": "3"} == shown(owner_database)[0]


def test_nothing_due_costs_next_to_nothing(owner_database: Database) -> None:
    """What is due is found through indexes that hold announcements and other currencies only."""
    owner_database.run(
        "INSERT INTO model_prices (model_id, source, meter, conditions, state, amount, currency,"
        " published, valid, recorded)"
        " SELECT m.id, 'database', 'input_tokens', jsonb_build_object('prompt_tokens_gt', n),"
        " 'known', n, 'USD', '', tstzrange(now(), NULL), tstzrange(now(), NULL)"
        " FROM models m, generate_series(1, 20000) AS n"
    )
    owner_database.run("ANALYZE")

    asked = queries.text("ledger.documents.any_due")
    plan = "\n".join(line for (line,) in rows(owner_database, f"EXPLAIN {asked}"))

    assert "Seq Scan on model_prices" not in plan
    assert {"announced", "ending", "exchanged"} == {
        name for name in ("announced", "ending", "exchanged") if f"model_prices_{name}" in plan
    }
