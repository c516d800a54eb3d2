"""How runs end: refused, failed, dead or dry, and what they leave then."""

from collections.abc import Iterator
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.errors import AlreadyRunning, GuardRefused, NotFound, Unreachable, Unreadable
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher
from pricebook.sync.lease import Lease
from pricebook.sync.registration import register
from tests.support.fakes.provider_transport import answering, item, items, raw
from tests.support.sync_and_query import SLUG, last_run, rows, run, versions

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """Give the connection of another runner."""
    another = Database(database_url)
    register(another)
    yield another
    another.close()


@pytest.mark.parametrize(
    ("body", "status", "error", "category"),
    [
        (b'{"data": []}', 200, GuardRefused, "guard"),
        (b"<!doctype html>", 200, Unreadable, "format"),
        (b'{"data": [{"id"', 200, Unreadable, "format"),
        (b'{"models": []}', 200, Unreadable, "format"),
        (b"{}", 500, Unreachable, "network"),
    ],
)
def test_a_failed_run_loses_nothing(
    owner_database: Database, body: bytes, status: int, error: type[Exception], category: str
) -> None:
    """Whatever an upstream sends, the catalogue stays, and the run says why and what to do."""
    run(*items(5))
    before = versions(owner_database)

    with pytest.raises(error):
        provider_run.run(SLUG, triggered_by="cli", fetcher=raw(body, status))

    row = last_run(owner_database)
    assert before == versions(owner_database)
    assert ("failed", category) == (row["status"], row["errors"][0]["category"])
    assert row["errors"][0]["what_to_do"]
    assert row["completed_at"]


def test_a_dry_run_writes_nothing_at_all(owner_database: Database) -> None:
    """It answers what would change; no table has a new or another row afterwards."""
    run(*items(4))
    before = _everything(owner_database)

    report = run(*items(3), item("acme/new"), dry_run=True)

    assert (1, 1) == (report.added, report.missing)
    assert {"added": ["openrouter/acme/new"], "missing": ["openrouter/acme/m3"]} == report.models
    assert report.run_id is None
    assert before == _everything(owner_database)


def _everything(database: Database) -> dict[str, object]:
    tables = rows(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        name: rows(database, f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} t")  # noqa: S608 - a table's own name
        for (name,) in tables
    }


def test_a_fault_in_the_middle_leaves_nothing(owner_database: Database) -> None:
    """When writing breaks half way, neither models nor prices nor generations have changed."""
    run(*items(3))
    before = versions(owner_database)
    owner_database.run(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RAISE EXCEPTION 'disk full'; END$$;"
        "CREATE TRIGGER fail BEFORE INSERT ON model_prices EXECUTE FUNCTION fail()"
    )

    with pytest.raises(DatabaseError, match="disk full"):
        run(*items(3), item("acme/new"))

    assert before == versions(owner_database)
    row = last_run(owner_database)
    error = row["errors"][0]
    assert ("failed", "database", "Postgres: disk full (P0001)") == (
        row["status"],
        error["category"],
        error["sample"],
    )


def test_one_run_at_a_time(owner_database: Database, other: Database) -> None:
    """While a run is under way a second one is refused, and leaves the first alone."""
    with Lease(other, SLUG, "cli", dry_run=False) as held:
        with pytest.raises(AlreadyRunning, match="another run synchronises openrouter"):
            run(*items(1))

        assert "running" == last_run(owner_database)["status"]
        assert held.run.run_id == last_run(owner_database)["id"]


def test_a_dead_run_is_taken_over_at_once(owner_database: Database, other: Database) -> None:
    """A runner that was killed leaves a lease that the next run buries without a human."""
    lease = Lease(other, SLUG, "cli", dry_run=False)
    lease.__enter__()
    other.close()

    assert "success" == run(*items(1)).status
    assert [["failed"], ["success"]] == rows(
        owner_database, "SELECT status FROM sync_runs ORDER BY id"
    )


def test_a_run_that_lost_its_lease_writes_nothing(owner_database: Database) -> None:
    """A runner that was thought dead and was not cannot write beside its successor."""
    before = versions(owner_database)
    body = answering(*items(1))

    class Slow(Fetcher):
        """Loses the lease while the provider takes its time."""

        def pages(self, *arguments: Any) -> Any:
            """Yield the page after somebody else has buried this run."""
            owner_database.run("UPDATE sync_runs SET status = 'failed', completed_at = now()")
            yield from body.pages(*arguments)

    with pytest.raises(AlreadyRunning, match="lost the lease"):
        provider_run.run(SLUG, triggered_by="cli", fetcher=Slow())

    assert before == versions(owner_database)


def test_a_provider_without_its_key_is_skipped(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing key is a plain reason in the run's row, not a failure."""
    monkeypatch.delenv("GROQ_API_KEY", raising=False)

    report = provider_run.run("groq", triggered_by="cli", fetcher=raw(b"", 500))

    assert "skipped" == report.status == last_run(owner_database)["status"]
    assert "GROQ_API_KEY is not set" in str(report.errors)


def test_an_unknown_provider_is_named() -> None:
    """A slip of the pen is answered with the providers that there are."""
    with pytest.raises(NotFound, match=r"no provider 'grok'.*groq"):
        provider_run.run("grok", triggered_by="cli")


def test_a_change_raises_the_generation(owner_database: Database) -> None:
    """Readers learn of a change by two numbers: the provider's and everybody's."""
    run(*items(1))
    before = dict(rows(owner_database, "SELECT scope, generation FROM generations"))
    run(*items(2))
    after = dict(rows(owner_database, "SELECT scope, generation FROM generations"))

    assert {"all": 1, SLUG: 1} == {s: n - before[s] for s, n in after.items() if n != before[s]}


def test_the_writer_cannot_delete() -> None:
    """The role of the sync may add to history, and nothing else."""
    run(*items(1))

    for table in ("model_prices", "models", "sync_runs"):
        with pytest.raises(DatabaseError, match="permission denied"):
            writer().run(f"DELETE FROM {table}")  # noqa: S608 - a table's own name
