"""`make bench-deltas`: what a reader pays who is some days behind, on recorded days of OpenRouter.

Each recorded answer in ../shared is synchronised and published as a snapshot; then come the deltas
to the last of them, as they travel, beside the whole file.
"""

import io
import os
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from local.stores.postgres import Postgres
from migrations.runner import migrate
from pricebook.snapshots import deltas, publishing
from pricebook.storage.postgres import connect
from pricebook.storage.writer import writer
from pricebook.sync import provider_run
from pricebook.telemetry import logger
from tests.support.fakes.provider_transport import raw

RECORDED = Path(__file__).parents[2] / "shared/providers/recorded"
DAYS = [*sorted(RECORDED.glob("openrouter.20*.json")), *RECORDED.glob("openrouter.json")]
SLUG = "openrouter"


def main() -> None:
    """Publish every day, and print a line for each that somebody may have."""
    if not DAYS:
        sys.exit(f"There are no recorded answers in {RECORDED}.")
    os.environ |= {"DB_SSL": "disable", "POWERTOOLS_TRACE_DISABLED": "1"}
    logger.setLevel("ERROR")
    with tempfile.TemporaryDirectory(prefix="pricebook-bench-") as folder:
        postgres = Postgres(Path(folder))
        os.environ["DATABASE_URL"] = postgres.start()
        connection = connect(os.environ["DATABASE_URL"])
        migrate(connection)
        connection.close()
        try:
            report([_published(day) for day in DAYS])
        finally:
            writer().close()
            postgres.forget()


def report(digests: list[str]) -> None:
    """Print how large the last file is, and what makes it of each before."""
    *before, newest = digests
    deltas.make(writer())
    whole = len(publishing.snapshot(newest).body)
    print(f"{'the whole file, gzipped':40}{whole:>10,} bytes")
    for day, digest in zip(DAYS, before, strict=False):
        size = len(deltas.delta(newest, digest).body)
        print(f"{f'from {day.stem}':40}{size:>10,} bytes{size / whole:>8.1%}")


def _published(day: Path) -> str:
    """Synchronise what was recorded, and return the digest of the snapshot."""
    with redirect_stdout(io.StringIO()):
        provider_run.run(SLUG, triggered_by="cli", fetcher=raw(day.read_bytes()), force=True)
    database = writer()
    with database.transaction():
        publishing.publish(database)
    return publishing.newest()[0]


if __name__ == "__main__":
    main()
