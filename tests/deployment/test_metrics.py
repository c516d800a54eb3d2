"""What CloudWatch hears of each function: the numbers that the alarms are made of."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from functions.dispatch import app as dispatch
from functions.sync import app as sync
from pricebook.errors import Unavailable
from pricebook.storage import reader, valkey
from pricebook.storage.writer import writer
from pricebook.sync.lease import Lease
from pricebook.sync.registration import sync_slugs
from pricebook.telemetry import metrics
from tests.support.clients import CatalogClient, Context
from tests.support.emf_metrics import NAMES, Hear, emitted
from tests.support.fakes.lambda_invoke_api import invocable
from tests.support.fakes.provider_server import Loopback, listening, listing
from tests.support.fakes.provider_transport import item, items
from tests.support.paths import ROOT
from tests.support.sync_and_query import SLUG, run

LAYER = ROOT / "layers/shared"
LATER = 9_999_999_999
"""A generation beyond any that a test has reached."""
pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture(autouse=True)
def nothing_told() -> None:
    """Forget what runs outside of a function have counted."""
    metrics.clear_metrics()


@pytest.fixture
def hear(capsys: pytest.CaptureFixture[str]) -> Hear:
    """Give what the last invocation has told CloudWatch."""
    return lambda: emitted(capsys.readouterr().out)[-1]


@pytest.fixture
def provider(environment: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """Give the provider that the sync function asks."""
    with listening() as found:
        environment.setenv("PRICEBOOK_UPSTREAM", found.url)
        yield found


def stock(*listed: Any) -> None:
    """List these items, of which nothing is told to CloudWatch."""
    run(*listed)
    metrics.clear_metrics()


def synchronise(provider: Loopback, *listed: Any) -> None:
    """Let the sync function read a list of these items."""
    provider.answer = listing(*listed)
    sync.handler({"provider": SLUG}, Context("SyncFunction"))


def test_an_answer_says_where_it_came_from(
    client: CatalogClient, hear: Hear, reset_process: Callable[[], None]
) -> None:
    """Of a request one layer is counted, and how long Postgres took only where it was asked."""
    stock(*items(2))
    valkey.client().flushall()
    reset_process()

    client.get("/v1/catalog")
    database = hear()
    client.get("/v1/catalog")
    memory = hear()
    reset_process()
    client.get("/v1/catalog")

    assert {"Requests", "CacheDatabase", "DatabaseTime"} == database.values.keys()
    assert {"Requests": [1], "CacheMemory": [1]} == memory.values
    assert {"Requests": [1], "CacheValkey": [1]} == hear().values


def test_how_long_postgres_took_is_in_milliseconds(client: CatalogClient, hear: Hear) -> None:
    """Each statement of a request is one value, so that percentiles are of statements."""
    client.get("/v1/models/openrouter/nothing")

    heard = hear()
    assert "Milliseconds" == heard.units["DatabaseTime"]
    assert len(heard.values["DatabaseTime"]) > 1
    assert all(0 < value < 5_000 for value in heard.values["DatabaseTime"])


def test_an_answer_that_had_to_do_is_told(
    client: CatalogClient, hear: Hear, environment: pytest.MonkeyPatch
) -> None:
    """An older copy and the bundled snapshot are metrics of their own: neither is an error."""
    stock(*items(2))
    client.get("/v1/catalog")
    environment.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    reader.reset()
    valkey.announce({"all": LATER})
    client.get("/v1/catalog")
    assert {"Requests", "CacheStale", "DatabaseTime"} == hear().values.keys()

    environment.setenv("PRICEBOOK_SERVE", "snapshot")
    client.get("/v1/catalog")

    assert {"Requests": [1], "CacheSnapshot": [1]} == hear().values


def test_a_run_says_how_much_it_could_not_read(provider: Loopback, hear: Hear) -> None:
    """What was fetched and what of it was rejected is counted, and the line says whose it was."""
    synchronise(provider, *items(3), {"id": None})

    heard = hear()
    counted = {name: heard.values[name] for name in ("ItemsFetched", "ItemsRejected")}
    assert {"ItemsFetched": [4], "ItemsRejected": [1]} == counted
    assert [1] == heard.values["SyncSucceeded"]
    assert "SyncFailed" not in heard.values
    assert {"provider": SLUG} == heard.told


def test_a_provider_s_failure_is_one_run(provider: Loopback, hear: Hear) -> None:
    """CloudWatch hears whose it was; Lambda, which would try twice more, hears of no error."""
    synchronise(provider)

    heard = hear()
    assert [1] == heard.values["SyncFailed"]
    assert "SyncSucceeded" not in heard.values
    assert {"provider": SLUG} == heard.told


@pytest.mark.filterwarnings("ignore:No application metrics")  # nothing was begun yet
def test_an_outage_of_ours_raises(
    environment: pytest.MonkeyPatch, reset_process: Callable[[], None]
) -> None:
    """Without a database nothing can be recorded: Lambda tries again, and keeps what failed."""
    environment.setenv("DATABASE_URL", "postgresql://u@127.0.0.1:1/nowhere")
    reset_process()

    with pytest.raises(Unavailable, match="InterfaceError"):
        sync.handler({"provider": SLUG}, Context("SyncFunction"))


def test_a_provider_without_its_key_is_no_failure(
    environment: pytest.MonkeyPatch, hear: Hear
) -> None:
    """It is skipped, and CloudWatch hears of it: nothing is silent."""
    environment.delenv("GROQ_API_KEY", raising=False)
    sync.handler({"provider": "groq"}, Context("SyncFunction"))

    assert {"SyncSkipped": [1]} == hear().values


def test_a_provider_that_is_being_read_is_no_failure(hear: Hear) -> None:
    """The scheduled run that finds another one at work is skipped as well."""
    stock(*items(1))
    with Lease(writer(), SLUG, "cli", dry_run=False):
        sync.handler({"provider": SLUG}, Context("SyncFunction"))

        assert {"SyncSkipped": [1]} == hear().values


def test_the_next_run_is_its_own(provider: Loopback, hear: Hear) -> None:
    """A warm container tells of one run at a time."""
    synchronise(provider, *items(3))
    synchronise(provider, *items(3))

    assert [3] == hear().values["ItemsFetched"]


def test_a_tick_says_what_waits(environment: pytest.MonkeyPatch, hear: Hear) -> None:
    """Every five minutes: how many syncs were started, what is stale, and what is held back."""
    stock(item("acme/a", prompt="0.000001"), item("acme/b"))
    stock(item("acme/a", prompt="0.001"), item("acme/b"))
    writer().run("UPDATE sync_runs SET completed_at = now() - interval '19 hours'")
    with invocable(environment):
        dispatch.handler({}, Context("DispatchFunction"))

    heard = hear()
    assert 1 == len(heard.values.pop("DatabaseTime"))  # which whole bodies are due
    assert {
        "AlertsOpened": [1],
        "ProvidersActive": [len(sync_slugs())],
        "ProvidersFailing": [0],
        "ProvidersStale": [1],
        "ReviewsWaiting": [1],
        "SyncsDispatched": [len(sync_slugs()) - 1],
        "WebhooksDelivered": [0],
    } == heard.values


def test_a_deployment_is_the_only_dimension(client: CatalogClient, hear: Hear) -> None:
    """A metric is paid for once per value of a dimension; environments must not mix."""
    client.get("/health")

    assert {"service": "pricebook"} == hear().dimensions
    code = "from pricebook import telemetry; print(telemetry.SERVICE, telemetry.metrics.service)"
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(LAYER), "POWERTOOLS_SERVICE_NAME": "pricebook-dev"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "pricebook-dev pricebook-dev" == told.strip()


def test_the_list_of_metrics_is_complete() -> None:
    """What alarms may name is what the code emits, neither more nor less."""
    source = "\n".join(path.read_text() for path in (LAYER / "pricebook").rglob("*.py"))
    named = set(re.findall(r'add_metric\(\s*name=f?"([^"]+)"', source))

    assert "Cache{source.capitalize()}" in named
    cached = {name for name in NAMES if name.startswith("Cache")}
    assert NAMES == named - {"Cache{source.capitalize()}"} | cached
