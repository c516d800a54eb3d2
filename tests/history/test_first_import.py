"""When the history that comes with the code is imported."""

from typing import Any

import pytest

from functions.dispatch import app as dispatch
from functions.sync import app as sync
from pricebook.aws import lambda_client
from pricebook.history import bundle, first_import
from pricebook.storage.postgres import Database
from pricebook.sync.registration import register
from tests.support.clients import Context
from tests.support.dated_history import history, models_dev
from tests.support.fakes.provider_transport import item
from tests.support.models_dev_sync import models_dev_body, sync_models_dev
from tests.support.sync_and_query import run

pytestmark = pytest.mark.usefixtures("environment")
LINE = models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 1, "output": 4})


@pytest.fixture(autouse=True)
def small_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bundle one line."""
    small = history("models.dev", LINE)
    origin = bundle.Origin("models.dev", "", small.last_day, small.digest, 1)
    monkeypatch.setattr(bundle, "origins", lambda: [origin])
    monkeypatch.setattr(bundle, "bundled", lambda: [small])


def imported() -> Any:
    """Return what the sync function answers to the event of an import."""
    answer: Any = sync.handler(first_import.EVENT, Context())
    return answer["history"]


def test_nothing_is_imported_before_something_is_sold() -> None:
    """A catalogue of nothing but the past would look like an empty one."""
    assert not first_import.due([])
    assert imported() is None


def test_it_is_imported_once() -> None:
    """After the first run, and not with every start."""
    run(item("acme/a"))

    assert 2 == imported()["prices"]
    assert imported() is None


def test_it_is_imported_again_when_its_list_was_read_for_the_first_time() -> None:
    """What the lines say last then stands until that run, and not until they end."""
    run(item("acme/a"))
    imported()
    sync_models_dev(models_dev_body(openai={"gpt-5": {"input": 2, "output": 8}}))

    assert (2, 2) == ((again := imported())["prices"], again["withdrawn"])
    assert imported() is None


def test_a_tick_waits_for_the_runs_of_the_first_day(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's first run is still to come, and none is under way."""
    monkeypatch.setenv("SYNC_FUNCTION_NAME", "SyncFunction")
    run(item("acme/a"))
    register(owner_database)
    assert not first_import.due(["openrouter", "models-dev"])
    assert first_import.due(["openrouter"])

    started: list[dict[str, Any]] = []
    monkeypatch.setattr(lambda_client, "start", lambda _, event: started.append(event))
    assert not tick()["history"]
    owner_database.run(
        "INSERT INTO sync_runs (provider, status, triggered_by, completed_at)"
        " SELECT slug, 'failed', 'cli', now() FROM providers"
    )
    owner_database.run("UPDATE providers SET is_active = slug = 'openrouter'")
    owner_database.run("UPDATE sync_runs SET started_at = now() WHERE provider = 'openrouter'")
    started.clear()

    assert tick()["history"]
    assert [first_import.EVENT] == [event for event in started if "history" in event]


def tick() -> dict[str, Any]:
    """Return the answer of the dispatch function."""
    answer: dict[str, Any] = dispatch.handler({}, Context())
    return answer
