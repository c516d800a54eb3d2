"""Run of the price pages: what vendors state on their pages, as one list with one source.

A page that cannot be read keeps what it stated, and stops no other.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from pricebook import settings
from pricebook.alerts import incidents
from pricebook.errors import GuardRefused, UpstreamError
from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.ledger.write_lock import write_lock
from pricebook.price_pages import SOURCE, PricePage, price_pages
from pricebook.references import ListedOffer
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import listed_offers, reference_run
from pricebook.sync.announcement import announce
from pricebook.sync.fetch import Fetcher
from pricebook.sync.lease import Lease
from pricebook.sync.registration import PRICE_PAGES, register
from pricebook.sync.run_record import Run


@dataclass(slots=True)
class PagesRead:
    """What all pages state, and what was wrong with some of them."""

    offers: list[ListedOffer] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    failures: dict[str, UpstreamError] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)

    @property
    def spared(self) -> set[str]:
        """The sellers whose page was not read: what they stated before stands."""
        return {*self.failures, *self.silent}

    def findings(self) -> list[Finding]:
        """Return what an operator should look at."""
        unread = [
            Finding("unread", count, f"price page: {place}", WHAT_TO_DO["unread in a page"])
            for place, count in self.unread.most_common()
        ]
        failed = [
            Finding(error.category, 1, f"{provider}: {error}", error.what_to_do)
            for provider, error in self.failures.items()
        ]
        silent = [
            Finding("guard", 1, f"{provider}: no price on its page", WHAT_TO_DO["silent page"])
            for provider in self.silent
        ]
        return [*failed, *silent, *unread]


def run(  # noqa: PLR0913 - what may be said of a run
    slug: str = PRICE_PAGES,
    *,
    triggered_by: str,
    dry_run: bool = False,
    force: bool = False,
    queued: int | None = None,
    fetcher: Fetcher | None = None,
) -> Run:
    """Read every page and store what it states, as `provider_run.run` says of its arguments."""
    database = writer()
    register(database)
    with Lease(database, slug, triggered_by, dry_run=dry_run, queued=queued) as lease:
        read = _read(database, fetcher or Fetcher(), lease)
        lease.run.errors = [finding.row() for finding in read.findings()]
        with write_lock(database, exclusive=True):
            generations = _write(database, read, lease.run, force=force)
    if generations:
        announce(database, None, generations, lease.run.run_id)
    if lease.run.run_id is not None:
        incidents.after_run(database, slug)
    return lease.run


def _read(database: Database, fetcher: Fetcher, lease: Lease) -> PagesRead:
    read, known = PagesRead(), listed_offers.known_ids(database)
    for provider, page in price_pages().items():
        try:
            _read_page(read, page, _text(page, fetcher, lease), known.get(provider, []))
        except UpstreamError as error:
            read.failures[provider] = error
        lease.run.fetched = len(read.offers)
        lease.beat()
    if len(read.failures) == len(price_pages()):
        raise _nothing_answered(read.failures)
    return read


def _text(page: PricePage, fetcher: Fetcher, lease: Lease) -> str:
    """Return a page with all that it consists of; without one of its parts it is not read."""
    text = fetcher.get_text(page.url)
    texts = [text]
    for url in islice(page.parts(text), settings.MAX_PAGES):
        texts.append(fetcher.get_text(url))
        lease.beat()
    return "\n".join(texts)


def _nothing_answered(failures: dict[str, UpstreamError]) -> UpstreamError:
    """Return the one error of pages of which none answered; its cause is that of most of them."""
    [(category, _)] = Counter(error.category for error in failures.values()).most_common(1)
    first = next(error for error in failures.values() if error.category == category)
    return type(first)(f"none of the {len(failures)} price pages answered: {first}")


def _read_page(read: PagesRead, page: PricePage, text: str, known: list[str]) -> None:
    reading = page.read(text, datetime.now(UTC).date(), known)
    offers = list(page.offers(reading))
    read.unread.update({f"{page.provider}: {place}": n for place, n in reading.unread.items()})
    read.offers += offers
    if not offers:
        read.silent.append(page.provider)


def _write(database: Database, read: PagesRead, report: Run, *, force: bool) -> dict[str, int]:
    """Everything that a run writes, in one transaction; returns the generations it raised."""
    if not read.offers:
        gone, silent = len(read.failures), len(read.silent)
        raise GuardRefused(f"no page states a price: {gone} did not answer, {silent} say none")
    with database.transaction(keep=not report.dry_run):
        return reference_run.write_offers(
            database, SOURCE, read.offers, report, force=force, spared=read.spared
        )
