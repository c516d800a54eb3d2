"""`make bench-sync`: a first sync of 50,000 models beside COPY, and a quiet one of 5,000.

Both are runs of a provider as the sync function does them, over an answer that is there already.
The floor copies the rows that the first one wrote into tables with the same constraints and
indexes. A quiet run is one over the same list again: its processor time is that of this process and
of its database session, and what it rewrites is counted by the places of the rows. One that is told
the same to the byte is measured, and one whose list has another order and is worked out.
"""

import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from statistics import median

from pg8000.native import Connection

from local.stores.postgres import Postgres
from local.stores.valkey import Valkey
from migrations.runner import migrate
from pricebook.serving import cache
from pricebook.storage import reader
from pricebook.storage.postgres import connect
from pricebook.storage.writer import writer
from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher
from pricebook.telemetry import logger
from tests.support.fakes.provider_transport import answering, items

SLUG = "openrouter"
MANY, FEW = 50_000, 5_000
TIMES = 5
COPIED = ("models", "model_prices")
"""Tables that hold what a first sync is about."""
LEFT_ALONE = ("models", "model_prices", "parts")
"""Tables of which a quiet sync rewrites no row."""
TICKS = os.sysconf("SC_CLK_TCK")

type Figures = Iterator[tuple[str, str]]


def main() -> None:
    """Measure both, and print a line for each figure."""
    os.environ |= {"DB_SSL": "disable", "POWERTOOLS_TRACE_DISABLED": "1"}
    logger.setLevel("ERROR")
    print(f"load {os.getloadavg()[0]:.1f} before")
    for figures, models in ((_first, MANY), (_quiet, FEW)):
        with tempfile.TemporaryDirectory(prefix="pricebook-bench-") as folder:
            _print(Path(folder), figures, answering(*items(models)))


def _print(home: Path, figures: Callable[[Connection, Fetcher], Figures], listed: Fetcher) -> None:
    """Print what is measured on stores of its own."""
    postgres, valkey = Postgres(home), Valkey(home)
    os.environ |= {"DATABASE_URL": postgres.start(), "REDIS_URL": valkey.start()}
    cache.reset()
    reader.reset()
    connection = connect(os.environ["DATABASE_URL"], timeout=3600)
    try:
        migrate(connection)
        for name, figure in figures(connection, listed):
            print(f"{name:58}{figure}", flush=True)
    finally:
        connection.close()
        writer().close()
        writer.cache_clear()
        valkey.stop()
        postgres.forget()


def _first(connection: Connection, listed: Fetcher) -> Figures:
    """Yield what a first sync takes, and `COPY` of its rows."""
    synced = _seconds(lambda: _run(listed))
    connection.run("ANALYZE")
    copied = sum(_copied(connection, table) for table in COPIED)
    yield f"sync of {MANY:,} new models", f"{synced:8.2f} s"
    yield f"floor: COPY of its {' and '.join(COPIED)}", f"{copied:8.2f} s"
    yield "ratio (goal: 3)", f"{synced / copied:8.1f}"


def _quiet(connection: Connection, listed: Fetcher) -> Figures:
    """Yield what a sync takes that changes nothing, and what it rewrites."""
    _run(listed)
    _run(listed)
    for table in LEFT_ALONE:
        connection.run(f"CREATE TEMP TABLE was_{table} AS SELECT ctid AS place FROM {table}")  # noqa: S608 - our own names
    ((pid,),) = writer().run("SELECT pg_backend_pid()")
    yield from _spent(pid, f"quiet sync of {FEW:,} models (goal: 0.3)", [listed] * TIMES)
    orders = [answering(*reversed(items(FEW))), listed]
    yield from _spent(pid, "the same in another order", (orders * TIMES)[:TIMES])
    for table in LEFT_ALONE:
        yield f"rows of {table} rewritten by all of them", f"{_moved(connection, table):8}"


def _spent(pid: int, what: str, answers: list[Fetcher]) -> Figures:
    """Yield the processor seconds of the median of some runs, and their lengths."""
    runs = (_processor(pid, listed) for listed in answers)
    ours, theirs, passed = zip(*runs, strict=True)
    both = median(map(sum, zip(ours, theirs, strict=True)))
    yield f"{what}, processor time", f"{both:8.2f} s"
    yield "of that the function's", f"{median(ours):8.2f} s"
    yield "of that its database session's", f"{median(theirs):8.2f} s"
    yield "from first to last", f"{median(passed):8.2f} s"


def _run(listed: Fetcher) -> None:
    """Synchronise, without what it prints for CloudWatch."""
    with redirect_stdout(io.StringIO()):
        run = provider_run.run(SLUG, triggered_by="cli", fetcher=listed)
    if run.status != "success":
        raise SystemExit(f"The run is {run.status}: {run.answer()}")


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _copied(connection: Connection, table: str) -> float:
    """Return the seconds that `COPY` takes to write a table's rows into one like it."""
    rows = io.BytesIO()
    names = ", ".join(
        name
        for (name,) in connection.run(
            "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:name AS regclass)"
            " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            name=table,
        )
    )
    connection.run(f"COPY {table} ({names}) TO STDOUT", stream=rows)
    connection.run(f"CREATE TABLE copy_of_{table} (LIKE {table} INCLUDING ALL)")
    rows.seek(0)
    copy = f"COPY copy_of_{table} ({names}) FROM STDIN"
    return _seconds(lambda: connection.run(copy, stream=rows))


def _processor(pid: int, listed: Fetcher) -> tuple[float, float, float]:
    """Return the processor seconds of a run, here and in its database session, and its length."""
    ours, theirs = time.process_time(), _of(pid)
    passed = _seconds(lambda: _run(listed))
    return time.process_time() - ours, _of(pid) - theirs, passed


def _of(pid: int) -> float:
    """Return the processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _moved(connection: Connection, table: str) -> int:
    """Return how many rows lie elsewhere than before: Postgres writes each new version apart."""
    same = f"SELECT FROM was_{table} w WHERE w.place = t.ctid"
    ((count,),) = connection.run(f"SELECT count(*) FROM {table} t WHERE NOT EXISTS ({same})")  # noqa: S608 - as above
    return int(count)


if __name__ == "__main__":
    main()
