"""`make bench-scale`: every route on a cold cache, with 1,000 models and with 100,000."""

import io
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from functools import partial
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from bench.catalog import EVENT, Context, measure
from functions.catalog.app import handler
from local.postgres import Postgres
from local.valkey import Valkey
from migrations.runner import migrate
from pricebook import cache, reader
from pricebook.database import Database, connect
from pricebook.queries import NAME

SIZES = (1_000, 100_000)
TIMES = 40
BODIES = {"/v1/catalog", "/v1/models?format=csv"}
"""Whose length grows with the catalogue: their time may grow as their bytes do."""
_, *PARTS = NAME.split((Path(__file__).parent / "scale.sql").read_text())
SQL = dict(zip(PARTS[::2], PARTS[1::2], strict=True))
STEPS = ("canonical", "models", "sightings", "past", "current", "documents", "events")

type Asked = tuple[str, dict[str, str]]


def seed(url: str, models: int) -> list[tuple[str, str]]:
    """Fill a database, and return the ids and canonical ids of its models."""
    connection = connect(url, timeout=3600)
    migrate(connection)
    connection.run(SQL["providers"])
    connection.run(SQL["scopes"])
    connection.run(SQL["named"], models=models)
    for name in STEPS:
        connection.run(SQL[name])
    connection.run("VACUUM ANALYZE")
    rows = connection.run("SELECT model_id, canonical_id FROM models ORDER BY random() LIMIT 500")
    connection.close()
    return [(str(row[0]), str(row[1])) for row in rows or []]


def routes(ids: list[tuple[str, str]]) -> dict[str, Callable[[], Asked]]:
    """Return what each route is asked, anew for each request."""
    models = [model for model, _ in ids]
    pick = random.Random(1).choice  # noqa: S311 - the same requests in every run

    def of_model(prefix: str) -> Callable[[], Asked]:
        return lambda: (f"{prefix}/{pick(models)}", {})

    def listed(**query: str) -> Callable[[], Asked]:
        return lambda: ("/v1/models", query)

    return {
        "/v1/catalog": lambda: ("/v1/catalog", {}),
        "/v1/catalog?provider=": lambda: ("/v1/catalog", {"provider": pick(models).split("/")[0]}),
        "/v1/models": listed(),
        "/v1/models?provider=": lambda: ("/v1/models", {"provider": pick(models).split("/")[0]}),
        "/v1/models?sort=-context": listed(sort="-context"),
        "/v1/models?sort=input_price": listed(sort="input_price", max_input_price="5"),
        "/v1/models?q=": listed(q="claude 12"),
        "/v1/models?format=csv": listed(format="csv", page_size="500"),
        "/v1/models/{id}": of_model("/v1/models"),
        "/v1/prices/{id}": of_model("/v1/prices"),
        "/v1/history/{id}": of_model("/v1/history"),
        "/v1/access/{id}": of_model("/v1/access"),
        "/v1/canonical/{id}": lambda: (f"/v1/canonical/{pick(ids)[1]}", {}),
        "/v1/canonical": lambda: ("/v1/canonical", {}),
        "/v1/search?q=": lambda: ("/v1/search", {"q": pick(WORDS)}),
        "/v1/compare (5)": lambda: ("/v1/compare", {"models": ",".join(random.sample(models, 5))}),
        "/v1/changes": lambda: ("/v1/changes", {}),
        "/v1/allowed": lambda: ("/v1/allowed", {}),
        "/v1/providers": lambda: ("/v1/providers", {}),
        "/v1/status": lambda: ("/v1/status", {}),
    }


WORDS = ("gpt4o", "claud opus", "lama 70b", "gemini flsh", "qwen max", "deepsek chat", "mistral 12")


def ask(asked: Asked) -> int:
    """Send one request, and return how many bytes came."""
    path, query = asked
    event = {**EVENT, "rawPath": path, "rawQueryString": urlencode(query)}
    http = {**EVENT["requestContext"]["http"], "path": path}
    event["requestContext"] = {**EVENT["requestContext"], "http": http}
    if query:
        event["queryStringParameters"] = query
    with redirect_stdout(io.StringIO()):
        answer: dict[str, Any] = handler(event, Context())
    if answer["statusCode"] != 200:  # noqa: PLR2004 - OK, as every reader of HTTP knows
        raise SystemExit(f"{path} {query} answers {answer['statusCode']}: {answer['body']}")
    return len(answer["body"])


def misses(
    database: Database, ids: list[tuple[str, str]]
) -> Iterator[tuple[str, list[float], int]]:
    """Measure each route where nothing is cached."""
    scopes = [scope for (scope,) in database.run("SELECT scope FROM generations")]
    numbers = count(int(time.time()) + 1000)

    def forget() -> None:
        number = next(numbers)
        cache.announce(dict.fromkeys(scopes, number))

    for name, question in routes(ids).items():
        size = ask(question())
        times = 5 if name in BODIES and size > 1_000_000 else TIMES  # noqa: PLR2004 - a megabyte
        yield name, measure(partial(_again, question), times, forget), size


def _again(question: Callable[[], Asked]) -> int:
    return ask(question())


def show(results: dict[int, dict[str, tuple[list[float], int]]]) -> None:
    """Print the table."""
    small, large = (results[size] for size in SIZES)
    columns = "".join(f"{f'{size} p50':>14}{'p95':>9}" for size in SIZES)
    print(f"\n{'milliseconds on a cold cache':34}{columns}{'ratio':>8}{'bytes':>8}")
    for name, (spent, size) in large.items():
        base, first_size = small[name]
        few, many = quantiles(base, n=100), quantiles(spent, n=100)
        cells = f"{few[49]:14.2f}{few[94]:9.2f}{many[49]:14.2f}{many[94]:9.2f}"
        print(f"{name:34}{cells}{many[49] / few[49]:8.1f}{size / first_size:8.1f}")


def main() -> None:
    """Start the stores once per size, fill, measure, and throw everything away."""
    os.environ |= {"DB_SSL": "disable", "POWERTOOLS_TRACE_DISABLED": "1"}
    os.environ["DATABASE_ROLE"] = "pricebook_reader"
    results: dict[int, dict[str, tuple[list[float], int]]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="pricebook-bench-") as folder:
            results[size] = _measured(Path(folder), size)
    print(json.dumps({"models": SIZES, "ledger rows": [size * 10 for size in SIZES]}))
    show(results)


def _measured(home: Path, size: int) -> dict[str, tuple[list[float], int]]:
    postgres, valkey = Postgres(home), Valkey(home)
    url, redis_url = postgres.start(), valkey.start()
    os.environ |= {"DATABASE_URL": url, "REDIS_URL": redis_url}
    cache.reset()
    reader.reset()
    try:
        ids = seed(url, size)
        return {name: (spent, length) for name, spent, length in misses(Database(url), ids)}
    finally:
        valkey.stop()
        postgres.forget()


if __name__ == "__main__":
    main()
