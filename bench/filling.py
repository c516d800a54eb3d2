"""A catalogue for a while: stores of its own, filled from the recorded answers of ../shared."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.recorded import LISTS
from local.gateway import server as web
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from migrations.runner import migrate
from pricebook import telemetry
from pricebook.errors import PricebookError
from pricebook.providers import registry
from pricebook.storage.postgres import connect
from pricebook.storage.writer import writer
from pricebook.sync.registration import reference_lists
from pricebook.sync.runners import runner

SHARED = Path(__file__).parents[2] / "shared"
REPLAY = SHARED / "providers" / "replay.py"
DAY = "2026-08-22"
"""The day of the newest recorded lists."""
PATIENCE_S = 20
"""How long the replay may take until it listens."""


def require() -> None:
    """End the program where the recordings are missing."""
    needed = [REPLAY, *(SHARED / "reference" / name for name in LISTS)]
    if lost := [f"../{path.relative_to(SHARED.parent)}" for path in needed if not path.exists()]:
        sys.exit("This needs the recordings beside the checkout. Missing: " + ", ".join(lost))


@contextmanager
def replayed(*options: str) -> Iterator[str]:
    """Answer for every provider on loopback, from its recorded body."""
    with web.listen(0) as taken:
        port = taken.getsockname()[1]
    command = [sys.executable, str(REPLAY), "--port", str(port), *options]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=quiet, stderr=quiet)  # noqa: S603 - our own interpreter and the team's script
    try:
        _await(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _await(port: int) -> None:
    """Wait until somebody listens, without which the first sellers would not be read."""
    for _ in range(PATIENCE_S * 10):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"nobody listens on port {port}")


@contextmanager
def stores() -> Iterator[str]:
    """Give an empty database with a Valkey beside it, for a while."""
    with tempfile.TemporaryDirectory(prefix="pricebook-bench-") as folder:
        postgres, valkey = Postgres(Path(folder)), Valkey(Path(folder))
        url = postgres.start()
        os.environ |= {"DATABASE_URL": url, "REDIS_URL": valkey.start(), "DB_SSL": "disable"}
        try:
            connection = connect(url, timeout=60)
            migrate(connection)
            connection.close()
            yield url
        finally:
            writer().close()
            writer.cache_clear()  # the next stores are other ones
            valkey.stop()
            postgres.forget()


@contextmanager
def filled(*, keyless: bool) -> Iterator[str]:
    """Have every list read, and the own lists of providers.

    Args:
        keyless: only of those that publish their list without a key, as on a first day.
    """
    with stores() as url, replayed("--date", DAY) as upstream:
        os.environ["PRICEBOOK_UPSTREAM"] = upstream
        keys = {v for p in registry().values() for v in (p.key, p.account) if v}
        os.environ |= dict.fromkeys(keys, "recorded")
        slugs = [s for s, p in registry().items() if not (keyless and (p.key or p.sign))]
        synchronise([*slugs, *reference_lists()])
        yield url


def synchronise(slugs: Iterable[str]) -> None:
    """Synchronise providers and lists, and print which of them could not be read."""
    telemetry.logger.setLevel("ERROR")
    for slug in slugs:
        try:
            runner(slug)(slug, triggered_by="cli")
        except PricebookError as error:
            print(f"{slug}: not read, {error}")
