"""What a deployment uploads, run by AWS's own runtime client in the template's environment."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from redis import Redis

from local.gateway import server as web
from local.lambda_runtime import artefacts
from local.lambda_runtime import environment as variables
from local.lambda_runtime.artefacts import CLIENT
from local.machine import Machine, Settings
from local.stores.postgres import Postgres
from migrations.versioned import migrations
from pricebook.storage.postgres import Database
from pricebook.sync.registration import register
from tests.support.clients import event
from tests.support.databases import created
from tests.support.fakes.cloudformation_bucket import bucketed
from tests.support.fakes.lambda_runtime_api import process
from tests.support.fakes.provider_transport import items
from tests.support.fakes.token_issuer import AUDIENCE, ISSUER, Key, bearer, claims, key_set
from tests.support.probes import address, soon

pytestmark = pytest.mark.slow

KEY = Key("artefacts")
SESSIONS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'pricebook'
"""
RUNS = "SELECT triggered_by, status FROM sync_runs WHERE provider = 'openrouter' ORDER BY id"


class Upstream(BaseHTTPRequestHandler):
    """Plays OpenRouter's list."""

    def do_GET(self) -> None:
        """List three models."""
        body = json.dumps({"data": items(3)}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Deployment:
    """A machine that runs the artefacts, its database, and how its migration was answered."""

    machine: Machine
    database: Database
    answers: list[bytes]

    def invoke(self, function: str, asked: dict[str, Any]) -> Any:
        """Invoke a function and wait for its answer."""
        payload, failed = self.machine.invoke(function, json.dumps(asked).encode()).result(30)
        assert not failed, payload
        return json.loads(payload)

    def request(self, method: str, path: str, token: str = "") -> tuple[int, Any]:
        """Send an HTTP request, and return status and decoded body."""
        headers = bearer(token) if token else {}
        url = address(self.machine) + path
        made = urllib.request.Request(url, headers=headers, method=method)  # noqa: S310 - our machine
        try:
            with urllib.request.urlopen(made) as answer:  # noqa: S310 - our machine
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())


@pytest.fixture(scope="module")
def upstream() -> Iterator[str]:
    """Give the address of every provider."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Upstream) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def parameters(redis_url: str, upstream: str) -> dict[str, str]:
    """Give what `sam deploy` is told about stores and tokens that are there already."""
    artefacts.build()
    return {
        "DbSsl": "disable",
        "RedisUrl": redis_url,
        "ProviderKeysSecret": "none",
        "Upstream": upstream,
        "TokenIssuer": ISSUER,
        "TokenAudience": AUDIENCE,
        "TokenKeys": key_set(KEY),
    }


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give what Lambda brings."""
    return artefacts.runtime(tmp_path_factory.mktemp("lambda") / "runtime")


@pytest.fixture(scope="module")
def deployment(
    template_database: Database, postgres: Postgres, parameters: dict[str, str], runtime: Path
) -> Iterator[Deployment]:
    """Deploy to an empty database, of whose providers all but one are paused."""
    with created(template_database, postgres, "template0") as url, bucketed() as bucket:
        addresses = {"DatabaseUrl": url, "ReaderDatabaseUrl": url}
        template = artefacts.deployed(parameters | addresses, runtime)
        machine = Machine(template, web.listen(0), runtime / "logs", Settings(client=CLIENT))
        machine.start()
        deployed = Deployment(machine, Database(url), bucket.bodies)
        try:
            deployed.invoke("MigrateFunction", bucket.asks("Create"))
            register(deployed.database)
            deployed.database.run("UPDATE providers SET is_active = slug = 'openrouter'")
            yield deployed
        finally:
            machine.stop()
            deployed.database.close()


