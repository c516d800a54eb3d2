"""Schedule tick: a sync for each provider that is due, and whatever the time has changed."""

from typing import TYPE_CHECKING, Any

from pricebook import settings
from pricebook.alerts import incidents
from pricebook.feeds import coverage
from pricebook.ledger import documents, parts
from pricebook.storage.writer import writer
from pricebook.sync import cron
from pricebook.sync.ended import end_offers
from pricebook.sync.registration import register, sync_slugs
from pricebook.telemetry import logger, metrics

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pricebook.storage.postgres import Database


def tick(invoke: "Callable[[str, dict[str, Any]], None]") -> list[str]:
    """Start a sync for each provider that is due, and return their slugs.

    Then the documents in which an announced price, a rate or a date began are written anew, and
    what the feeds can say is counted. Operators hear of what lasts too long.

    Args:
        invoke: starts a function by name with an event and does not wait for it.
    """
    database = writer()
    register(database)
    known, pause = sync_slugs(), settings.RETRY_PAUSE
    crons = _last_moments(database)
    due = database.run(
        "sync.registration.due",
        known=known,
        pause=pause,
        crons=list(crons),
        moments=list(crons.values()),
    )
    function = settings.text("SYNC_FUNCTION_NAME")
    slugs = [slug for (slug,) in due]
    for slug in slugs:
        invoke(function, {"provider": slug, "triggered_by": "schedule"})
    metrics.add_metric(name="SyncsDispatched", unit="Count", value=len(slugs))
    logger.info("dispatched", extra={"providers": slugs})
    incidents.tick(database, known)
    _count(database, known)
    end_offers(database)
    documents.refresh_due()
    parts.mend(database)
    coverage.measure()
    return slugs


def _last_moments(database: "Database") -> "dict[str, datetime | None]":
    """Return the last moment that each provider's cron expression names, by slug."""
    return {
        slug: cron.parse(expression).before(now)
        for slug, expression, now in database.run("sync.registration.crons")
    }


def _count(database: "Database", known: list[str]) -> None:
    """Tell CloudWatch what waits for a person, and how many providers fail."""
    ((stale, waiting, active, failing),) = database.run(
        "sync.run_record.count_waiting", known=known
    )
    metrics.add_metric(name="ProvidersStale", unit="Count", value=stale)
    metrics.add_metric(name="ReviewsWaiting", unit="Count", value=waiting)
    metrics.add_metric(name="ProvidersActive", unit="Count", value=active)
    metrics.add_metric(name="ProvidersFailing", unit="Count", value=failing)
