"""`python -m bench.serve`: requests a second of `make serve`, on every recorded list.

The clients run on the same processors, and the load of the machine is printed: what it says is a
floor for this machine as it is now, and no constant.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection

from bench.filling import filled, require
from local.gateway import server

CLIENTS = 8
SECONDS = 10
PATIENCE_S = 120
PATHS = ("/v1/catalog", "/v1/models", "/v1/search?q=claude", "/v1/index", "/")
type Measured = list[tuple[float, int]]
"""Seconds and status of each answer."""


def main() -> None:
    """Fill, serve, ask, and print one line for each path."""
    require()
    with filled(keyless=False), serving() as port:
        load = os.getloadavg()[0]
        print(f"{CLIENTS} clients, {os.cpu_count()} cores, load {load:.1f} before")
        for path in PATHS:
            print(line(path, asked(port, path)))
        print(f"load {os.getloadavg()[0]:.1f} after")


def line(path: str, measured: Measured) -> str:
    """Return what was measured of a path; answers that are no 200 are counted apart."""
    times = sorted(took for took, status in measured if status == HTTPStatus.OK)
    others = f"other statuses: {len(measured) - len(times)}"
    if not times:
        return f"{path:20} {others}"
    middle, late = times[len(times) // 2], times[len(times) * 99 // 100]
    rate = f"{len(times) / SECONDS:5.0f}/s"
    return f"{path:20} {rate}  p50 {middle * 1000:5.0f} ms  p99 {late * 1000:5.0f} ms  {others}"


@contextmanager
def serving() -> Iterator[int]:
    """Run `serve` on the stores that the environment names, and give its port."""
    with server.listen(0) as taken:
        port = int(taken.getsockname()[1])
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"PRICEBOOK_HOME": home, "PRICEBOOK_PORT": str(port)}
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            [sys.executable, "-m", "local", "serve"], env=environment, stdout=quiet, stderr=quiet
        )
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def asked(port: int, path: str) -> Measured:
    """Ask one path with all clients for a while; the first answers are not counted."""
    _ask(port, path, time.monotonic() + 1)
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(CLIENTS) as clients:
        parts = [clients.submit(_ask, port, path, until) for _client in range(CLIENTS)]
        return [answer for part in parts for answer in part.result()]


def _ask(port: int, path: str, until: float) -> Measured:
    connection, measured = HTTPConnection("127.0.0.1", port, timeout=60), []
    while (started := time.monotonic()) < until:
        connection.request("GET", path, headers={"accept-encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        measured.append((time.monotonic() - started, answer.status))
    connection.close()
    return measured


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            connection.request("GET", "/health")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("make serve does not answer.")


if __name__ == "__main__":
    main()
