"""Run of a reference list: what it states of offers, and what is taken of that.

A list is synchronised like a provider: same lease, same run row, one transaction.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pricebook.alerts import incidents
from pricebook.errors import NotFound
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.ledger import parts
from pricebook.ledger.write_lock import write_lock
from pricebook.providers import beyond, homes
from pricebook.references import ListedOffer, Reference, editions
from pricebook.references.sellers import Known
from pricebook.resolution.bounds import is_absurd
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import listed_offers, resolution, thresholds
from pricebook.sync.announcement import announce
from pricebook.sync.fetch import Fetcher
from pricebook.sync.lease import Lease
from pricebook.sync.listed_sellers import open_sellers
from pricebook.sync.registration import reference_lists, register
from pricebook.sync.run_record import Run, finish


@dataclass(frozen=True, slots=True)
class FetchedList:
    """A list as it was fetched: its text word for word, and its offers as we read them.

    Args:
        text: its body; empty where only the offers are known.
        offers: what it states.
        note: what an operator should know of it.
    """

    text: str
    offers: Sequence[ListedOffer]
    note: Finding | None = None


def run(  # noqa: PLR0913 - what may be said of a run
    slug: str,
    *,
    triggered_by: str,
    dry_run: bool = False,
    force: bool = False,
    queued: int | None = None,
    fetcher: Fetcher | None = None,
    bundled: bool = False,
) -> Run:
    """Read one list and store what it states. Arguments and errors: see `provider_run.run`.

    A `bundled` run asks nobody, and reads the edition that comes with the release.
    """
    reference = reference_lists().get(slug)
    if reference is None:
        raise NotFound(f"there is no list {slug!r}; there are {', '.join(reference_lists())}")
    database = writer()
    register(database)
    with Lease(database, slug, triggered_by, dry_run=dry_run, queued=queued) as lease:
        known = Known(open_sellers().values(), listed_offers.known_ids(database))
        fetched = (
            _edition(reference) if bundled else _fetched(reference, known, fetcher or Fetcher())
        )
        lease.run.fetched = len(fetched.offers)
        lease.run.errors = _notes(fetched)
        lease.beat()
        with write_lock(database, exclusive=True):
            generations = _write(database, reference, fetched, lease.run, force=force)
    if generations:
        announce(database, None, generations, lease.run.run_id)
    if lease.run.run_id is not None:
        incidents.after_run(database, slug)
    return lease.run


def _fetched(reference: Reference, known: Known, fetcher: Fetcher) -> FetchedList:
    """Return a list as it is published, with the sellers that an old copy of it cannot know."""
    body, text = fetcher.get_json_and_text(reference.url)
    stated = list(reference.read(body, known))
    dated = reference.dated(body)
    further = editions.beyond(reference.name, dated, stated, open_sellers())
    note = f"of {dated}: {len(further)} offers of sellers that it lacks are of our edition"
    return FetchedList(text, [*stated, *further], _old(note, len(further)) if further else None)


def _edition(reference: Reference) -> FetchedList:
    offers = editions.edition(reference.name, open_sellers())
    note = f"nobody was asked: this is our edition, of {editions.days()[reference.name]}"
    return FetchedList("", offers, _old(note, len(offers)))


def _old(note: str, offers: int) -> Finding:
    return Finding("network", offers, note, WHAT_TO_DO["old list"])


def _write(
    database: Database, reference: Reference, fetched: FetchedList, report: Run, *, force: bool
) -> dict[str, int]:
    """Everything that a run writes, in one transaction; returns the generations it raised."""
    source = reference.source
    with database.transaction(keep=not report.dry_run):
        if fetched.text:
            database.run(
                "sync.reference_run.keep_document",
                source=source,
                body=fetched.text,
                run=report.run_id,
            )
        return write_offers(database, source, fetched.offers, report, force=force)


def write_offers(  # noqa: PLR0913 - what may be said of a list
    database: Database,
    source: str,
    offers: Sequence[ListedOffer],
    report: Run,
    *,
    force: bool,
    spared: Collection[str] = (),
) -> dict[str, int]:
    """Write what a source states of offers, and what is taken of it, inside a transaction.

    Args:
        database: the connection of the run.
        source: whose word it is.
        offers: everything that it states.
        report: the run, which is finished here.
        force: believe a list that lost most of what it stated.
        spared: sellers of whom it could not be read, so that nothing of them is missing.

    Returns:
        The generations that it raised.
    """
    limits = thresholds.of(database, report.provider)
    shrunk = listed_offers.store(database, source, offers, limits, force=force, spared=spared)
    database.run("sync.listed_offers.find_new_ids")
    listed_offers.match_new_ids(database)
    _write_models(database, source, {offer.provider for offer in offers if offer.dated})
    _resolve(database, report)
    database.run("sync.listed_offers.tell_dates", source=source)
    database.run("ledger.documents.refresh_documents")
    report.errors += [finding.row() for finding in shrunk]
    report.status = "partial" if shrunk or spared else "success"
    _summarise(database, source, report)
    return {} if report.run_id is None else _finish(database, report)


def _write_models(database: Database, source: str, unseen: Collection[str]) -> None:
    """Write the facts of what the list speaks of, and the offers that only lists state.

    Args:
        database: the connection of the run.
        source: whose word it is.
        unseen: sellers of whom the word is none of today.
    """
    database.run("sync.listed_offers.refresh_canonical_facts", homes=json.dumps(homes()))
    database.run("sync.listed_offers.stage_models", beyond=json.dumps(beyond()))
    database.run("sync.models.stage_changes")
    database.run("sync.models.overlay_facts")
    database.run("sync.models.identify")
    database.run("sync.models.add_models")
    database.run("sync.models.update_models")
    database.run("sync.listed_offers.sight", source=source, unseen=list(unseen))


def _resolve(database: Database, report: Run) -> None:
    database.run("sync.resolution.stage_unresolved")
    database.run("sync.resolution.add_restated")
    resolution.write(database, report.run_id)


def _summarise(database: Database, source: str, report: Run) -> None:
    (row,) = database.run("sync.listed_offers.counts", source=source)
    unsold, report.unchanged, report.added, report.updated, report.returned = row[:5]
    report.deactivated, report.prices_changed = row[5:]
    if unsold:
        note = f"{unsold} offers are of sellers whose own list lacks them: they are not sold"
        report.errors.append(Finding("unmatched", unsold, note, WHAT_TO_DO["unmatched"]).row())


def _finish(database: Database, report: Run) -> dict[str, int]:
    finish(database, report)
    parts.make(database)
    if not report.changed:
        return {}
    return dict(database.run("sync.reference_run.raise_touched"))


def _notes(fetched: FetchedList) -> list[dict[str, object]]:
    return [*_absurd_prices(fetched.offers), *([fetched.note.row()] if fetched.note else [])]


def _absurd_prices(offers: Sequence[ListedOffer]) -> list[dict[str, object]]:
    """Return a finding on the prices that nobody charges; such a card is refused whole."""
    absurd = [(o, price) for o in offers for price in o.prices if is_absurd(price)]
    if not absurd:
        return []
    offer, price = absurd[0]
    sample = f"{offer.provider}/{offer.provider_model_id} {price.meter} at {price.published}"
    entries = {(o.provider, o.provider_model_id) for o, _ in absurd}
    what_to_do = WHAT_TO_DO["absurd in a list"]
    return [Finding("guard", len(entries), f"absurd: {sample}", what_to_do).row()]
