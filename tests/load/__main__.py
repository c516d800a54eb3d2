"""`make test-load`: readers, attackers and syncs at once on `make up`, and a verdict.

Four parts of SECONDS_EACH: readers alone; readers beside requests that cost more than they look;
and a soak of two halves, in which syncs run. Readers and machine share the processors.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from itertools import chain

import psutil

from bench.filling import REPLAY, replayed
from local import issuer
from local.gateway import server
from local.home import Home
from tests.load.clients import Answer, Crowd, Request, answers
from tests.load.verdict import Verdict

SECONDS = float(os.environ.get("SECONDS_EACH", "30"))
CLIENTS = int(os.environ.get("CLIENTS", "8"))
NOBODY = "http://127.0.0.1:9"
READY = "Pricebook listens"
SYNCED = "openrouter"
USAGE = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
QUOTES = 1000


def main() -> int:
    """Load a machine, print what was measured, and return 1 where something is wrong."""
    with tempfile.TemporaryDirectory(prefix="pricebook-load-") as folder, ExitStack() as stack:
        upstream = stack.enter_context(replayed()) if REPLAY.exists() else NOBODY
        home = Home(os.environ | {"PRICEBOOK_HOME": folder})
        machine, port = stack.enter_context(running(home, upstream))
        verdict = Verdict()
        with Crowd.of(port) as crowd:
            load(crowd, machine, home, verdict)
    print("\n".join(verdict.lines))
    print("\n".join(verdict.faults) or "Nothing is wrong.")
    return 1 if verdict.faults else 0


@contextmanager
def running(home: Home, upstream: str) -> Iterator[tuple[psutil.Process, int]]:
    """Run `up` until its first sync has ended, and give its process and port."""
    with server.listen(0) as taken:
        port = int(taken.getsockname()[1])
    settings = {"PRICEBOOK_HOME": str(home.path), "PRICEBOOK_PORT": str(port)}
    settings |= {"PRICEBOOK_UPSTREAM": upstream, "PRICEBOOK_PAGES": "skip"}
    command = [sys.executable, "-u", "-m", "local", "up"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and program
        command, env=os.environ | settings, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        if not any(READY in line for line in process.stdout):
            sys.exit("make up does not come up.")
        try:
            yield psutil.Process(process.pid), port
        finally:
            process.terminate()


def load(crowd: Crowd, machine: psutil.Process, home: Home, verdict: Verdict) -> None:
    """Go through all parts."""
    reads, attacks = reading(crowd.port), attacking(crowd.port)
    answers(crowd.send(reads, CLIENTS, 3))  # so that everything was read once
    alone = answers(crowd.send(reads, CLIENTS, SECONDS))
    readers, attackers = (crowd.send(part, CLIENTS, SECONDS) for part in (reads, attacks))
    beside, refused = answers(readers), answers(attackers)
    verdict.reads("alone", alone)
    verdict.reads("attacked", beside)
    verdict.attack(refused)
    verdict.slower(alone, beside)
    halves = [soaked(crowd, machine, home, reads) for _half in range(2)]
    verdict.reads("soak", list(chain.from_iterable(found for found, _memory in halves)))
    verdict.memory(halves[0][1], halves[1][1])


def soaked(
    crowd: Crowd, machine: psutil.Process, home: Home, reads: list[Request]
) -> tuple[list[Answer], int]:
    """Read while syncs run; return what was read, and the memory of all processes afterwards."""
    readers = crowd.send(reads, CLIENTS, SECONDS)
    token = {"authorization": f"Bearer {issuer.token(home, 'admin')}"}
    sync = Request(f"/v1/admin/sync/{SYNCED}?wait=true", b"{}", token)
    connection = HTTPConnection("127.0.0.1", crowd.port, timeout=60)
    while not all(reader.done() for reader in readers):
        sync.ask(connection)
    connection.close()
    return answers(readers), memory(machine)


def memory(machine: psutil.Process) -> int:
    """Return the bytes that a process and those under it hold for themselves."""
    held = 0
    for process in [machine, *machine.children(recursive=True)]:
        try:
            held += process.memory_full_info().uss
        except psutil.NoSuchProcess:
            continue
    return held


def reading(port: int) -> list[Request]:
    """Return what readers ask for: lists, feeds, and models."""
    paths = [
        "/v1/catalog",
        "/v1/models",
        "/v1/search?q=claude",
        "/feeds/openai/v1/models",
        "/v1/index",
    ]
    models = [f"/v1/models/{row['id']}" for row in rows(port, "/v1/models")[:5]]
    return [Request(path) for path in (*paths, *models)]


def attacking(port: int) -> list[Request]:
    """Return cheap requests that ask for much work."""
    names = [row["id"] for row in rows(port, "/v1/canonical?page_size=500")]
    batch = [{"canonical": names[number % len(names)], "usage": USAGE} for number in range(QUOTES)]
    keys = {f"key_{number}": number for number in range(50_000)}
    model = rows(port, "/v1/models")[0]["id"]
    bodies = (
        {"quotes": batch},
        {"quotes": [quote | {"sellers": 3} for quote in batch]},
        {"quotes": [{"model": model, "usage": keys}]},
    )
    deep = b'{"quotes": ' + b"[" * 100_000
    return [Request("/v1/quote", body) for body in (*map(_bytes, bodies), deep)]


def rows(port: int, path: str) -> list[dict[str, str]]:
    """Return the rows of a list."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    found: list[dict[str, str]] = json.loads(connection.getresponse().read())["data"]
    connection.close()
    return found


def _bytes(body: object) -> bytes:
    return json.dumps(body).encode()


if __name__ == "__main__":
    sys.exit(main())
