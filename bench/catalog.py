"""`make bench`: GET /v1/catalog of 5,000 models, by where its answer comes from."""

import gzip
import io
import json
import math
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import redirect_stdout
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.catalog.app import handler
from local.gateway import server
from local.lambda_runtime.worker import AWS_CLIENT
from local.machine import Machine, Settings
from local.sam import template
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from migrations.runner import migrate
from pricebook.ledger import parts
from pricebook.serving import cache
from pricebook.storage.postgres import Database, connect
from pricebook.storage.queries import NAME

MODELS = 5_000
PROCESSOR = 1024 / 1769
"""The share of a processor that the catalogue's function has, with 1,024 MB."""
BILLED_MILLION, BILLED_GB_S = 0.20, 0.0000133334
"""Dollars for a million requests, and for one GB-second, as in bench/costs.py."""
ROOT = Path(__file__).parents[1]
EVENT = json.loads((ROOT / "tests" / "events" / "http_api_get.json").read_text())
EVENT["headers"]["accept-encoding"] = "gzip"
_, *PARTS = NAME.split((ROOT / "bench" / "catalog.sql").read_text())
SQL = dict(zip(PARTS[::2], PARTS[1::2], strict=True))

type Case = Callable[[], object]


class Context(LambdaContext):
    """The fields of a context that the handler's decorators read."""

    _function_name = "CatalogFunction"
    _memory_limit_in_mb = 1024
    _invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:CatalogFunction"
    _aws_request_id = "52fdfc07-2182-454f-963f-5f0f9a621d72"


def seed(url: str) -> None:
    """Fill the database with synthetic models."""
    connection = connect(url, timeout=60)
    migrate(connection)
    connection.run(SQL["providers"])
    connection.run(SQL["models"], models=MODELS)
    for name in ("sightings", "prices", "documents"):
        connection.run(SQL[name])
    connection.run("ANALYZE")
    connection.close()
    parts.mend(Database(url))


def baseline(database: Database) -> bytes:
    """Make the same body the usual way: rows into dicts into json.dumps."""
    prices: dict[int, list[dict[str, Any]]] = defaultdict(list)
    names = ("meter", "conditions", "state", "amount", "currency", "source", "observed_at")
    for model_id, *values in database.run(SQL["price_rows"]):
        prices[model_id].append(dict(zip(names, values, strict=True)))
    columns = SQL["model_rows"].partition("FROM")[0].replace("SELECT", "").split(",")
    keys = [column.strip().partition(".")[2] for column in columns]
    models = [dict(zip(keys, row, strict=True)) for row in database.run(SQL["model_rows"])]
    data = [model | {"prices": prices[model["id"]]} for model in models]
    return gzip.compress(json.dumps({"data": data}, default=str).encode(), 6)


def measure(case: Case, times: int, before: Case = lambda: None) -> list[float]:
    """Return how many milliseconds each call took."""
    spent = []
    for _ in range(times + 1):
        before()
        start = time.perf_counter()
        case()
        spent.append((time.perf_counter() - start) * 1000)
    return spent[1:]  # the first one connects, imports and fills


def in_process(database: Database) -> dict[str, list[float]]:
    """Measure the handler itself."""
    generations = count(int(time.time()) + 1000)
    etag = ask()["headers"]["ETag"]
    return {
        "rows into dicts into json.dumps": measure(lambda: baseline(database), 10),
        "handler, miss": measure(ask, 20, lambda: cache.announce({"all": next(generations)})),
        "handler, Valkey": measure(ask, 200, cache.memory.clear),
        "handler, memory": measure(ask, 1000),
        "handler, 304": measure(lambda: ask({"if-none-match": etag}), 1000),
    }


def ask(headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Call the handler, without what it prints for CloudWatch."""
    with redirect_stdout(io.StringIO()):
        answer: dict[str, Any] = handler(asked(headers), Context())
    return answer


def asked(headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the event of a request with these headers."""
    return {**EVENT, "headers": EVENT["headers"] | (headers or {})}


def through_the_runtime(home: Path, url: str, redis_url: str) -> dict[str, list[float]]:
    """Measure the same through the local machine and AWS's own runtime client."""
    parameters = {"DatabaseUrl": url, "ReaderDatabaseUrl": url, "RedisUrl": redis_url}
    read = template.read(ROOT / "template.yaml", parameters | {"DbSsl": "disable"})
    machine = Machine(read, server.listen(0), home / "logs", Settings(client=AWS_CLIENT))
    machine.start()
    payload = json.dumps(asked()).encode()
    etag = ask()["headers"]["ETag"]
    known = json.dumps(asked({"if-none-match": etag})).encode()
    generations = count(int(time.time()) + 2000)
    try:
        return {
            "runtime, miss": measure(
                lambda: machine.invoke("CatalogFunction", payload).result(),
                20,
                lambda: cache.announce({"all": next(generations)}),
            ),
            "runtime, memory": measure(
                lambda: machine.invoke("CatalogFunction", payload).result(), 500
            ),
            "runtime, 304": measure(lambda: machine.invoke("CatalogFunction", known).result(), 500),
        }
    finally:
        machine.stop()


def million(spent_ms: float) -> float:
    """Return the dollars that Lambda takes for a million requests of so many milliseconds here."""
    billed_ms = math.ceil(spent_ms / PROCESSOR)
    return BILLED_MILLION + 1000 * billed_ms * BILLED_GB_S


def show(results: dict[str, list[float]]) -> None:
    """Print the table."""
    base = quantiles(results["rows into dicts into json.dumps"], n=100)[49]
    print(f"\nGET /v1/catalog, {MODELS} models with three prices each, gzip\n")
    print(f"{'':34}{'p50 ms':>10}{'p95 ms':>10}{'times faster':>14}{'$ a million':>14}")
    for name, spent in results.items():
        cuts = quantiles(spent, n=100)
        columns = f"{cuts[49]:10.2f}{cuts[94]:10.2f}{base / cuts[49]:14.1f}"
        print(f"{name:34}{columns}{million(cuts[49]):14.2f}")
    print("dollars are Lambda's, by measured GB-seconds; bench/costs.py has what comes with them")


def main() -> None:
    """Start both stores, fill them, measure, and throw everything away."""
    with tempfile.TemporaryDirectory(prefix="pricebook-bench-") as folder:
        home = Path(folder)
        postgres, valkey = Postgres(home), Valkey(home)
        url, redis_url = postgres.start(), valkey.start()
        os.environ |= {"DATABASE_URL": url, "REDIS_URL": redis_url, "DB_SSL": "disable"}
        os.environ |= {"DATABASE_ROLE": "pricebook_reader", "POWERTOOLS_TRACE_DISABLED": "1"}
        seed(url)
        try:
            results = in_process(Database(url))
            show(results | through_the_runtime(home, url, redis_url))
        finally:
            valkey.stop()
            postgres.forget()


if __name__ == "__main__":
    main()
