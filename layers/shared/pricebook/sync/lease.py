"""Lease: one run per provider at a time, and a record of how each run ended."""

import json
from types import TracebackType
from typing import Self

from pg8000.exceptions import Error as PostgresError

from pricebook import settings
from pricebook.alerts import incidents
from pricebook.errors import AlreadyRunning, GuardRefused, UpstreamError
from pricebook.findings import Finding
from pricebook.storage.postgres import Database, reason
from pricebook.sync.run_record import Run
from pricebook.telemetry import logger, metrics

TWO_BELIEFS = "23P01"
"""SQLSTATE of a price that would be believed beside another, which began after it."""
SET_BACK = (
    "Look at the database's clock: it was set back behind what is written. Nothing was lost, and "
    "runs succeed again once it is past that."
)
LOOK = "Look at its own log; the next run tries again."


class Lease:
    """Holds a provider for one run; whatever ends the run early is recorded, and goes on up."""

    def __init__(
        self,
        database: Database,
        slug: str,
        triggered_by: str,
        *,
        dry_run: bool,
        queued: int | None = None,
    ) -> None:
        self.run = Run(slug, dry_run=dry_run)
        self._database = database
        self._triggered_by = triggered_by
        self._queued = queued

    def __enter__(self) -> Self:
        """Take the lease; a dry run needs none, since it writes nothing."""
        if not self.run.dry_run:
            self._take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Record how the run ended."""
        metrics.add_metadata("provider", self.run.provider)  # a dimension would cost 50 metrics
        if error is None:
            metrics.add_metric(name="SyncSucceeded", unit="Count", value=1)
            metrics.add_metric(name="ItemsFetched", unit="Count", value=self.run.fetched)
            metrics.add_metric(name="ItemsRejected", unit="Count", value=self.run.rejected)
            logger.info("synchronised", extra={"run": self.run.counts()})
            return
        metrics.add_metric(name="SyncFailed", unit="Count", value=1)
        if self.run.run_id is not None:
            self._record(error)

    def beat(self) -> None:
        """Show a sign of life, and how much was read, so that nobody takes the lease over."""
        if self.run.run_id is not None:
            run, fetched = self.run.run_id, self.run.fetched
            self._database.run("sync.run_record.heartbeat", run=run, fetched=fetched)

    def _take(self) -> None:
        slug = self.run.provider
        lease = f"{settings.LEASE.total_seconds()} seconds"
        self._database.run("sync.run_record.fail_dead_run", provider=slug, lease=lease)
        started = self._begin(slug)
        if not started:
            metrics.add_metric(name="SyncSkipped", unit="Count", value=1)
            refusal = f"another run synchronises {slug} just now; wait for it to end"
            self._give_up(refusal)
            raise AlreadyRunning(refusal)
        self.run.run_id = started[0][0]

    def _begin(self, slug: str) -> list[list[int]]:
        """Begin the run that was asked for, or another one where that has already been."""
        return self._database.run(
            "sync.run_record.begin_queued", run=self._queued, provider=slug
        ) or self._database.run(
            "sync.run_record.start_run", provider=slug, triggered_by=self._triggered_by
        )

    def _give_up(self, refusal: str) -> None:
        what_to_do = "Nothing: what that run brings is what this one would have brought."
        errors = json.dumps([Finding("guard", 1, refusal, what_to_do).row()])
        self._database.run("sync.run_record.skip_queued", run=self._queued, errors=errors)

    def _record(self, error: BaseException) -> None:
        self._database.close()  # it may be what failed; the record needs a connection that works
        self._database.run(
            "sync.run_record.fail_run",
            run=self.run.run_id,
            fetched=self.run.fetched,
            errors=json.dumps([_finding(error).row()]),
        )
        incidents.after_run(self._database, self.run.provider)


def _finding(error: BaseException) -> Finding:
    sample = reason(error)[:1000]
    if isinstance(error, UpstreamError | GuardRefused):
        return Finding(error.category, 1, sample, error.what_to_do)
    if isinstance(error, PostgresError):
        what_to_do = SET_BACK if Database.sqlstate(error) == TWO_BELIEFS else LOOK
        return Finding("database", 1, sample, what_to_do)
    return Finding("defect", 1, sample, "This is a defect of Pricebook: report it.")