@pytest.fixture
def catalog(
    database_url: str, parameters: dict[str, str], runtime: Path
) -> tuple[Path, dict[str, str]]:
    """Give the catalogue function's folder and its environment where Lambda takes a snapshot."""
    addresses = {"DatabaseUrl": database_url, "ReaderDatabaseUrl": database_url}
    function = artefacts.deployed(parameters | addresses, runtime).functions["CatalogFunction"]
    told = variables.of_worker(function, runtime_api="", invoke_url="", keys={})
    return function.code, told | {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}


def health() -> bytes:
    """Return the event of a request that asks both stores."""
    return json.dumps(event("/health", {}, {})).encode()


def test_a_snapshot_holds_no_connection(
    catalog: tuple[Path, dict[str, str]],
    owner_database: Database,
    redis_url: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Connections are open again before the first request, and no figure of ours counts as its."""
    with Redis.from_url(redis_url) as valkey, process("app.handler", *catalog) as api:
        others = len(valkey.client_list())
        assert api.taken.wait(30)
        frozen = owner_database.run(SESSIONS), len(valkey.client_list())
        api.restore()
        restored = owner_database.run(SESSIONS), len(valkey.client_list())
        kind, told = api.ask(health())
    measured = [
        json.loads(line) for line in capfd.readouterr().out.splitlines() if '"_aws"' in line
    ]

    assert ([[0]], others) == frozen
    assert ([[1]], others + 1) == restored
    assert ("response", 200) == (kind, json.loads(told)["statusCode"])
    assert [1] == [len(line["DatabaseTime"]) for line in measured]


def test_a_restore_needs_no_store(catalog: tuple[Path, dict[str, str]]) -> None:
    """With the database and Valkey gone the API answers from copies, so it has to come up."""
    code, environment = catalog
    gone = {"DATABASE_URL": "postgresql://u@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1"}
    with process("app.handler", code, environment | gone) as api:
        api.restore()
        kind, told = api.ask(health())

    assert "response" == kind
    assert {
        "data": {"status": "degraded", "database": "unreachable", "cache": "unreachable"},
        "meta": {},
    } == json.loads(json.loads(told)["body"])


def test_a_deploy_migrates(deployment: Deployment) -> None:
    """The migrations travel with their function, which answers no address but one of AWS."""
    applied = deployment.database.run("SELECT count(*) FROM schema_migrations")

    assert [[len(migrations())]] == applied
    assert [] == deployment.answers


def test_a_tick_synchronises_what_readers_read(deployment: Deployment) -> None:
    """From the schedule through Lambda's queue to the answer, each function from its artefact."""
    told = deployment.invoke("DispatchFunction", {"source": "aws.scheduler", "detail": "{}"})
    done = soon(lambda: ["schedule", "success"] in deployment.database.run(RUNS))
    status, answer = deployment.request("GET", "/v1/models/openrouter/acme/m0")

    assert (["openrouter"], False) == (told["dispatched"], told["history"])
    assert done, deployment.database.run(RUNS)
    assert (200, "openrouter/acme/m0") == (status, answer["data"]["id"])


def test_an_operator_starts_a_sync(deployment: Deployment) -> None:
    """The admin function believes the issuer's token and nobody else, and starts a run."""
    path = "/v1/admin/sync/openrouter"
    refused, _ = deployment.request("POST", path)
    stranger, _ = deployment.request("POST", path, Key("stranger").sign(claims()))
    taken, _ = deployment.request("POST", path, KEY.sign(claims(subscription_tier="admin")))

    assert (401, 401, 202) == (refused, stranger, taken)
    assert soon(lambda: ["admin:ada", "success"] in deployment.database.run(RUNS))


def test_the_layer_leaves_to_lambda_what_lambda_brings() -> None:
    """Shipping boto3 again would cost 33 MB; what is shipped was all that the others needed."""
    shipped = {path.name for path in artefacts.LAYER.iterdir()}

    assert {"pricebook", "pg8000", "redis", "httpx"} <= shipped
    assert set() == {"boto3", "botocore", "s3transfer", "awslambdaric"} & shipped
