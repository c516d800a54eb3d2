"""What a reference list says of models that are listed already: a second opinion, never a seller.

A list is synchronised like a provider: same lease, same run row, one transaction.
"""

import json
from functools import cache as once
from typing import Any

from pricebook import cache, catalog, guards, queries, settings
from pricebook.database import Database
from pricebook.errors import GuardRefused, NotFound
from pricebook.guards import Finding
from pricebook.http import Fetcher
from pricebook.listing import ledger_row
from pricebook.references import Reference, Told
from pricebook.runs import Lease, Run, finish, lists, register, statements, turn, writer


@once
def _sql() -> dict[str, str]:
    return queries.load("opinions")


def run(
    slug: str,
    *,
    triggered_by: str,
    dry_run: bool = False,
    force: bool = False,
    fetcher: Fetcher | None = None,
) -> Run:
    """Read one list and store what it says. Arguments and errors are those of `sync.run`."""
    reference = lists().get(slug)
    if reference is None:
        raise NotFound(f"there is no list {slug!r}; there are {', '.join(lists())}")
    database = writer()
    register(database)
    with Lease(database, slug, triggered_by, dry_run=dry_run) as lease:
        body = (fetcher or Fetcher()).ask(reference.url, {})
        told = list(reference.read(body))
        lease.run.fetched = len(told)
        lease.beat()
        with turn(database, alone=True):
            generations = _write(database, reference, told, lease.run, force=force)
    if generations:
        cache.announce(generations)
        catalog.warm(None)
    return lease.run


def _write(
    database: Database, reference: Reference, told: list[Told], report: Run, *, force: bool
) -> dict[str, int]:
    source = f"reference:{reference.name}"
    with database.transaction(keep=not report.dry_run):
        database.run(_sql()["stage_told"], told=json.dumps([_row(said) for said in told]))
        _require_size(database, source, told, force=force)
        database.run(statements()["stage_changes"])
        database.run(_sql()["stage_told_prices"], source=source)
        database.run(statements()["close_beliefs"])
        database.run(statements()["remember_past"], run=report.run_id)
        database.run(_sql()["open_told"], source=source, run=report.run_id)
        database.run(_sql()["tell_dates"], source=source)
        database.run(statements()["touch_repriced"])
        database.run(statements()["refresh_documents"])
        _summarise(database, report)
        return {} if report.run_id is None else _finish(database, report)


def _require_size(database: Database, source: str, told: list[Told], *, force: bool) -> None:
    """Refuse a list that lost most of what it told before: an error must not look like a change."""
    (before, now) = database.run(_sql()["told_sizes"], source=source)[0]
    if not told or (now < settings.SHRINK_FLOOR * before and not force):
        raise GuardRefused(f"the list speaks of {now} of our models, and spoke of {before} before")


def _summarise(database: Database, report: Run) -> None:
    matched, touched, changed = database.run(_sql()["told_counts"])[0]
    report.updated = touched
    report.unchanged = matched - touched
    report.prices_changed = changed
    report.status = "success"
    unknown = report.fetched - matched
    if unknown:
        note = f"{unknown} of {report.fetched} entries are of models that nobody lists here"
        report.errors = [Finding("unmatched", unknown, note, guards.WHAT_TO_DO["unmatched"]).row()]


def _finish(database: Database, report: Run) -> dict[str, int]:
    finish(database, report)
    if not report.changed:
        return {}
    return dict(database.run(_sql()["raise_touched"]))


def _row(said: Told) -> dict[str, Any]:
    ends = said.deprecation_date
    return {
        "provider": said.provider,
        "provider_model_id": said.provider_model_id,
        "prices": [ledger_row(price) for price in said.prices],
        "deprecation_date": ends.isoformat() if ends else None,
    }
