"""What a reference list says of models that are listed already: a second opinion, never a seller.

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
from pricebook.ledger.write_lock import turn
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Price
from pricebook.references import Reference, Told
from pricebook.serving import cache
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import thresholds
from pricebook.sync.fetch import Fetcher
from pricebook.sync.lease import Lease
from pricebook.sync.run_record import Run, finish, lists, register
from pricebook.sync.thresholds import Number


@dataclass(frozen=True, slots=True)
class Heard:
    """What a list answered: word for word, and in our words."""

    text: str
    told: list[Told]


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
    reference = lists().get(slug)
    if reference is None:
        raise NotFound(f"there is no list {slug!r}; there are {', '.join(lists())}")
    database = writer()
    register(database)
    with Lease(database, slug, triggered_by, dry_run=dry_run, queued=queued) as lease:
        body, text = (fetcher or Fetcher()).ask_verbatim(reference.url)
        heard = Heard(text, list(reference.read(body)))
        lease.run.fetched = len(heard.told)
        lease.run.errors = _doubts(heard.told)
        lease.beat()
        with turn(database, alone=True):
            generations = _write(database, reference, heard, lease.run, force=force)
    if generations:
        cache.announce(generations)
        lookup.warm(None)
    if lease.run.run_id is not None:
        incidents.after_run(database, slug)
    return lease.run


def _write(
    database: Database, reference: Reference, heard: Heard, report: Run, *, force: bool
) -> dict[str, int]:
    source = f"reference:{reference.name}"
    told = heard.told
    with database.transaction(keep=not report.dry_run):
        database.run(
            "sync.reference_run.stage_told", told=json.dumps([_row(said) for said in told])
        )
        floor = 0 if force else thresholds.of(database, report.provider).shrink_floor
        _require_size(database, source, told, floor)
        database.run(
            "sync.reference_run.keep_document", source=source, body=heard.text, run=report.run_id
        )
        database.run("sync.models.stage_changes")
        database.run("sync.reference_run.stage_told_prices", source=source)
        database.run("sync.prices.close_beliefs")
        database.run("sync.prices.remember_past", run=report.run_id)
        database.run("sync.prices.open_beliefs", source=source, run=report.run_id)
        database.run("sync.reference_run.tell_dates", source=source)
        database.run("sync.prices.touch_repriced")
        database.run("ledger.documents.refresh_documents")
        _summarise(database, report)
        return {} if report.run_id is None else _finish(database, report)


def _require_size(database: Database, source: str, told: list[Told], floor: Number) -> None:
    """Refuse a list that lost most of what it told before: an error must not look like a change."""
    (before, now) = database.run("sync.reference_run.told_sizes", source=source)[0]
    if not told or now < floor * before:
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
        found = Finding("unmatched", unknown, note, WHAT_TO_DO["unmatched"])
        report.errors.append(found.row())


def _finish(database: Database, report: Run) -> dict[str, int]:
    finish(database, report)
    if not report.changed:
        return {}
    return dict(database.run("sync.reference_run.raise_touched"))


def _doubts(told: list[Told]) -> list[dict[str, object]]:
    absurd = [(said, price) for said in told if (price := _absurd(said))]
    if not absurd:
        return []
    said, price = absurd[0]
    sample = f"{said.provider}/{said.provider_model_id} {price.meter} at {price.published}"
    what_to_do = WHAT_TO_DO["absurd in a list"]
    return [Finding("guard", len(absurd), f"absurd: {sample}", what_to_do).row()]


def _absurd(said: Told) -> Price | None:
    """Return a price of an entry that nobody charges; the rest of such an entry is no better."""
    limit = settings.LIST_ABSURD_ABOVE
    tokens = (price for price in said.prices if METERS[price.meter].unit == "token")
    return next((price for price in tokens if price.amount and price.amount > limit), None)


def _row(said: Told) -> dict[str, Any]:
    ends = said.deprecation_date
    prices = () if _absurd(said) else said.prices
    return {
        "provider": said.provider,
        "provider_model_id": said.provider_model_id,
        "prices": [ledger_row(price) for price in prices],
        "deprecation_date": ends.isoformat() if ends else None,
    }
