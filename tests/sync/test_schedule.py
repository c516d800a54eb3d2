"""Which providers a schedule tick starts."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, schedule
from pricebook.sync.registration import register, sync_slugs
from pricebook.telemetry import metrics
from tests.support.emf_metrics import TICK, emitted
from tests.support.fakes.provider_transport import answering, item, items
from tests.support.sync_and_query import run

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture(autouse=True)
def sync_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name the function that dispatch starts, as the template does."""
    monkeypatch.setenv("SYNC_FUNCTION_NAME", "SyncFunction")


def tick() -> list[str]:
    """Return the providers that one tick started."""
    started: list[tuple[str, dict[str, Any]]] = []
    slugs = schedule.tick(lambda function, asked: started.append((function, asked)))
    asked = [{"provider": slug, "triggered_by": "schedule"} for slug in slugs]
    assert [("SyncFunction", event) for event in asked] == started
    return slugs


def test_everybody_is_due_at_first() -> None:
    """On an empty database one tick starts every provider, once."""
    assert sorted(sync_slugs()) == tick()


def test_a_tick_does_what_the_time_has_changed(owner_database: Database) -> None:
    """Parts that nobody made are made, and what the feeds can say is counted."""
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*items(1)))
    owner_database.run("UPDATE model_counts SET edition = edition + 1")
    current = "SELECT count(*) FROM current_parts WHERE provider = 'openrouter'"
    counted = "SELECT count(*) > 0 FROM feed_coverage"
    before = [owner_database.run(sql) for sql in (current, counted)]
    tick()

    assert [[[0]], [[False]]] == before
    assert [[[1]], [[True]]] == [owner_database.run(sql) for sql in (current, counted)]


def test_a_tick_counts_what_waits(
    owner_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """For the alarms: what it started, who is stale or failing, which reviews nobody decided."""
    for price in ("0.000001", "0.001"):
        run(item("acme/a", prompt=price), item("acme/b"))
    owner_database.run("UPDATE sync_runs SET completed_at = now() - interval '19 hours'")
    owner_database.run(
        "INSERT INTO sync_runs (provider, status, triggered_by, completed_at)"
        " SELECT slug, 'failed', 'schedule', now() FROM providers WHERE slug IN ('groq', 'xai')"
    )
    metrics.clear_metrics()
    started = tick()
    metrics.flush_metrics()
    (counted,) = emitted(capsys.readouterr().out)

    waiting = {"ProvidersFailing": [2], "ProvidersStale": [1], "ReviewsWaiting": [1]}
    of_all = {"ProvidersActive": [len(sync_slugs())], "SyncsDispatched": [len(started)]}
    assert waiting | of_all == {name: counted.values[name] for name in TICK}
    assert {"Count"} == {counted.units[name] for name in TICK}


def test_a_fresh_run_is_not_due(owner_database: Database) -> None:
    """A provider is due when its cadence has passed since its last run, and not before."""
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*items(1)))

    assert "openrouter" not in tick()
    owner_database.run("UPDATE sync_runs SET started_at = now() - interval '6 hours'")
    assert "openrouter" in tick()


def test_an_operator_pauses_a_provider(owner_database: Database) -> None:
    """A paused provider is not started, and a restart of the code does not wake it."""
    tick()
    owner_database.run("UPDATE providers SET is_active = false WHERE slug = 'openrouter'")

    assert "openrouter" not in tick()


def test_an_operator_sets_a_cadence(owner_database: Database) -> None:
    """The cadence in the database counts, not the one in the code."""
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*items(1)))
    owner_database.run("UPDATE sync_runs SET started_at = now() - interval '1 hour'")
    owner_database.run(
        "UPDATE providers SET sync_interval = '30 minutes' WHERE slug = 'openrouter'"
    )

    assert "openrouter" in tick()


def test_what_failed_is_tried_again_after_growing_pauses(owner_database: Database) -> None:
    """At the next tick, then after twice the pause, and never less often than the cadence."""
    register(owner_database)
    for failures, minutes, expected in [
        (1, 3, False),
        (1, 5, True),
        (2, 5, False),
        (2, 9, True),
        (5, 60, False),
        (5, 65, True),
        (12, 300, False),
        (12, 361, True),
    ]:
        owner_database.run("DELETE FROM sync_runs")
        owner_database.run(
            "INSERT INTO sync_runs (provider, status, triggered_by, started_at, completed_at)"
            " SELECT 'openrouter', 'failed', 'schedule', now() - n * interval '1 minute', now()"
            " FROM generate_series(CAST(:minutes AS integer),"
            " CAST(:minutes AS integer) + CAST(:failures AS integer) - 1) n",
            minutes=minutes,
            failures=failures,
        )

        assert expected == ("openrouter" in tick()), (failures, minutes)
