"""Provider run: fetch -> map -> guard -> write -> announce, everything or nothing."""

import json
from typing import Any

from pricebook import settings
from pricebook.adapters.provider import Provider
from pricebook.alerts import incidents
from pricebook.errors import NotFound, UpstreamError, UpstreamNotFound
from pricebook.ledger import parts
from pricebook.ledger.write_lock import write_lock
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import (
    cross_reference,
    guards,
    listed_offers,
    price_changes,
    resolution,
    thresholds,
)
from pricebook.sync.announcement import announce
from pricebook.sync.fetch import Fetcher
from pricebook.sync.guards import Verdict
from pricebook.sync.lease import Lease
from pricebook.sync.registration import end_of_service, missing_variable, register
from pricebook.sync.run_record import Run, finish, skip
from pricebook.sync.thresholds import Thresholds
from pricebook.sync.unchanged import Memory

MAX_CHANGES_RETURNED = 500
"""How many changed prices and models an answer lists; the ledger has them all."""


def run(  # noqa: PLR0913 - what may be said of a run
    slug: str,
    *,
    triggered_by: str,
    dry_run: bool = False,
    force: bool = False,
    queued: int | None = None,
    fetcher: Fetcher | None = None,
) -> Run:
    """Synchronise one provider.

    Args:
        slug: which provider.
        triggered_by: schedule, admin:<sub> or cli.
        dry_run: find out what would change, and write nothing at all.
        force: believe an answer with fewer than half of the active models.
        queued: the run's row, where an operator asked for it.
        fetcher: what fetches; a test brings its own.

    Raises:
        NotFound: no such provider.
        AlreadyRunning: another run of this provider is under way.
        UpstreamError, GuardRefused: the run failed; its row says why and what to do.
    """
    provider = registry().get(slug)
    if provider is None:
        raise NotFound(f"there is no provider {slug!r}; there are {', '.join(registry())}")
    if ended := end_of_service(slug):
        raise NotFound(ended)
    database = writer()
    register(database)
    if variable := missing_variable(provider):
        return skip(database, slug, variable, triggered_by, queued)
    with Lease(database, slug, triggered_by, dry_run=dry_run, queued=queued) as lease:
        fetcher = fetcher or Fetcher(sign=provider.sign)
        items = _items(provider, fetcher, lease)
        lease.run.fetched = len(items)
        whole = dry_run or force or fetcher.truncated_because
        memory = Memory(database, lease.run, fetcher, used=not whole)
        generations: dict[str, int] = {}
        if not memory.repeat():
            verdict, limits = _judge(database, provider, items, fetcher, force=force)
            with write_lock(database):
                generations = _write(database, provider, verdict, limits, memory)
    if generations:
        announce(database, slug, generations, lease.run.run_id)
    if lease.run.run_id is not None:
        incidents.after_run(database, slug)
    return lease.run


def _items(provider: Provider, fetcher: Fetcher, lease: Lease) -> list[Any]:
    """Return the list, and what is known of the list itself and of single items."""
    items = _fetch(provider, fetcher, lease)
    _judge_access(provider, fetcher)
    _ask_who_serves(provider, fetcher, items)
    return items


def _fetch(provider: Provider, fetcher: Fetcher, lease: Lease) -> list[Any]:
    key = settings.provider_key(provider.key) if provider.key else None
    if provider.fetch:

        def get_json(url: str, body: object = None, *, optional: bool = False) -> Any:  # noqa: ANN401 - decoded JSON
            lease.beat()
            if optional:
                return fetcher.get_json_if_present(url, provider.headers(key, url))
            return fetcher.get_json(url, provider.headers(key, url), body)

        return list(provider.fetch(get_json))
    items: list[Any] = []
    first = _address(provider)
    headers = provider.headers(key, first)
    pages = fetcher.pages(first, headers, provider.next_page, provider.pages, provider.decode)
    for body in pages:
        items += provider.items(body)
        lease.run.fetched = len(items)
        lease.beat()
    return items


def _judge_access(provider: Provider, fetcher: Fetcher) -> None:
    """Note what the key's list leaves out: what is missing from it is not gone."""
    key = settings.provider_key(provider.key) if provider.key else None
    if provider.access and key:
        url = provider.access.url
        answer = fetcher.get_json_if_present(url, provider.headers(key, url))
        left_out = provider.access.left_out(answer) if answer is not None else None
        fetcher.truncated_because = left_out or fetcher.truncated_because


