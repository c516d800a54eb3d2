"""What a run leaves on record that ends early, whatever ended it."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.errors import AlreadyRunning, GuardRefused, Unreachable
from pricebook.storage.postgres import Database
from pricebook.sync.lease import Lease
from tests.support.emf_metrics import Hear
from tests.support.sync_and_query import SLUG, last_run, rows

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """Give the connection of another runner."""
    found = Database(database_url)
    yield found
    found.close()


def ended(database: Database, error: Exception) -> dict[str, Any]:
    """Return the finding of a run that this error ended, which is all that it found."""
    lease = Lease(database, SLUG, "cli", dry_run=False)
    lease.run.fetched = 7
    with pytest.raises(type(error)), lease:
        raise error
    run = last_run(database)
    assert ("failed", 7, lease.run.run_id) == (run["status"], run["models_fetched"], run["id"])
    (finding,) = run["errors"]
    return dict(finding)


@pytest.mark.parametrize(
    ("error", "category", "what_to_do"),
    [
        (Unreachable("no route"), "network", Unreachable.what_to_do),
        (GuardRefused("no route"), "guard", GuardRefused.what_to_do),
        (ValueError("no route"), "defect", "This is a defect of Pricebook: report it."),
    ],
)
def test_an_end_says_what_to_do(
    database: Database, error: Exception, category: str, what_to_do: str
) -> None:
    """A provider that fails is not our defect, and a defect is not the provider's."""
    found = ended(database, error)

    assert (category, 1, what_to_do) == (found["category"], found["count"], found["what_to_do"])
    assert "no route" in found["sample"]


def test_a_long_reason_is_cut(database: Database) -> None:
    """A thousand characters tell what it is."""
    assert 1000 == len(ended(database, Unreachable("x" * 1001))["sample"])


@pytest.mark.parametrize(
    ("fault", "what_to_do"),
    [
        ("BEGIN; SELECT 1 / 0", "Look at its own log; the next run tries again."),
        ("DO $$ BEGIN RAISE exclusion_violation; END $$", "Look at the database's clock: it was"),
    ],
)
def test_a_fault_of_the_database_is_recorded_by_another_connection(
    database: Database, fault: str, what_to_do: str
) -> None:
    """A transaction that failed takes nothing more; the record is kept, with what it hints at."""
    with pytest.raises(DatabaseError), Lease(database, SLUG, "cli", dry_run=False):
        database.run(fault)

    run = last_run(database)
    (found,) = run["errors"]
    assert ("failed", "database", 1) == (run["status"], found["category"], found["count"])
    assert found["what_to_do"].startswith(what_to_do)


def test_operators_hear_of_a_failure_as_the_run_ends(database: Database) -> None:
    """They need not wait for the next tick of the schedule."""
    database.run("UPDATE providers SET alert_after = 1 WHERE slug = :slug", slug=SLUG)
    ended(database, Unreachable("no route"))

    assert [["failing", SLUG]] == rows(database, "SELECT kind, subject FROM alerts")


@pytest.mark.parametrize(
    ("error", "counted"),
    [
        (None, {"SyncSucceeded": [1], "ItemsFetched": [7], "ItemsRejected": [2]}),
        (Unreachable("no route"), {"SyncFailed": [1]}),
    ],
)
def test_an_end_is_counted(
    hear: Hear, error: Exception | None, counted: dict[str, list[float]]
) -> None:
    """By how the run ended, and the line of the log says whose it was."""
    with (
        suppress(Unreachable),
        Lease(Database("postgresql://"), SLUG, "cli", dry_run=True) as lease,
    ):
        lease.run.fetched, lease.run.rejected = 7, 2
        if error:
            raise error

    heard = hear()
    assert (counted, SLUG) == (heard.values, heard.told["provider"])


def test_a_dry_run_takes_no_lease(database: Database, other: Database) -> None:
    """It may run beside another one, and how it ends is not recorded."""
    with Lease(other, SLUG, "cli", dry_run=False):
        with pytest.raises(ValueError, match="x"), Lease(database, SLUG, "cli", dry_run=True):
            raise ValueError("x")
        assert [["running"]] == rows(database, "SELECT status FROM sync_runs")


def test_a_run_that_was_asked_for_says_why_it_was_skipped(
    database: Database, other: Database, hear: Hear
) -> None:
    """Once, and that there is nothing to do about it; a skip is no failure."""
    with Lease(other, SLUG, "schedule", dry_run=False):
        asked = database.run(
            "INSERT INTO sync_runs (provider, status, triggered_by) VALUES (:p, 'queued', 'cli')"
            " RETURNING id",
            p=SLUG,
        )
        with (
            pytest.raises(AlreadyRunning),
            Lease(database, SLUG, "cli", dry_run=False, queued=asked[0][0]),
        ):
            pytest.fail("two runs at once")
        assert {"SyncSkipped": [1]} == hear().values

    (finding,) = last_run(database)["errors"]
    assert ("guard", 1) == (finding["category"], finding["count"])
    assert finding["what_to_do"].startswith("Nothing: ")
