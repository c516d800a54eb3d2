"""`make bench-whole`: whole bodies beside one statement that builds them, and their floors."""

import io
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from itertools import count
from pathlib import Path
from statistics import median

from redis import Redis
from zlib_ng import gzip_ng

from bench import scale
from bench.requests import FEEDS, Asked, Case
from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from pricebook.catalog import lookup
from pricebook.ledger import parts
from pricebook.serving import cache
from pricebook.serving import parts as serving_parts
from pricebook.serving.deflate import LEVEL
from pricebook.storage import reader
from pricebook.storage.postgres import Database, connect
from pricebook.storage.queries import NAME
from pricebook.storage.writer import writer
from pricebook.sync import whole_bodies

SIZES = (5_000, 100_000)
TIMES = 15
_, *PARTS = NAME.split(Path(__file__).with_suffix(".sql").read_text())
SQL = dict(zip(PARTS[::2], PARTS[1::2], strict=True))
COUNT = "/feeds/openrouter/api/v1/models/count"
FLOOR = "bench: the whole catalogue"
CATALOG = Case(ask=lambda: Asked("/v1/catalog"))

type Act = Callable[[], object]


def spent(act: Act, before: Act = lambda: None, times: int = TIMES) -> float:
    """Return the median of what an act takes, in milliseconds; the first time does not count."""
    found = []
    for _ in range(times + 1):
        before()
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return median(found[1:])


class Bench:
    """A filled catalogue, and what happens to it.

    Args:
        database: its owner's connection.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers = count(int(time.time() * 1000))

    def announce(self) -> None:
        """Tell readers of another generation."""
        scopes = [scope for (scope,) in self._database.run("SELECT scope FROM generations")]
        cache.announce(dict.fromkeys(scopes, next(self._numbers)))

    def change(self) -> None:
        """Change a model of one provider, make its part, and tell readers."""
        with self._database.transaction():
            self._database.run(SQL["change"])
            parts.make(self._database)
        self.announce()

    def make(self) -> None:
        """Make the part of one provider, as a run does."""
        with self._database.transaction(keep=False):
            self._database.run(
                "UPDATE model_counts SET edition = edition + 1 WHERE provider = 'groq'"
            )
            parts.make(self._database)

    def one_statement(self) -> None:
        """Build and compress the whole as one statement does."""
        ((text,),) = self._database.run(SQL["one_statement"])
        gzip_ng.compress(text.encode(), LEVEL)

    def forget(self) -> None:
        """Forget all that is cached anywhere."""
        with Redis.from_url(os.environ["REDIS_URL"]) as shared:
            shared.flushall()
        cache.reset()

    def remember_nothing(self) -> None:
        """Forget what this process keeps in its memory."""
        cache.memory.clear()
        serving_parts.forget()

    def catalog(self) -> dict[str, float]:
        """Measure the whole catalogue."""
        copying = connect(os.environ["DATABASE_URL"])
        told = {
            "one statement, sorted, joined, compressed": spent(self.one_statement, times=5),
            "floor: json_agg": spent(lambda: self._database.run(SQL["json_agg"]), times=5),
            "floor: COPY": spent(lambda: copying.run(SQL["copy"], stream=io.BytesIO()), times=5),
            "joined, one provider changed": spent(ask_catalog, self.change),
            "joined, nothing cached": spent(ask_catalog, self.forget),
            "from Valkey": spent(ask_catalog, self.remember_nothing),
            "from memory": spent(ask_catalog, times=200),
            "a run's part": spent(self.make),
        }
        copying.close()
        with Redis.from_url(os.environ["REDIS_URL"]) as shared:
            shared.set(FLOOR, whole_catalog())
            return told | {"floor: GET of Valkey": spent(lambda: shared.get(FLOOR), times=100)}

    def feeds(self) -> dict[str, str]:
        """Measure the whole feeds and the index, built before and with nothing cached."""
        start = time.perf_counter()
        whole_bodies.build()
        building = time.perf_counter() - start
        start = time.perf_counter()
        whole_bodies.publish()
        publishing = time.perf_counter() - start
        told = {
            "building all": f"{building * 1000:10.0f}",
            "publishing all": f"{publishing * 1000:10.0f}",
        }
        for path in ("/v1/index", *(f"/feeds/{name}" for name in FEEDS), COUNT):
            case = Case(ask=partial(Asked, path))
            took = spent(partial(scale.ask, case), self.forget, 5)
            told[path] = f"{took:10.1f}  {scale.ask(case)['statusCode']}"
        return told


def whole_catalog() -> bytes:
    """Return the whole catalogue, gzipped."""
    (query,) = lookup.wholes()
    return cache.get(query)[0].body


def ask_catalog() -> None:
    """Ask for the whole catalogue."""
    answer = scale.ask(CATALOG)
    if answer["statusCode"] not in {HTTPStatus.OK, HTTPStatus.FOUND}:
        raise SystemExit(f"The catalogue answers {answer['statusCode']}.")


def measure(home: Path, models: int) -> None:
    """Fill a catalogue, and print what its whole bodies take."""
    postgres, valkey = Postgres(home), Valkey(home)
    os.environ |= {"DATABASE_URL": postgres.start(), "REDIS_URL": valkey.start()}
    cache.reset()
    reader.reset()
    try:
        scale.seed(os.environ["DATABASE_URL"], models)
        bench = Bench(writer())
        whole_bodies.publish()
        print(f"\n{models:,} models, load {os.getloadavg()[0]:.1f}, milliseconds", flush=True)
        for name, took in bench.catalog().items():
            print(f"{name:46}{took:10.2f}", flush=True)
        for name, told in bench.feeds().items():
            print(f"{name:46}{told}", flush=True)
    finally:
        writer().close()
        writer.cache_clear()
        reader.reset()
        valkey.stop()
        postgres.forget()


def main() -> None:
    """Measure each size."""
    os.environ |= {"DB_SSL": "disable", "POWERTOOLS_TRACE_DISABLED": "1"}
    with tempfile.TemporaryDirectory(prefix="pricebook-bench-") as folder:
        for models in SIZES:
            home = Path(folder) / str(models)
            os.environ["PUBLISH_TO"] = str(home / "published")
            measure(home, models)


if __name__ == "__main__":
    main()