def _ask_who_serves(provider: Provider, fetcher: Fetcher, items: list[Any]) -> None:
    """Note of the items that a provider asks for whether anybody serves them."""
    probe = provider.probe
    for item, url in ((item, probe.url(item)) for item in items if probe):
        if probe and url:
            try:
                item[probe.key] = probe.serves(fetcher.get_json(url, {}))
            except UpstreamNotFound:
                continue  # nobody says
            except UpstreamError:
                return  # who fails for one would fail for all of them


def _address(provider: Provider) -> str:
    account = settings.account(provider.account) if provider.account else None
    return provider.url.replace("ACCOUNT", account) if account else provider.url


def _judge(
    database: Database, provider: Provider, items: list[Any], fetcher: Fetcher, *, force: bool
) -> tuple[Verdict, Thresholds]:
    """Return what may be believed of a list, and what its guards went by."""
    active = database.run("sync.models.count_active", provider=provider.slug)[0][0]
    limits = thresholds.of(database, provider.slug)
    mapped, cut = provider.map(items), fetcher.truncated_because
    return guards.judge(mapped, active, force=force, truncated_because=cut, limits=limits), limits


def _write(
    database: Database, provider: Provider, verdict: Verdict, limits: Thresholds, memory: Memory
) -> dict[str, int]:
    """Everything that a run writes, in one transaction; returns the generations it raised."""
    slug, report = provider.slug, memory.report
    with database.transaction(keep=not report.dry_run):
        listings = json.dumps([listing.row() for listing in verdict.listings])
        database.run("sync.models.stage_models", provider=slug, listings=listings)
        database.run("sync.models.stage_changes")
        database.run("sync.listed_offers.stage_tables")
        database.run("sync.models.find_new_ids")
        listed_offers.match_new_ids(database)
        database.run("sync.models.overlay_facts")
        database.run("sync.models.identify")
        database.run("sync.models.add_models")
        database.run("sync.models.update_models")
        missing = _count_misses(database, slug, verdict, limits)
        price_changes.write(database, verdict, limits, report)
        price_changes.end(database)
        if provider.kind == "aggregator":
            cross_reference.write(database, slug, report.run_id, complete=verdict.complete)
        database.run("sync.resolution.stage_unresolved")
        database.run("sync.resolution.add_repriced")
        resolution.write(database, report.run_id)
        database.run("sync.prices.touch_repriced")
        database.run("ledger.documents.refresh_documents")
        _summarise(database, verdict, report, missing)
        return {} if report.run_id is None else _finish(database, memory)


def _count_misses(database: Database, slug: str, verdict: Verdict, limits: Thresholds) -> list[str]:
    """Count which active models the answer lacks, and deactivate those that are gone."""
    database.run("sync.models.mark_seen", provider=slug, rejected=verdict.rejected_ids)
    missing = database.run("sync.models.count_misses", provider=slug, complete=verdict.complete)
    database.run(
        "sync.models.deactivate", provider=slug, misses=limits.misses, miss_hours=limits.miss_hours
    )
    database.run(
        "sync.models.retire_listed",
        provider=slug,
        complete=verdict.complete,
        beyond=registry()[slug].beyond,
    )
    database.run("sync.models.know_own_list", provider=slug, complete=verdict.complete)
    return [model_id for (model_id,) in missing]


def _finish(database: Database, memory: Memory) -> dict[str, int]:
    report = memory.report
    finish(database, report)
    parts.make(database)
    memory.keep()
    if not report.changed:
        return {}
    return dict(database.run("ledger.documents.raise_generations", provider=report.provider))


def _summarise(database: Database, verdict: Verdict, report: Run, missing: list[str]) -> None:
    (row,) = database.run("sync.summary.summary")
    listed, report.added, report.updated, report.returned, report.deactivated, report.marked = row
    report.fetched = verdict.fetched
    report.rejected = len(verdict.rejected)
    report.unchanged = listed - report.added - report.updated
    report.missing = len(missing)
    report.errors = [finding.row() for finding in verdict.findings]
    report.status = "success" if verdict.complete and not verdict.doubted else "partial"
    changes = database.run("sync.summary.changed_prices")
    report.prices_changed = len(changes)
    report.price_changes = [_price_change(change) for change in changes[:MAX_CHANGES_RETURNED]]
    report.models = {
        reason: ids[:MAX_CHANGES_RETURNED]
        for reason, ids in database.run("sync.summary.touched_models")
    }
    report.models["missing"] = missing[:MAX_CHANGES_RETURNED]


def _price_change(row: list[Any]) -> dict[str, object]:
    model_id, meter, conditions, old_state, old_amount, new_state, new_amount = row
    return {
        "model_id": model_id,
        "meter": meter,
        "conditions": json.loads(conditions),
        "old": {"state": old_state or "unknown", "amount": old_amount},
        "new": {"state": new_state or "unknown", "amount": new_amount},
    }
