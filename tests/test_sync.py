"""What a run writes, and what it never does."""

from collections.abc import Iterator
from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from pricebook import sync
from pricebook.database import Database
from pricebook.errors import AlreadyRunning, GuardRefused, NotFound, Unreachable, Unreadable
from pricebook.providers import registry
from pricebook.runs import Lease, Run, register, writer
from tests.upstream import answering, item, items, raw

pytestmark = pytest.mark.usefixtures("environment")
SLUG = "openrouter"


@pytest.fixture
def other(database_url: str) -> Iterator[Database]:
    """Give the connection of another runner."""
    another = Database(database_url)
    register(another)
    yield another
    another.close()


def run(*listed: Any, **options: Any) -> Run:
    """Synchronise with a provider that lists these items."""
    return sync.run(SLUG, triggered_by="cli", fetcher=answering(*listed), **options)


def rows(database: Database, sql: str) -> list[list[Any]]:
    """Return what an operator would see."""
    return database.run(sql)


def versions(database: Database) -> list[list[Any]]:
    """Return the physical version of every row that a quiet run must not touch."""
    return rows(
        database,
        "SELECT 'm', id, ctid::text, xmin::text, xmax::text FROM models UNION ALL"
        " SELECT 'p', id, ctid::text, xmin::text, xmax::text FROM model_prices ORDER BY 1, 2",
    )


def prices(database: Database, model: str = "openrouter/acme/a") -> dict[str, str | None]:
    """Return the current base prices of a model, by meter."""
    found = database.run(
        "SELECT c.meter, coalesce(c.amount::text, c.state) FROM current_prices c"
        " JOIN models m ON m.id = c.model_id WHERE m.model_id = :model AND c.conditions = '{}'",
        model=model,
    )
    return dict(found)


def last_run(database: Database) -> dict[str, Any]:
    """Return the newest run's row."""
    (found,) = rows(database, "SELECT to_jsonb(r) FROM sync_runs r ORDER BY id DESC LIMIT 1")
    return dict(found[0])


def test_a_first_run_lists_everything(database: Database) -> None:
    """Every item becomes a model with its prices, and the counts say so."""
    report = run(item("acme/a"), item("acme/b:free", "0", "0"))

    assert ("success", 2, 2, 0) == (
        report.status,
        report.fetched,
        report.added,
        report.prices_changed,
    )
    assert {"input_tokens": "0.000001", "output_tokens": "0.000002"} == prices(database)
    assert {"input_tokens": "free", "output_tokens": "free"} == prices(
        database, "openrouter/acme/b:free"
    )


def test_a_quiet_run_writes_nothing(database: Database) -> None:
    """The same answer again leaves every row of models and prices physically untouched."""
    run(*items(5))
    before = versions(database)
    generations = rows(database, "SELECT * FROM generations ORDER BY scope")

    report = run(*items(5))

    assert before == versions(database)
    assert generations == rows(database, "SELECT * FROM generations ORDER BY scope")
    assert (0, 0, 5) == (report.added, report.updated, report.unchanged)


def test_a_changed_price_keeps_its_past(database: Database) -> None:
    """After a change both questions have answers: what it cost then, what we believed then."""
    run(item("acme/a", "0.000001"))
    report = run(item("acme/a", "0.000003"))

    (change,) = report.price_changes
    assert change == {
        "model_id": "openrouter/acme/a",
        "meter": "input_tokens",
        "conditions": {},
        "old": {"state": "known", "amount": "0.000001"},
        "new": {"state": "known", "amount": "0.000003"},
    }
    moments = rows(database, "SELECT completed_at FROM sync_runs ORDER BY id")
    (first,), (second,) = moments
    assert "0.000003" == _price_at(database, valid=second, known=second)
    assert "0.000001" == _price_at(database, valid=first, known=second)
    assert "0.000001" == _price_at(database, valid=first, known=first)


def _price_at(database: Database, valid: object, known: object) -> str:
    (found,) = database.run(
        "SELECT amount::text FROM model_prices WHERE meter = 'input_tokens'"
        " AND valid @> CAST(:valid AS timestamptz) AND recorded @> CAST(:known AS timestamptz)",
        valid=valid,
        known=known,
    )
    return str(found[0])


def test_a_price_that_vanishes_is_unknown(database: Database) -> None:
    """A key that is gone leaves no price behind, and no zero."""
    run(item("acme/a", pricing={"web_search": "0.01"}))
    run(item("acme/a"))

    assert {"input_tokens", "output_tokens"} == set(prices(database))


