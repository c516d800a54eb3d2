"""The row of a run, and what became of it."""

import json
from dataclasses import asdict, dataclass, field
from functools import cache as once

from pricebook import settings
from pricebook.adapters.provider import Provider
from pricebook.aws import iam
from pricebook.errors import AlreadyRunning
from pricebook.findings import Finding
from pricebook.providers import registry
from pricebook.references import Reference, references
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
        told = self.answer()
        return {name: told[name] for name in told if name not in {"price_changes", "models"}}

    @property
    def changed(self) -> bool:
        """Whether readers would see a difference."""
        return bool(self.added or self.updated or self.deactivated or self.prices_changed)


@once
def lists() -> dict[str, Reference]:
    """Return every reference list by the slug that its runs go by."""
    return {name.replace(".", "-"): found for name, found in references().items()}


def known() -> list[str]:
    """Return the slugs of everything that can be synchronised."""
    return [*registry(), *lists()]


def register(database: Database) -> None:
    """Tell the database which providers this code knows; an operator's settings stay."""
    rows = [
        {
            "slug": p.slug,
            "name": p.name,
            "kind": p.kind,
            "website": p.website,
            "docs_url": p.docs_url,
            "key_name": p.key,
            "sync_interval": p.interval,
        }
        for p in registry().values()
    ]
    rows += [
        {
            "slug": slug,
            "name": found.name,
            "kind": "reference",
            "website": found.docs_url,
            "docs_url": found.docs_url,
            "key_name": None,
            "sync_interval": "1 day",
        }
        for slug, found in lists().items()
    ]
    database.run("sync.registration.register", providers=json.dumps(rows))
    database.run("sync.registration.register_scopes")


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


def lacking(provider: Provider) -> str | None:
    """Return the variable without which a provider cannot be asked, or None where all are set."""
    if provider.sign and not iam.possible():
        return "AWS_ACCESS_KEY_ID"
    names = [name for name in (provider.key, provider.account) if name]
    return next((name for name in names if not settings.provider_key(name)), None)


def skip(
    database: Database, slug: str, variable: str, triggered_by: str, queued: int | None
) -> Run:
    """Record that a provider was left out because a variable, such as its key, is not set."""
    metrics.add_metric(name="SyncSkipped", unit="Count", value=1)
    what_to_do = f"Set {variable} in the environment, or in the provider keys secret."
    error = Finding("auth", 1, f"{variable} is not set", what_to_do).row()
    told = json.dumps([error])
    rows = database.run("sync.run_record.skip_queued", run=queued, errors=told) or database.run(
        "sync.run_record.skip_run", provider=slug, triggered_by=triggered_by, errors=told
    )
    return Run(slug, run_id=rows[0][0], status="skipped", errors=[error])
