"""Leases: whose run is under way, and whose was, by its heart, its process and its queue."""

from datetime import timedelta

import pytest

from pricebook import settings
from pricebook.errors import AlreadyRunning
from pricebook.storage.postgres import Database
from pricebook.sync.lease import Lease
from pricebook.sync.registration import register
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import SLUG, last_run, rows, run

pytestmark = pytest.mark.usefixtures("environment")
STATUSES = "SELECT status FROM sync_runs ORDER BY id"


def _heart_stopped(database: Database, ago: timedelta) -> None:
    seconds = f"{ago.total_seconds()} seconds"
    database.run(
        "UPDATE sync_runs SET heartbeat = now() - CAST(:ago AS interval), started_at = started_at"
        " - interval '1 day'",
        ago=seconds,
    )


def test_a_run_whose_heart_stopped_is_taken_over(owner_database: Database, held: Lease) -> None:
    """A runner that hangs with an open connection loses its lease, and does not rise again."""
    _heart_stopped(owner_database, settings.LEASE + timedelta(seconds=1))

    assert "success" == run(*items(1)).status
    held.beat()

    assert [["failed"], ["success"]] == rows(owner_database, STATUSES)


def test_a_run_whose_heart_beats_keeps_its_lease(owner_database: Database, held: Lease) -> None:
    """Shortly before its lease is over a run is still under way, however long ago it began."""
    _heart_stopped(owner_database, settings.LEASE - timedelta(seconds=30))

    with pytest.raises(AlreadyRunning):
        run(*items(1))

    assert held.run.run_id == last_run(owner_database)["id"]


def test_a_beat_shows_life(owner_database: Database, held: Lease) -> None:
    """A heart that had nearly stopped beats for a whole lease again."""
    _heart_stopped(owner_database, settings.LEASE + timedelta(seconds=1))

    held.beat()

    with pytest.raises(AlreadyRunning):
        run(*items(1))


def test_a_beat_tells_how_much_was_read(owner_database: Database, held: Lease) -> None:
    """Whoever watches a long run sees it get on, and not a zero until its end."""
    held.run.fetched = 7

    held.beat()

    run = last_run(owner_database)
    assert ("running", 7) == (run["status"], run["models_fetched"])


def test_a_process_id_that_is_used_again_is_somebody_else(
    owner_database: Database, database_url: str
) -> None:
    """A session with the number of a dead runner's, and a start of its own, keeps no lease."""
    writer_url = database_url.replace("//postgres@", "//pricebook_writer@")
    register(owner_database)
    database, next_one = Database(writer_url), Database(writer_url)
    with Lease(database, SLUG, "cli", dry_run=False):
        with pytest.raises(AlreadyRunning), Lease(next_one, SLUG, "cli", dry_run=False):
            pytest.fail("two runs at once")
        owner_database.run("UPDATE sync_runs SET backend_start = backend_start - interval '1 hour'")

        with Lease(next_one, SLUG, "cli", dry_run=False):
            assert [["failed"], ["running"]] == rows(owner_database, STATUSES)
    database.close()
    next_one.close()


def test_a_queued_run_begins_once(owner_database: Database) -> None:
    """Whoever is told a second time to begin it makes a run of their own, which is recorded."""
    register(owner_database)
    ((queued,),) = owner_database.run(
        "INSERT INTO sync_runs (provider, status, triggered_by) VALUES (:slug, 'queued', 'cli')"
        " RETURNING id",
        slug=SLUG,
    )

    first, second = run(*items(1), queued=queued), run(*items(1), queued=queued)

    assert queued == first.run_id
    assert queued != second.run_id
    assert [["success"], ["success"]] == rows(owner_database, STATUSES)