def test_22_decimals_survive(database: Database) -> None:
    """The smallest published figure comes back digit by digit."""
    run(item("acme/a", "0.0000000208333333333333"))

    assert "0.0000000208333333333333" == prices(database)["input_tokens"]
    (document,) = rows(database, "SELECT document FROM models")[0]
    assert "0.0208333333333333" == document["pricing"]["prompt"]


def test_a_dynamic_price_is_no_number(database: Database) -> None:
    """A router's -1 is a state; it appears in no sum."""
    run(item("acme/a", "-1", "-1"))

    assert {"input_tokens": "dynamic", "output_tokens": "dynamic"} == prices(database)
    (document,) = rows(database, "SELECT document FROM models")[0]
    assert {} == document["pricing"]


def test_a_missing_model_leaves_after_three_runs(database: Database) -> None:
    """One bad day of a provider removes nothing; three complete runs without a model do."""
    run(*items(3))
    reports = [run(*items(2)) for _ in range(3)]

    assert [1, 1, 1] == [report.missing for report in reports]
    assert [0, 0, 1] == [report.deactivated for report in reports]
    assert [["openrouter/acme/m2"]] == rows(
        database, "SELECT model_id FROM models WHERE NOT is_active"
    )


def test_a_model_returns(database: Database) -> None:
    """A model that is listed again is active again, with its history."""
    run(*items(3))
    for _ in range(3):
        run(*items(2))
    report = run(*items(3))

    assert (1, 0) == (report.returned, report.added)
    assert [[3]] == rows(database, "SELECT count(*) FROM models WHERE is_active")


def test_a_shrunk_answer_deactivates_nothing(database: Database) -> None:
    """Half a list is a partial run, however often it comes."""
    run(*items(10))
    reports = [run(*items(4)) for _ in range(4)]

    assert {"partial"} == {report.status for report in reports}
    assert [[10]] == rows(database, "SELECT count(*) FROM models WHERE is_active")
    assert "FORCE=1" in str(reports[0].errors)


def test_an_operator_can_force_a_shrunk_answer(database: Database) -> None:
    """With force the same answer counts as complete."""
    run(*items(10))
    for _ in range(3):
        run(*items(4), force=True)

    assert [[4]] == rows(database, "SELECT count(*) FROM models WHERE is_active")


def test_a_malformed_item_is_set_aside(database: Database) -> None:
    """A price that is no number rejects its item; the model keeps what is believed of it."""
    run(*items(9), item("acme/a"))
    reports = [run(*items(9), item("acme/a", "cheap")) for _ in range(4)]

    assert [1] * 4 == [report.rejected for report in reports]
    assert {"input_tokens": "0.000001", "output_tokens": "0.000002"} == prices(database)
    assert [[10]] == rows(database, "SELECT count(*) FROM models WHERE is_active")
    assert "acme/a: pricing.prompt is 'cheap'" in str(reports[0].errors)


def test_an_id_that_comes_twice_is_kept_once(database: Database) -> None:
    """The first of two stays, and the second is counted."""
    report = run(item("acme/a", "0.000001"), item("acme/a", "0.000009"))

    assert (1, 1) == (report.added, report.rejected)
    assert "0.000001" == prices(database)["input_tokens"]


def test_ids_that_differ_in_case_are_two_models(database: Database) -> None:
    """An upper-case letter makes another model, at the provider as here."""
    run(item("acme/a"), item("acme/A"))

    assert [[2]] == rows(database, "SELECT count(*) FROM models")


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
    database: Database, body: bytes, status: int, error: type[Exception], category: str
) -> None:
    """Whatever an upstream sends, the catalogue stays, and the run says why and what to do."""
    run(*items(5))
    before = versions(database)

    with pytest.raises(error):
        sync.run(SLUG, triggered_by="cli", fetcher=raw(body, status))

    row = last_run(database)
    assert before == versions(database)
    assert ("failed", category) == (row["status"], row["errors"][0]["category"])
    assert row["errors"][0]["what_to_do"]
    assert row["completed_at"]


def test_a_dry_run_writes_nothing_at_all(database: Database) -> None:
    """It answers what would change; no table has a new or another row afterwards."""
    run(*items(4))
    before = _everything(database)

    report = run(*items(3), item("acme/new"), dry_run=True)

    assert (1, 1) == (report.added, report.missing)
    assert {"added": ["openrouter/acme/new"], "missing": ["openrouter/acme/m3"]} == report.models
    assert report.run_id is None
    assert before == _everything(database)


