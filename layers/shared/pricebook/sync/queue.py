"""Queue of the runs that operators ask for: one at a time per provider, and not too often."""

from collections.abc import Iterable
from dataclasses import dataclass

from pricebook import settings
from pricebook.storage.writer import writer


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a run was not queued: another one is under way, or the last one was asked for just now.

    Attributes:
        run_id: the run that is under way.
        wait_s: how long to wait before asking again.
    """

    run_id: int | None
    wait_s: int | None


@dataclass(frozen=True, slots=True)
class Queued:
    """What became of each provider that was asked for: the run's id, or why there is none."""

    runs: dict[str, int]
    refusals: dict[str, Refusal]


def queue(providers: Iterable[str], triggered_by: str, *, dry_run: bool = False) -> Queued:
    """Give each provider a run that waits for the sync function to begin it.

    Of any number of callers at the same moment one gets the run. With dry_run none is kept.
    """
    database, slugs = writer(), list(providers)
    lease, cooldown = (
        f"{t.total_seconds()} seconds" for t in (settings.LEASE, settings.cooldown())
    )
    with database.transaction(keep=not dry_run):
        database.run("admin.sync_runs.serialise")
        _bury([], "the sync function never began this run")
        for slug in slugs:
            database.run("sync.run_record.fail_dead_run", provider=slug, lease=lease)
        rows = database.run(
            "admin.sync_runs.queue",
            providers=slugs,
            triggered_by=triggered_by,
            lease=lease,
            cooldown=cooldown,
        )
        runs: dict[str, int] = dict(rows)
        others = [slug for slug in slugs if slug not in runs]
        refused = database.run("admin.sync_runs.refusals", providers=others, cooldown=cooldown)
    return Queued(runs, {slug: Refusal(run, wait) for slug, run, wait in refused})


def give_up(runs: Iterable[int], reason: str) -> None:
    """Record that queued runs could not be started."""
    _bury(list(runs), reason)


def _bury(runs: list[int], reason: str) -> None:
    patience = f"{settings.MAX_QUEUE_TIME.total_seconds()} seconds"
    writer().run("admin.sync_runs.fail_queued", runs=runs, sample=reason, patience=patience)
