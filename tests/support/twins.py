"""Twins: one history played on two databases, and what they hold in the end, in the same words."""

import json
import re
from bisect import bisect
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pg8000.native import identifier

from pricebook.storage.postgres import Database
from tests.support.database_dump import tables
from tests.support.passing_time import pass_time

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00(?::00)?|Z)")
OF_THE_RUNNER = {
    "sync_runs": ("backend_pid", "backend_start", "duration_ms"),
    "model_counts": ("changed_in",),
    # made of documents, in which moments have more digits or fewer
    "parts": ("etag", "length", "crc", "deflated"),
    "admin_audit_log": ("request_id",),
    "generations": ("generation",),
}
"""Columns that differ between two databases that hold the same."""
APART = {"last_answers", "schema_definitions", "schema_migrations"}
"""Tables that are no part of a history: what is remembered of answers, and the schema."""
GENERATIONS = "SELECT scope, generation FROM generations ORDER BY scope"

type Step = Callable[["Twin"], None]


class Twin:
    """One of two databases; its time is what has really passed and what was simulated.

    Attributes:
        database: its owner's connection.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._passed = timedelta()
        self._begun: list[datetime] = []
        self._first = dict(database.run(GENERATIONS))

    def play(self, steps: Sequence[Step]) -> None:
        """Play a history."""
        for step in steps:
            self._begun.append(self._now())
            step(self)

    def wait(self, hours: int) -> None:
        """Let hours pass; it is still the same day, for what remembers an answer."""
        before = dict(self.database.run(STATES))
        pass_time(self.database, f"{hours} hours")
        for provider, known in before.items():
            self.database.run(RESTATED, provider=provider, hours=hours, known=known)
        self._passed += timedelta(hours=hours)

    def holds(self) -> dict[str, list[str]]:
        """Return every row of every table; each moment is the number of the step it lies in."""
        names = sorted(tables(self.database) - APART)
        return {name: self._rows(name) for name in names} | {"raised": self._raised()}

    def _rows(self, table: str) -> list[str]:
        rows = self.database.run(f"SELECT to_jsonb(t)::text FROM {identifier(table)} t")  # noqa: S608 - names of the schema
        return sorted(self._row(json.loads(row), OF_THE_RUNNER.get(table, ())) for (row,) in rows)

    def _row(self, row: dict[str, Any], without: Sequence[str]) -> str:
        kept = {name: value for name, value in row.items() if name not in without}
        return MOMENT.sub(lambda moment: f"step {self._step(moment[0])}", json.dumps(kept))

    def _raised(self) -> list[str]:
        """Return how often each scope was raised."""
        now = dict(self.database.run(GENERATIONS))
        return [f"{scope}: {now[scope] - self._first[scope]}" for scope in sorted(now)]

    def _step(self, moment: str) -> int:
        return bisect(self._begun, datetime.fromisoformat(moment) + self._passed)

    def _now(self) -> datetime:
        ((now,),) = self.database.run("SELECT clock_timestamp()")
        return now + self._passed  # type: ignore[no-any-return]  # a timestamptz


STATES = "SELECT provider, state = run_state(provider, now()) FROM last_answers"
RESTATED = """
UPDATE last_answers
SET state = CASE
  WHEN CAST(:known AS boolean)
    THEN run_state(provider, now() - make_interval(hours => CAST(:hours AS integer)))
END
WHERE provider = :provider
"""
"""The simulation writes every row, which time itself does not: whoever was unchanged still is. What
holds since is no part of that, so that the state is that of the moment before."""
