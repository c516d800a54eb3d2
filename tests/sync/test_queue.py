"""Queue: which runs an operator gets, who is refused and why, and what is given up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pg8000.exceptions import DatabaseError

from pricebook import settings
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync.queue import Refusal, give_up, queue
from tests.support.sync_and_query import SLUG, rows

pytestmark = pytest.mark.usefixtures("environment")
REASONS = "SELECT id, status, errors -> 0 ->> 'sample' FROM sync_runs ORDER BY id"


@pytest.fixture
def other_operator(database_url: str) -> Iterator[None]:
    """Let another operator be about to get a run."""
    connection = Database(database_url)
    with connection.transaction():
        connection.run("admin.sync_runs.serialise")
        yield
    connection.close()


def test_a_run_that_nobody_began_is_buried(database: Database) -> None:
    """After its time another one may be asked for; what waits still is named in the refusal."""
    (first,) = queue([SLUG], "admin:ada").runs.values()
    again = queue([SLUG, "groq"], "admin:ada")
    database.run(
        "UPDATE sync_runs SET started_at = started_at - CAST(:patience AS interval)",
        patience=f"{(settings.MAX_QUEUE_TIME + timedelta(seconds=1)).total_seconds()} seconds",
    )
    late = queue([SLUG], "admin:ada")

    assert {SLUG: Refusal(first, None)} == again.refusals
    assert (["groq"], [SLUG]) == (list(again.runs), list(late.runs))
    assert [first, "failed", "the sync function never began this run"] == rows(database, REASONS)[0]


def test_a_dry_run_of_the_queue_keeps_none(database: Database) -> None:
    """It tells which runs there would be."""
    assert [SLUG] == list(queue([SLUG], "admin:ada", dry_run=True).runs)
    assert [] == rows(database, "SELECT id FROM sync_runs")


@pytest.mark.usefixtures("other_operator")
def test_operators_are_answered_one_after_the_other(database: Database) -> None:
    """Who asks at the same moment waits until the other one has the run, or has not."""
    writer().run("SET lock_timeout = '20 ms'")
    with pytest.raises(DatabaseError, match="lock timeout"):
        queue([SLUG], "admin:ada")

    assert [] == rows(database, "SELECT id FROM sync_runs")


def test_runs_that_cannot_be_started_are_given_up(database: Database) -> None:
    """Each says why; the others wait on."""
    runs = queue([SLUG, "groq"], "admin:ada").runs
    give_up([runs[SLUG]], "Rate Exceeded")

    left = {run: became for run, *became in rows(database, REASONS)}
    assert left == {runs[SLUG]: ["failed", "Rate Exceeded"], runs["groq"]: ["queued", None]}
