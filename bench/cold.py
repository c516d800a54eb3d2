"""`make bench-cold`: how long a function takes from nothing to its first answer.

Each start is a new process of AWS's runtime client with a built function, in the environment that
the template gives it: the time until it asks for an event is the INIT of a Lambda log, the rest is
the first request with its connections. Where Lambda runs on a share of a processor it takes longer.
"""

import asyncio
import json
import shutil
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any, BinaryIO

from bench.catalog import EVENT, seed
from local import issuer
from local.errors import LocalError
from local.home import Home
from local.lambda_runtime import artefacts, environment
from local.lambda_runtime.artefacts import CLIENT, LAYER
from local.lambda_runtime.event import Event
from local.lambda_runtime.worker import Worker
from local.sam.template import Function
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from pricebook.history import bundle
from pricebook.storage.postgres import Database
from pricebook.sync.registration import register

STARTS = 5
IMPORTS = "import boto3, httpx, pydantic, pg8000.native, redis; boto3.client('lambda')"
RUN = "from awslambdaric.__main__ import main, sys; main(sys.argv)"
EAGER = (*CLIENT[:-2], "-c", f"{IMPORTS}; {RUN}")
"""What functions of this kind usually import before anybody asks them anything."""
PRICES = {"prompt": "0.000001", "completion": "0.000002"}
LISTED = {"data": [{"id": "acme/m", "name": "m", "pricing": PRICES}]}
IMPORTED = """
INSERT INTO history_imports (source, digest, first_day, last_day, lines, superseded, imported_by)
SELECT 'reference:' || name, digest, until, until, lines, 0, 'bench'
FROM jsonb_to_recordset(CAST(:lists AS jsonb)) AS l (
  name text, digest text, until date, lines integer
)
"""
"""A tick without an import to start: that would measure the call of another function."""
MIGRATION = {
    **dict.fromkeys(("StackId", "RequestId", "LogicalResourceId"), "bench"),
    "RequestType": "Update",
    "ResourceProperties": {},
}

type Spent = tuple[float, float, float]
"""Milliseconds until it asks for an event, until it has answered one, and for another one."""


class Outside(BaseHTTPRequestHandler):
    """Plays a provider, and the bucket that hears how a migration went."""

    def do_GET(self) -> None:
        """List one model."""
        self._answer(json.dumps(LISTED).encode())

    def do_PUT(self) -> None:
        """Take an answer."""
        self.rfile.read(int(self.headers["content-length"]))
        self._answer(b"")

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Way:
    """One way of starting a function."""

    title: str
    layer: Path = LAYER
    client: tuple[str, ...] = CLIENT
    kind: str = "on-demand"

    def worker(self, function: Function, log: BinaryIO) -> Worker:
        """Return a process that is to be started."""
        layered = replace(function, layers=(self.layer, *function.layers[1:]))
        return Worker(layered, partial(self._variables, layered), log, self.client)

    def _variables(self, function: Function, runtime_api: str) -> dict[str, str]:
        variables = environment.of_worker(function, runtime_api=runtime_api, invoke_url="", keys={})
        return {**variables, "AWS_LAMBDA_INITIALIZATION_TYPE": self.kind}


def main() -> None:
    """Start both stores and an outside, measure, and throw everything away."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pricebook-cold-")))
        postgres, valkey = Postgres(home), Valkey(home)
        stack.callback(postgres.forget)
        stack.callback(valkey.stop)
        outside = stack.enter_context(HTTPServer(("127.0.0.1", 0), Outside))
        Thread(target=outside.serve_forever, daemon=True).start()
        stack.callback(outside.shutdown)
        address = f"http://127.0.0.1:{outside.server_port}"
        own = Home({"PRICEBOOK_HOME": str(home)})
        functions = built(own, postgres.start(), valkey.start(), address)
        log = stack.enter_context((home / "log").open("ab"))
        show(functions, events(own, address), ways(home), log)


def built(home: Home, url: str, redis_url: str, outside: str) -> dict[str, Function]:
    """Fill the database with 5,000 models of paused providers, and return the built functions."""
    parameters = {"DatabaseUrl": url, "ReaderDatabaseUrl": url, "DbSsl": "disable"}
    parameters |= {"RedisUrl": redis_url, "Upstream": outside, "ProviderKeysSecret": "none"}
    parameters |= {"TokenIssuer": issuer.NAME, "TokenAudience": issuer.AUDIENCE}
    parameters |= {"TokenKeys": issuer.keys(home)}
    seed(url)
    database = Database(url)
    register(database)
    database.run("UPDATE providers SET is_active = false")
    database.run(IMPORTED, lists=json.dumps([asdict(o) for o in bundle.origins()], default=str))
    database.close()
    artefacts.build()
    brought = artefacts.runtime(home.path / "runtime")
    return artefacts.deployed(parameters, brought).functions


def events(home: Home, outside: str) -> dict[str, dict[str, Any]]:
    """Return what each function is asked: every one of them works with the database."""
    bearer = {"authorization": f"Bearer {issuer.token(home, 'admin')}"}
    return {
        "CatalogFunction": _request("/v1/models", {}),
        "AdminFunction": _request("/v1/admin/providers", bearer),
        "PagesFunction": _request("/", {}),
        "WatchFunction": _request("/v1/watches", bearer),
        "DispatchFunction": {},
        "SyncFunction": {"provider": "openrouter", "triggered_by": "cli", "dry_run": True},
        "MigrateFunction": {**MIGRATION, "ResponseURL": outside},
    }


def ways(home: Path) -> list[Way]:
    """Return what is compared."""
    source = home / "source"
    shutil.copytree(LAYER, source, ignore=shutil.ignore_patterns("__pycache__"))
    return [
        Way("as deployed"),
        Way("restored by SnapStart", kind="snap-start"),
        Way("layer without bytecode", layer=source),
        Way("heavy imports up front", client=EAGER),
    ]


async def start(way: Way, function: Function, event: dict[str, Any], log: BinaryIO) -> Spent:
    """Start a process, ask it twice, and return the milliseconds of each step."""
    payload = json.dumps(event).encode()
    worker = way.worker(function, log)
    moments = [time.perf_counter()]
    await worker.launch()
    try:
        await worker.ready()
        moments.append(time.perf_counter())
        for _ in range(2):
            outcome = await worker.run(Event(payload))
            moments.append(time.perf_counter())
            if outcome.error:
                raise LocalError(outcome.payload.decode())
            await worker.ready()
    finally:
        await worker.stop()
    first, second, third = (1000 * (after - before) for before, after in pairwise(moments))
    return first, second, third


def show(
    functions: dict[str, Function], asked: dict[str, dict[str, Any]], ways: list[Way], log: BinaryIO
) -> None:
    """Print a line per function and way: medians."""
    print(f"\n{'':46}{'init ms':>10}{'first ms':>10}{'second ms':>11}")
    for name, event in asked.items():
        for way in ways:
            if way.kind == "snap-start" and name != "CatalogFunction":
                continue
            spent = [asyncio.run(start(way, functions[name], event, log)) for _ in range(STARTS)]
            init, first, second = (median(step) for step in zip(*spent, strict=True))
            print(f"{name:22}{way.title:24}{init:10.0f}{first:10.1f}{second:11.2f}", flush=True)


def _request(path: str, headers: dict[str, str]) -> dict[str, Any]:
    made = {**EVENT, "rawPath": path, "headers": EVENT["headers"] | headers}
    http = EVENT["requestContext"]["http"] | {"path": path}
    return made | {"requestContext": EVENT["requestContext"] | {"http": http}}


if __name__ == "__main__":
    main()
