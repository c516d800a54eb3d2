"""`python -m bench.resolving`: 10,000 offers with three lists' cards each, resolved in one run."""

import os
import time
from pathlib import Path

from bench import filling
from bench.first_day import processor_seconds
from pricebook.storage.postgres import Database
from pricebook.sync import resolution

SEED = Path(__file__).with_suffix(".sql")


def main() -> None:
    """Resolve them once, and again where nothing changed."""
    with filling.stores() as url:
        database = Database(url)
        database.run(SEED.read_text())
        for title in ("first", "again"):
            start, used = time.perf_counter(), processor_seconds()
            changed = resolve(database)
            took, cost = time.perf_counter() - start, processor_seconds() - used
            load = os.getloadavg()[0]
            print(
                f"{title}: {took:.1f} s, {cost:.1f} s of a processor, {changed} prices changed,"
                f" at a load of {load:.0f}"
            )
        database.close()


def resolve(database: Database) -> int:
    """Resolve every offer in one transaction, as a run does; return how many prices changed."""
    with database.transaction(keep=True):
        database.run("sync.models.stage_changes")
        database.run("sync.resolution.stage_unresolved")
        database.run("INSERT INTO unresolved SELECT id FROM models")
        resolution.write(database, None)
        return int(database.run("SELECT count(*) FROM list_changes")[0][0])


if __name__ == "__main__":
    main()
