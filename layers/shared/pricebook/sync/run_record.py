"""Run record: the row of one run, with its counts and its errors."""

import json
from dataclasses import asdict, dataclass, field

from pricebook.errors import AlreadyRunning
from pricebook.findings import Finding
from pricebook.storage.postgres import Database
from pricebook.telemetry import metrics


@dataclass(slots=True)
class Run:
    """What one run did, or with dry_run would have done. Counts are of offers, not of requests."""

    provider: str
    dry_run: bool = False
    run_id: int | None = None
    status: str = "running"
    fetched: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    missing: int = 0
    returned: int = 0
    deactivated: int = 0
    marked: int = 0
    prices_changed: int = 0
    prices_held: int = 0
    duration_ms: int | None = None
    errors: list[dict[str, object]] = field(default_factory=list)
    price_changes: list[dict[str, object]] = field(default_factory=list)
    models: dict[str, list[str]] = field(default_factory=dict)

    def answer(self) -> dict[str, object]:
        """Return it as the function answers it."""
        return asdict(self)

    def counts(self) -> dict[str, object]:
        """Return it without the lists, for a log line."""
        fields = self.answer()
        return {name: fields[name] for name in fields.keys() - {"price_changes", "models"}}

    @property
    def changed(self) -> bool:
        """Whether readers would see a difference."""
        counts = (self.added, self.updated, self.deactivated, self.marked, self.prices_changed)
        return any(counts)


def finish(database: Database, report: Run) -> None:
    """Close the run's row with its counts, inside the transaction of what it wrote.

    Raises:
        AlreadyRunning: the lease was lost meanwhile, so nothing of this run may be kept.
    """
    finished = database.run("sync.run_record.finish_run", run=report.run_id, **_columns(report))
    if not finished:
        raise AlreadyRunning(
            f"run {report.run_id} lost the lease of {report.provider} to another run, and wrote"
            " nothing"
        )
    report.duration_ms = finished[0][0]


COUNTS = (
    "added",
    "deactivated",
    "fetched",
    "missing",
    "prices_changed",
    "rejected",
    "returned",
    "status",
    "unchanged",
    "updated",
)


def _columns(report: Run) -> dict[str, object]:
    return {name: getattr(report, name) for name in COUNTS} | {"errors": json.dumps(report.errors)}


def skip(
    database: Database, slug: str, variable: str, triggered_by: str, queued: int | None
) -> Run:
    """Record that a provider was left out because a variable, such as its key, is not set.

    Args:
        database: the connection that writes.
        slug: the provider.
        variable: the name of the variable that is missing.
        triggered_by: schedule, admin:<sub> or cli.
        queued: the number of the queued run, where an operator asked for it.
    """
    metrics.add_metric(name="SyncSkipped", unit="Count", value=1)
    what_to_do = f"Set {variable} in the environment, or in the provider keys secret."
    error = Finding("auth", 1, f"{variable} is not set", what_to_do).row()
    errors = json.dumps([error])
    rows = database.run("sync.run_record.skip_queued", run=queued, errors=errors) or database.run(
        "sync.run_record.skip_run", provider=slug, triggered_by=triggered_by, errors=errors
    )
    return Run(slug, run_id=rows[0][0], status="skipped", errors=[error])
