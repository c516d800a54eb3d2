"""Alerts: one message when an incident begins, and none per attempt.

The state is in Postgres: a function that finds something new opens an alert, and of all that do so
at the same moment one has opened it. What is opened is sent after the commit; what could not be
sent is sent by a later tick of the schedule.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pg8000.exceptions import Error as PostgresError

from pricebook import settings
from pricebook.alerts import channels
from pricebook.errors import AlertNotDelivered, MissingSetting
from pricebook.findings import WHAT_TO_DO
from pricebook.storage.postgres import Database
from pricebook.telemetry import logger, metrics

AFTER_RUN = ("open_failing", "open_recovered", "open_shrunk", "open_held", "open_held_runs")
WITH_TIME = ("open_stale", "open_deprecations")

MAX_ALERTS = 20
"""How many alerts one function sends; the next tick sends the others."""
LEASE = "4 minutes"
"""How long it has for that, before somebody else tries."""
PATIENCE = "15 minutes"
"""How long a provider is stale before that is told: its next run may be under way."""
MAX_DIGEST_MODELS = 100
"""How many models one digest names."""


def after_run(database: Database, provider: str) -> None:
    """Tell what the end of a run has begun or ended: failures, a recovery, prices held back."""
    with _never_failing():
        if _open(database, AFTER_RUN, provider=provider, known=[provider]):
            _send(database)


def tick(database: Database, known: Iterable[str]) -> None:
    """Tell what time brings: stale providers, models that end soon, and what was not sent yet.

    Args:
        database: a connection that may write.
        known: the providers and lists that this code synchronises.
    """
    with _never_failing():
        _open(database, (*AFTER_RUN, *WITH_TIME), provider=None, known=list(known))
        _send(database)


@contextmanager
def _never_failing() -> Iterator[None]:
    """Let no trouble with an alert become the trouble of what it is about."""
    try:
        yield
    except (PostgresError, OSError) as error:
        logger.warning("no alerts; the next tick tries again", extra={"reason": str(error)})


def _open(
    database: Database, names: Iterable[str], *, provider: str | None, known: list[str]
) -> bool:
    """Open what has begun, close what is over; tell whether anything was opened."""
    limits = {
        "alert_after": settings.ALERT_AFTER,
        "digest": MAX_DIGEST_MODELS,
        "notice_days": settings.DEPRECATION_DAYS,
        "patience": PATIENCE,
        "shrunk": WHAT_TO_DO["shrunk"],
        "stale_cadences": settings.STALE_CADENCES,
    }
    opened = []
    with database.transaction():
        database.run("alerts.incidents.lock")
        for name in names:
            opened += database.run(
                f"alerts.incidents.{name}", provider=provider, known=known, **limits
            )
    for kind, subject, title in opened:
        logger.warning(title, extra={"alert": kind, "subject": subject})
    metrics.add_metric(name="AlertsOpened", unit="Count", value=len(opened))
    return bool(opened)


def _send(database: Database) -> None:
    """Send what nobody else is sending; a channel that fails once is left alone until later."""
    sends = channels.configured()
    claimed = database.run("alerts.incidents.claim", lease=LEASE, max_alerts=MAX_ALERTS)
    silent: set[str] = set()
    for alert, title, message, told_to in claimed:
        for channel in sorted(sends.keys() - silent - set(told_to)):
            if _sent(channel, sends[channel], title, message):
                database.run("alerts.incidents.tell", alert=alert, channel=channel)
            else:
                silent.add(channel)
    ids = [row[0] for row in claimed]
    database.run("alerts.incidents.settle", claimed=ids, channels=sorted(sends))


def _sent(channel: str, send: channels.Send, title: str, message: str) -> bool:
    try:
        send(title, message)
    except (AlertNotDelivered, MissingSetting) as error:
        metrics.add_metric(name="AlertsUnsent", unit="Count", value=1)
        logger.warning(
            "alert not sent; a later tick tries again",
            extra={"channel": channel, "reason": str(error)},
        )
        return False
    return True
