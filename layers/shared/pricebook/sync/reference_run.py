"""Run of a reference list: second-hand prices and dates of models that are listed already.

A list is synchronised like a provider: same lease, same run row, one transaction.
"""

import json
from dataclasses import dataclass
from typing import Any

from pricebook import settings
from pricebook.adapters.listing import ledger_row
from pricebook.alerts import incidents
from pricebook.catalog import lookup
from pricebook.errors import GuardRefused, NotFound
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.ledger.write_lock import write_lock
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Price
from pricebook.references import ListedOffer, Reference
from pricebook.references.sellers import Known
from pricebook.serving import cache
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import thresholds
from pricebook.sync.fetch import Fetcher
from pricebook.sync.lease import Lease
from pricebook.sync.listed_sellers import listed_sellers
from pricebook.sync.registration import reference_lists, register
from pricebook.sync.run_record import Run, finish
from pricebook.sync.thresholds import Number


@dataclass(frozen=True, slots=True)
class FetchedList:
    """A list as it was fetched: its text word for word, and its entries as we read them."""

    text: str
    entries: list[ListedOffer]


def run(  # noqa: PLR0913 - what may be said of a run
    slug: str,
    *,
    triggered_by: str,
    dry_run: bool = False,
    force: bool = False,
    queued: int | None = None,
    fetcher: Fetcher | None = None,
) -> Run:
    """Read one list and store what it says. Arguments and errors are those of `sync.run`."""
    reference = reference_lists().get(slug)
    if reference is None:
        raise NotFound(f"there is no list {slug!r}; there are {', '.join(reference_lists())}")
    database = writer()
    register(database)
    with Lease(database, slug, triggered_by, dry_run=dry_run, queued=queued) as lease:
        body, text = (fetcher or Fetcher()).get_json_and_text(reference.url)
        ids = dict(database.run("sync.reference_run.known_ids"))
        known = Known(listed_sellers().values(), ids)
        fetched = FetchedList(text, list(reference.read(body, known)))
        lease.run.fetched = len(fetched.entries)
        lease.run.errors = _doubts(fetched.entries)
        lease.beat()
        with write_lock(database, exclusive=True):
            generations = _write(database, reference, fetched, lease.run, force=force)
    if generations:
        cache.announce(generations)
        lookup.warm(None)
    if lease.run.run_id is not None:
        incidents.after_run(database, slug)
    return lease.run


def _write(
    database: Database, reference: Reference, fetched: FetchedList, report: Run, *, force: bool
) -> dict[str, int]:
    source = reference.source
    with database.transaction(keep=not report.dry_run):
        database.run(
            "sync.reference_run.stage_told",
            told=json.dumps([_row(entry) for entry in fetched.entries]),
        )
        floor = 0 if force else thresholds.of(database, report.provider).shrink_floor
        _require_size(database, source, fetched.entries, floor)
        database.run(
            "sync.reference_run.keep_document", source=source, body=fetched.text, run=report.run_id
        )
        database.run("sync.models.stage_changes")
        database.run("sync.reference_run.stage_told_prices", source=source)
        database.run("sync.prices.close_beliefs")
        database.run("sync.prices.archive_superseded", run=report.run_id)
        database.run("sync.prices.open_beliefs", source=source, run=report.run_id)
        database.run("sync.reference_run.tell_dates", source=source)
        database.run("sync.prices.touch_repriced")
        database.run("ledger.documents.refresh_documents")
        _summarise(database, report)
        return {} if report.run_id is None else _finish(database, report)


def _require_size(
    database: Database, source: str, entries: list[ListedOffer], floor: Number
) -> None:
    """Refuse a list that lost most of what it told before: an error must not look like a change."""
    (before, now) = database.run("sync.reference_run.told_sizes", source=source)[0]
    if not entries or now < floor * before:
        raise GuardRefused(f"the list speaks of {now} of our models, and spoke of {before} before")


def _summarise(database: Database, report: Run) -> None:
    matched, touched, changed = database.run("sync.reference_run.told_counts")[0]
    report.updated = touched
    report.unchanged = matched - touched
    report.prices_changed = changed
    report.status = "success"
    unknown = report.fetched - matched
    if unknown:
        note = f"{unknown} of {report.fetched} entries are of models that nobody lists here"
        finding = Finding("unmatched", unknown, note, WHAT_TO_DO["unmatched"])
        report.errors.append(finding.row())


def _finish(database: Database, report: Run) -> dict[str, int]:
    finish(database, report)
    if not report.changed:
        return {}
    return dict(database.run("sync.reference_run.raise_touched"))


def _doubts(entries: list[ListedOffer]) -> list[dict[str, object]]:
    absurd = [(entry, price) for entry in entries if (price := _absurd(entry))]
    if not absurd:
        return []
    entry, price = absurd[0]
    sample = f"{entry.provider}/{entry.provider_model_id} {price.meter} at {price.published}"
    what_to_do = WHAT_TO_DO["absurd in a list"]
    return [Finding("guard", len(absurd), f"absurd: {sample}", what_to_do).row()]


def _absurd(entry: ListedOffer) -> Price | None:
    """Return a price of an entry that nobody charges; the rest of such an entry is no better."""
    limit = settings.LIST_ABSURD_ABOVE
    tokens = (price for price in entry.prices if METERS[price.meter].unit == "token")
    return next((price for price in tokens if price.amount and price.amount > limit), None)


def _row(entry: ListedOffer) -> dict[str, Any]:
    prices = () if _absurd(entry) else entry.prices
    return {
        "provider": entry.provider,
        "provider_model_id": entry.provider_model_id,
        "prices": [ledger_row(price) for price in prices],
        "deprecation_date": entry.facts.get("deprecation_date"),
    }
