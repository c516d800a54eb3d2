"""Unchanged answers: runs that need not work out again what the last one found.

A run depends on what it is told, on the code and the day that read it, and on the rows that it
reads. Where all of them are as a run found them that wrote nothing, another writes nothing either
but that its models were seen; `run_state` says which rows those are.
"""

import json
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from pricebook.ledger import parts
from pricebook.ledger.write_lock import write_lock
from pricebook.storage.postgres import Database
from pricebook.sync.fetch import Fetcher
from pricebook.sync.run_record import Run, finish

PACKAGE = Path(__file__).parents[1]


@cache
def code() -> bytes:
    """Return the digest of this package: other code may read the same otherwise."""
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.parent.name != "__pycache__":
            digest.update(sha256(path.read_bytes()).digest())
    return digest.digest()


class Memory:
    """What a run knows of the last one that was told the same, and what it leaves to the next.

    Args:
        database: the connection of the run.
        report: the run.
        fetcher: what it was told, once everything was asked.
        used: whether it may rely on the last one, and the next on it.
    """

    def __init__(self, database: Database, report: Run, fetcher: Fetcher, *, used: bool) -> None:
        self._database = database
        self.report = report
        self._used = used
        self._found: str | None = None
        self._asked = {
            "provider": report.provider,
            "answer": sha256(fetcher.answers.taken() + code()).hexdigest(),
            # prices may depend on the day, and so every seller has a whole run each day
            "day": datetime.now(UTC).date(),
        }

    def repeat(self) -> bool:
        """Do what the last run did where that was nothing and nothing has changed, or tell False.

        The run is finished then. Where it is not, the state that it finds is noted, before it reads
        anything else.
        """
        if not self._used:
            return False
        database, report = self._database, self.report
        with write_lock(database), database.transaction():
            rows = database.run("sync.unchanged.see_again", **self._asked)
            for report.fetched, report.unchanged, report.rejected, errors in rows:
                report.errors = json.loads(errors)
                report.status = "success"
                report.models = {"missing": []}
                finish(database, report)
                parts.make(database)
            states = [] if rows else database.run("sync.unchanged.state", **self._asked)
        self._found = states[0][0] if states else None
        return bool(rows)

    def keep(self) -> None:
        """Leave to the next run what this one was told, and what it found if it did nothing.

        It is the last of what a run writes: what it read must be as it was when it began.
        """
        report = self.report
        if not self._used or report.status != "success" or report.prices_held:
            self._database.run("sync.unchanged.forget", provider=report.provider)
            return
        self._database.run(
            "sync.unchanged.keep",
            **self._asked,
            found=None if report.changed or report.missing else self._found,
            fetched=report.fetched,
            unchanged=report.unchanged,
            rejected=report.rejected,
            errors=json.dumps(report.errors),
        )
