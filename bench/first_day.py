"""`python -m bench.first_day`: a fresh machine without any key, filled from the recorded answers.

How many sellers and offers there are, what the first run of everything costs, whether the second
run writes anything, and whether the models that people ask for most are there with price, context
and capabilities.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from bench import filling
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync.registration import reference_lists

POPULAR = Path(__file__).with_name("popular_models.txt")
LACKS = """
SELECT
  NOT coalesce(bool_or(m.id IS NOT NULL), false),
  NOT coalesce(bool_or('known' = ANY (m.price_states)), false),
  NOT coalesce(bool_or(m.context_length IS NOT NULL), false),
  NOT coalesce(bool_or(m.capabilities <> '{}'), false),
  NOT coalesce(bool_or(
    'known' = ANY (m.price_states) AND m.context_length IS NOT NULL AND m.capabilities <> '{}'
  ), false)
FROM models m WHERE m.canonical_id = :model AND m.is_active
"""
WORDS = ("offer", "price", "context", "capabilities", "one offer with all")
COUNTS = "SELECT count(*), count(DISTINCT provider) FROM models WHERE is_active"
WRITTEN = """
SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint FROM pg_stat_user_tables
WHERE relname IN (
  'models', 'model_prices', 'model_events', 'resolutions', 'listed_offers', 'canonical_facts'
)
"""


def main() -> None:
    """Fill a catalogue twice and say what came of it."""
    filling.require()
    with filling.stores() as url, filling.replayed("--date", filling.DAY) as upstream:
        os.environ["PRICEBOOK_UPSTREAM"] = upstream
        slugs = [s for s, p in registry().items() if not (p.key or p.sign)] + [*reference_lists()]
        database = Database(url)
        print(f"first run: {spent(slugs)}")
        offers, sellers = database.run(COUNTS)[0]
        print(f"{offers} offers of {sellers} sellers")
        before = written(database)
        print(f"second run: {spent(slugs)}, {written(database) - before} rows written")
        chat, others = popular()
        gaps = [*missing(database, chat, WORDS), *missing(database, others, WORDS[:2])]
        print(f"{len(chat) + len(others) - len(gaps)} of {len(chat) + len(others)} models complete")
        print("\n".join(gaps))
        database.close()


def popular() -> list[list[str]]:
    """Return the models that people ask for most: those that chat, and others."""
    parts = POPULAR.read_text().split("## ")[1:]
    return [[line for line in part.splitlines()[1:] if line] for part in parts]


def spent(slugs: list[str]) -> str:
    """Synchronise one after the other, and return the time, the processors' time and the load."""
    start, used = time.perf_counter(), processor_seconds()
    filling.synchronise(slugs)
    took, cost = time.perf_counter() - start, processor_seconds() - used
    return f"{took:.0f} s, {cost:.0f} s of a processor, at a load of {os.getloadavg()[0]:.0f}"


def processor_seconds() -> float:
    """Return what this process and the servers that it started have used."""
    return sum(_used(process) for process in (psutil.Process(), *_servers()))


def _servers() -> Iterator[psutil.Process]:
    folder = os.environ["DATABASE_URL"].partition("host=")[2]
    for process in psutil.process_iter(["cmdline"]):
        if any(folder in argument for argument in process.info["cmdline"] or ()):
            yield process
            yield from process.children(recursive=True)


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0
    return float(times.user + times.system + times.children_user + times.children_system)


def written(database: Database) -> int:
    """Return how many rows were ever written to the tables that readers see something of."""
    # the session of the runs would tell of its last rows when it has been idle for ten seconds
    writer().run("SELECT pg_stat_force_next_flush()")
    database.run("SELECT pg_stat_clear_snapshot()")
    return int(database.run(WRITTEN)[0][0])


def missing(database: Database, models: list[str], words: tuple[str, ...]) -> Iterator[str]:
    """Yield the models that lack something, and what."""
    for model in models:
        flags = database.run(LACKS, model=model)[0]
        if lacking := [word for word, lacks in zip(words, flags, strict=False) if lacks]:
            yield f"  {model} lacks {', '.join(lacking)}"


if __name__ == "__main__":
    main()
