"""`make bench-peers`: ours, what a user would pick instead, and floors, side by side in one run.

Requests come from wrk, which takes little of the processors that it shares with whom it asks; nginx
and wrk are of the system's packages. What is not installed here is named, and not measured.
"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, redirect_stdout
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from bench import catalog
from bench.peers import contestants, floors, quoting
from bench.peers.contestants import CLIENTS, PEERS, ROOT
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from pricebook.sync import whole_bodies

SECONDS = 5
ROUNDS = 3
CLIENT_COUNT = 8
WHOLE, ONE = "/v1/catalog", "/v1/models/provider-1/maker/model-10"
FASTAPI = {
    "FastAPI": "",
    "FastAPI + Redis, JSON text": "text",
    "FastAPI + Redis, gzipped body": "gzip",
}
"""What Redis holds for each of the peers."""
LITELLM = "/public/litellm_model_cost_map"
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
LATE = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")
PER_MS = {"us": 0.001, "ms": 1, "s": 1000}
GZIP = {"accept-encoding": "gzip"}


def main() -> None:
    """Fill, measure everybody, and print the table."""
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: apt-get install wrk nginx-light")
    with tempfile.TemporaryDirectory(prefix="pricebook-peers-") as folder:
        home = Path(folder)
        postgres, valkey = Postgres(home), Valkey(home)
        url, redis_url = postgres.start(), valkey.start()
        os.environ |= {"DATABASE_URL": url, "REDIS_URL": redis_url, "DB_SSL": "disable"}
        os.environ |= {"POWERTOOLS_TRACE_DISABLED": "1", "PUBLISH_TO": str(home / "published")}
        try:
            catalog.seed(url)
            with redirect_stdout(io.StringIO()):
                whole_bodies.publish()
            for line in report(home, url, redis_url):
                print(line, flush=True)
        finally:
            valkey.stop()
            postgres.forget()


def report(home: Path, url: str, redis_url: str) -> Iterator[str]:
    """Yield the lines of the tables in Markdown."""
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC: {os.cpu_count()} processors,"
    yield f"load {os.getloadavg()[0]:.1f} before; {versions()}."
    yield f"{catalog.MODELS:,} models with three prices each, {CLIENT_COUNT} clients, gzip;"
    yield f"medians of {ROUNDS} rounds of {SECONDS} s that take turns.\n"
    yield "| who | whole catalogue /s | p99 ms | x ours | one model /s | p99 ms | x ours |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    yield from served(home, url, redis_url)
    yield "\n| in one process | |\n| --- | ---: |"
    for name, figure in (*floors.measured(url, redis_url), *quoting.measured()):
        yield f"| {name} | {figure} |"
    yield f"\nLoad {os.getloadavg()[0]:.1f} after."


def served(home: Path, url: str, redis_url: str) -> Iterator[str]:
    """Run everybody at once, ask them in turns, and yield a row for each."""
    with ExitStack() as stack:
        ports = {
            "ours, published": stack.enter_context(
                contestants.ours(home, url, redis_url, published=True)
            ).port,
            "ours, by the function": stack.enter_context(
                contestants.ours(home, url, redis_url, published=False)
            ).port,
        }
        if PEERS.is_dir():
            for name, cached in FASTAPI.items():
                peer = contestants.fastapi(url, redis_url, cached)
                ports[name] = stack.enter_context(peer)
        if shutil.which("nginx"):
            first = ports["ours, published"]
            files = {path: body(first, path) for path in (WHOLE, ONE)}
            ports["nginx, gzip_static"] = stack.enter_context(
                contestants.nginx(home / "nginx", files)
            )
        paths = dict.fromkeys(ports, (WHOLE, ONE))
        if (CLIENTS / "litellm").is_file():
            ports["LiteLLM's proxy, its own map"] = stack.enter_context(contestants.litellm(home))
            paths["LiteLLM's proxy, its own map"] = (LITELLM, "")
        yield from _rows(ports, paths)


def _rows(ports: dict[str, int], paths: dict[str, tuple[str, str]]) -> Iterator[str]:
    asked = [(name, path) for name in ports for path in paths[name] if path]
    rounds = [{it: ask(ports[it[0]], it[1]) for it in asked} for _ in range(ROUNDS)]
    middles = {
        it: tuple(map(median, zip(*(one[it] for one in rounds), strict=True))) for it in asked
    }
    ours = {path: middles[next(iter(ports)), path][0] for path in (WHOLE, ONE)}
    for name in ports:
        cells = [
            _cells(middles[name, path], ours.get(path, ours[WHOLE])) if path else " | | "
            for path in paths[name]
        ]
        yield f"| {name} | {' | '.join(cells)} |"


def _cells(measured: tuple[float, ...], ours: float) -> str:
    rate, late_ms = measured
    return f"{rate:,.0f} | {late_ms:,.1f} | {rate / ours:.2f}"


def ask(port: int, path: str) -> tuple[float, float]:
    """Return requests a second, and the milliseconds that 99 of 100 take at most."""
    body(port, path)
    words = ["wrk", "-t1", f"-c{CLIENT_COUNT}", f"-d{SECONDS}s", "--latency"]
    words += ["-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}{path}"]
    printed = subprocess.run(words, capture_output=True, check=True, text=True).stdout  # noqa: S603 - programs that are named here
    if refused := REFUSED.search(printed):
        sys.exit(f"{refused[1]} answers of port {port}, {path}, were no 200.")
    rate, late = RATE.search(printed), LATE.search(printed)
    if rate is None or late is None:
        sys.exit(printed)
    return float(rate[1]), float(late[1]) * PER_MS[late[2]]


def body(port: int, path: str) -> bytes:
    """Return one answer as it travels, which also warms whoever gives it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=GZIP)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status != 200:  # noqa: PLR2004 - the status that means success
        sys.exit(f"Port {port} answers {path} with {answer.status}.")
    return content


def versions() -> str:
    """Return what is measured, with its version."""
    versions = [f"Python {sys.version.split()[0]}"]
    for environment, names in (
        (PEERS, ("fastapi", "sqlalchemy", "asyncpg", "redis", "uvicorn", "genai-prices")),
        (CLIENTS, ("litellm",)),
    ):
        if environment.is_dir():
            versions += [f"{name} {_version(environment, name)}" for name in names]
    if shutil.which("nginx"):
        run = subprocess.run(["nginx", "-v"], capture_output=True, check=True, text=True)  # noqa: S607 - nginx is on the path
        versions.append(run.stderr.strip().rpartition(" ")[2])
    return ", ".join(versions)


def _version(environment: Path, name: str) -> str:
    code = f"import importlib.metadata as m, json; print(json.dumps(m.version({name!r})))"
    words = [str(environment / "python"), "-c", code]
    run = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - programs that are named here
    return str(json.loads(run.stdout))


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"It took {time.monotonic() - started:.0f} s.", file=sys.stderr)
