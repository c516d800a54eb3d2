"""Which providers a schedule tick starts."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, schedule
from pricebook.sync.registration import sync_slugs
from tests.support.fakes.provider_transport import answering, items

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture(autouse=True)
def sync_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name the function that dispatch starts, as the template does."""
    monkeypatch.setenv("SYNC_FUNCTION_NAME", "SyncFunction")


def tick() -> list[str]:
    """Return the providers that one tick started."""
    started: list[tuple[str, dict[str, Any]]] = []
    schedule.tick(lambda function, asked: started.append((function, asked)))
    assert {"SyncFunction"} >= {function for function, _asked in started}
    return [asked["provider"] for _function, asked in started]


def test_everybody_is_due_at_first() -> None:
    """On an empty database one tick starts every provider, once."""
    assert sorted(sync_slugs()) == tick()


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
