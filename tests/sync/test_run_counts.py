"""Runs as they are answered, logged and recorded: every count in its place."""

from dataclasses import fields

import pytest

from pricebook.errors import AlreadyRunning
from pricebook.findings import Finding
from pricebook.storage.postgres import Database
from pricebook.sync.lease import Lease
from pricebook.sync.registration import register
from pricebook.sync.run_record import COUNTS, Run, finish, skip
from tests.support.emf_metrics import Hear
from tests.support.sync_and_query import SLUG, last_run, rows

COLUMNS = {name: f"models_{name}" for name in COUNTS} | {
    "prices_changed": "prices_changed",
    "status": "status",
}
SEEN = ("added", "updated", "deactivated", "marked", "prices_changed")
"""What readers would see a difference by."""


@pytest.fixture
def database(owner_database: Database, environment: object) -> Database:
    """Give a connection to a database that knows the providers."""
    assert environment
    register(owner_database)
    return owner_database


def test_a_run_is_answered_whole_and_logged_without_its_lists() -> None:
    """Each field by its name; lists of models and prices make no log line."""
    report = Run("acme", added=3, errors=[{"count": 1}])
    everything = {field.name for field in fields(Run)}

    assert everything == report.answer().keys()
    assert everything - {"price_changes", "models"} == report.counts().keys()
    assert ("acme", 3, [{"count": 1}]) == tuple(
        report.counts()[name] for name in ("provider", "added", "errors")
    )


@pytest.mark.parametrize("name", sorted({*COUNTS, "marked", "prices_held"} - {"status"}))
def test_only_some_counts_change_what_readers_see(name: str) -> None:
    """What was fetched, rejected or held changes nothing for them."""
    report = Run("acme")
    assert not report.changed

    setattr(report, name, 1)
    assert (name in SEEN) == report.changed


def test_a_run_is_recorded_count_by_count(database: Database) -> None:
    """Its row has each, its errors, and how long it took."""
    with Lease(database, SLUG, "cli", dry_run=False) as lease:
        report = lease.run
        for number, name in enumerate(sorted(COUNTS)):
            setattr(report, name, "partial" if name == "status" else number)
        report.errors = [Finding("guard", 1, "sample", "nothing").row()]
        expected = {COLUMNS[name]: getattr(report, name) for name in COUNTS}
        finish(database, report)
    row = last_run(database)

    assert expected == {name: row[name] for name in expected}
    assert report.errors == row["errors"]
    assert report.duration_ms == row["duration_ms"] is not None


def test_a_run_that_lost_its_lease_is_told_whose_it_was(database: Database) -> None:
    """It names the run and the provider, and that nothing was written."""
    told = "run 7 lost the lease of acme to another run, and wrote nothing"
    with pytest.raises(AlreadyRunning, match=f"^{told}$"):
        finish(database, Run("acme", run_id=7))


@pytest.mark.parametrize("queued", [True, False])
def test_a_provider_without_its_key_is_skipped_on_record(
    database: Database, hear: Hear, *, queued: bool
) -> None:
    """The run that was asked for says so, or one of its own; once, and what would help."""
    number = None
    if queued:
        ((number,),) = database.run(
            "INSERT INTO sync_runs (provider, status, triggered_by)"
            " VALUES (:p, 'queued', 'admin:ann') RETURNING id",
            p=SLUG,
        )
    report = skip(database, SLUG, "ACME_KEY", "schedule", number)
    row = last_run(database)

    assert {"SyncSkipped": [1]} == hear().values
    assert [[1]] == rows(database, "SELECT count(*) FROM sync_runs")
    assert ("skipped", row["id"], SLUG) == (report.status, report.run_id, report.provider)
    assert ("skipped", report.errors) == (row["status"], row["errors"])
    assert ("admin:ann" if queued else "schedule") == row["triggered_by"]
    assert [
        {
            "category": "auth",
            "count": 1,
            "sample": "ACME_KEY is not set",
            "what_to_do": "Set ACME_KEY in the environment, or in the provider keys secret.",
        }
    ] == report.errors