def _everything(database: Database) -> dict[str, object]:
    tables = rows(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        name: rows(database, f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} t")  # noqa: S608 - a table's own name
        for (name,) in tables
    }


def test_a_pinned_field_survives(database: Database) -> None:
    """What an operator fixed is never overwritten by a provider."""
    run(item("acme/a", context_length=1000))
    database.run("UPDATE models SET context_length = 5, pins = '{\"context_length\": 5}'")
    run(item("acme/a", context_length=2000))

    assert [[5]] == rows(database, "SELECT context_length FROM models")


def test_a_fault_in_the_middle_leaves_nothing(database: Database) -> None:
    """When writing breaks half way, neither models nor prices nor generations have changed."""
    run(*items(3))
    before = versions(database)
    database.run(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RAISE EXCEPTION 'disk full'; END$$;"
        "CREATE TRIGGER fail BEFORE INSERT ON model_prices EXECUTE FUNCTION fail()"
    )

    with pytest.raises(DatabaseError, match="disk full"):
        run(*items(3), item("acme/new"))

    assert before == versions(database)
    row = last_run(database)
    assert ("failed", "database") == (row["status"], row["errors"][0]["category"])


def test_one_run_at_a_time(database: Database, other: Database) -> None:
    """While a run is under way a second one is refused, and leaves the first alone."""
    with Lease(other, registry()[SLUG], "cli", dry_run=False) as held:
        with pytest.raises(AlreadyRunning, match="another run synchronises openrouter"):
            run(*items(1))

        assert "running" == last_run(database)["status"]
        assert held.run.run_id == last_run(database)["id"]


def test_a_dead_run_is_taken_over_at_once(database: Database, other: Database) -> None:
    """A runner that was killed leaves a lease that the next run buries without a human."""
    lease = Lease(other, registry()[SLUG], "cli", dry_run=False)
    lease.__enter__()
    other.close()

    assert "success" == run(*items(1)).status
    assert [["failed"], ["success"]] == rows(database, "SELECT status FROM sync_runs ORDER BY id")


def test_a_run_that_lost_its_lease_writes_nothing(database: Database) -> None:
    """A runner that was thought dead and was not cannot write beside its successor."""
    before = versions(database)
    body = answering(*items(1))

    class Slow:
        """Loses the lease while the provider takes its time."""

        def pages(self, *arguments: Any) -> Any:
            """Yield the page after somebody else has buried this run."""
            database.run("UPDATE sync_runs SET status = 'failed', completed_at = now()")
            yield from body.pages(*arguments)

    with pytest.raises(AlreadyRunning, match="lost the lease"):
        sync.run(SLUG, triggered_by="cli", fetcher=Slow())  # type: ignore[arg-type]  # it quacks

    assert before == versions(database)


def test_a_provider_without_its_key_is_skipped(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing key is a plain reason in the run's row, not a failure."""
    monkeypatch.delenv("GROQ_API_KEY", raising=False)

    report = sync.run("groq", triggered_by="cli", fetcher=raw(b"", 500))

    assert "skipped" == report.status == last_run(database)["status"]
    assert "GROQ_API_KEY is not set" in str(report.errors)


def test_an_unknown_provider_is_named() -> None:
    """A slip of the pen is answered with the providers that there are."""
    with pytest.raises(NotFound, match=r"no provider 'grok'.*groq"):
        sync.run("grok", triggered_by="cli")


def test_a_change_raises_the_generation(database: Database) -> None:
    """Readers learn of a change by two numbers: the provider's and everybody's."""
    run(*items(1))
    before = dict(rows(database, "SELECT scope, generation FROM generations"))
    run(*items(2))
    after = dict(rows(database, "SELECT scope, generation FROM generations"))

    assert {"all": 1, SLUG: 1} == {s: n - before[s] for s, n in after.items() if n != before[s]}


def test_the_writer_cannot_delete() -> None:
    """The role of the sync may add to history, and nothing else."""
    run(*items(1))

    for table in ("model_prices", "models", "sync_runs"):
        with pytest.raises(DatabaseError, match="permission denied"):
            writer().run(f"DELETE FROM {table}")  # noqa: S608 - a table's own name
