"""`make bench-changes`: 100 clients of the whole catalogue for a minute, with one change in it.

A machine serves what is published. Half-way a model changes, as a run would change it; then what
follows a run is done: the catalogue is published at once, and the function builds the other whole
bodies and publishes them. The same minute without a change is measured first. Requests come from
wrk.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from threading import Thread

from bench import scale
from bench.peers import contestants
from bench.peers.__main__ import PER_MS, RATE, REFUSED, body
from local.machine import Machine
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from pricebook.ledger.documents import refreshing
from pricebook.storage import reader
from pricebook.storage.writer import writer
from pricebook.sync import whole_bodies
from pricebook.sync.announcement import announce
from pricebook.telemetry import logger

MODELS = 5_000
CLIENTS, SECONDS = 100, 60
PATH = "/v1/catalog"
Process = get_context("spawn").Process
CHANGE = """
WITH changed AS (
  UPDATE models SET description = description || ' More.'
  WHERE id = (SELECT min(id) FROM models) RETURNING id
)
INSERT INTO touched (id, reason) SELECT id, 'updated' FROM changed
"""
SHARE = re.compile(r"(50|99)%\s+([\d.]+)(us|ms|s)\b")
BROKEN = re.compile(r"Socket errors: (.*)")


def main() -> None:
    """Fill a catalogue, publish it, and print a line for each minute."""
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: apt-get install wrk")
    os.environ |= {"DB_SSL": "disable", "POWERTOOLS_TRACE_DISABLED": "1"}
    logger.setLevel("ERROR")
    with tempfile.TemporaryDirectory(prefix="pricebook-bench-") as folder:
        home = Path(folder)
        postgres, valkey = Postgres(home), Valkey(home)
        url, redis_url = postgres.start(), valkey.start()
        os.environ |= {"DATABASE_URL": url, "REDIS_URL": redis_url}
        os.environ["PUBLISH_TO"] = str(home / "published")
        try:
            scale.seed(url, MODELS)
            whole_bodies.build()
            whole_bodies.publish()
            print(
                f"{MODELS:,} models, {CLIENTS} clients, {SECONDS} s, load {os.getloadavg()[0]:.1f}"
            )
            measure(home, url, redis_url)
        finally:
            writer().close()
            reader.reset()
            valkey.stop()
            postgres.forget()


def measure(home: Path, url: str, redis_url: str) -> None:
    """Print what clients get without a change, and with one."""
    with contestants.ours(home, url, redis_url, published=True) as machine:
        body(machine.port, PATH)
        print(f"{'without a change':24}{asked(machine.port)}", flush=True)
        changing = Thread(target=change, args=(machine,))
        changing.start()
        print(f"{'with one in the middle':24}{asked(machine.port)}", flush=True)
        changing.join()


def change(machine: Machine) -> None:
    """Change a model in the middle, and do what follows a run, beside the process that serves."""
    time.sleep(SECONDS / 2)
    run = Process(target=changed)
    run.start()
    run.join()
    started = time.monotonic()
    machine.invoke("SyncFunction", json.dumps(whole_bodies.EVENT).encode()).result()
    print(f"{'built, published':24}{time.monotonic() - started:8.1f} s", flush=True)


def changed() -> None:
    """Change a model, and let readers hear of it as a run does."""
    with refreshing(writer(), published=False) as refreshed:
        writer().run(CHANGE)
    started = time.monotonic()
    announce(writer(), None, refreshed.generations, None)
    print(f"{'catalogue published':24}{time.monotonic() - started:8.1f} s", flush=True)


def asked(port: int) -> str:
    """Return how clients fared."""
    words = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--latency"]
    words += ["-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}{PATH}"]
    printed = subprocess.run(words, capture_output=True, check=True, text=True).stdout  # noqa: S603 - programs that are named here
    shares = {share: float(number) * PER_MS[unit] for share, number, unit in SHARE.findall(printed)}
    rate, refused, broken = RATE.search(printed), REFUSED.search(printed), BROKEN.search(printed)
    if rate is None or len(shares) < 2:  # noqa: PLR2004 - both shares
        sys.exit(printed)
    errors = [*([f"{refused[1]} no 200"] if refused else []), *([broken[1]] if broken else [])]
    return (
        f"{float(rate[1]):8,.0f}/s  p50 {shares['50']:7.1f} ms  p99 {shares['99']:7.1f} ms"
        f"  {shares['99'] / shares['50']:5.1f} x  errors: {', '.join(errors) or 'none'}"
    )


if __name__ == "__main__":
    main()
