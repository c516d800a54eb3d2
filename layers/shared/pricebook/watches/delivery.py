"""Delivery of watched changes: what time brings is noted, and each webhook has what waits for it.

The state is in Postgres. A delivery is claimed for a while before it is sent, and so is sent again
where whoever claimed it is gone; its id and its changes stay the same at every attempt.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager

from pg8000.exceptions import Error as PostgresError

from pricebook.storage.postgres import Database
from pricebook.telemetry import logger, metrics
from pricebook.watches import webhooks
from pricebook.watches.receivers import Resolve, resolve
from pricebook.watches.webhooks import Webhook

WITH_TIME = ("ending", "cheaper", "held", "disputed")
"""What no event tells of: it is looked for at every tick."""
BATCH = 1000
"""How many changes one delivery has."""
AT_ONCE = 8
"""How many receivers are sent to at the same time."""
BUDGET_S = 20
"""How long a tick goes on to claim deliveries."""
PATIENCE = "1 day"
"""For how long a receiver may fail before its watch is disabled."""
KEPT = "90 days"
"""How long a feed has a change that was delivered."""


def tick(database: Database, resolve: Resolve = resolve) -> int:
    """Deliver what waits, and return how many webhooks were received.

    Args:
        database: a connection that may write.
        resolve: returns the IP addresses of a host and a port.
    """
    received = 0
    with _never_failing():
        for name in WITH_TIME:
            database.run(f"watches.changes.{name}")
        database.run("watches.delivery.tell_operators")
        database.run("watches.delivery.forget", kept=KEPT)
        received = _send(database, resolve)
    metrics.add_metric(name="WebhooksDelivered", unit="Count", value=received)
    return received


@contextmanager
def _never_failing() -> Iterator[None]:
    """Let no trouble with a watch become the trouble of the tick."""
    try:
        yield
    except (PostgresError, OSError) as error:
        logger.warning("no deliveries; the next tick tries again", extra={"reason": str(error)})


def _send(database: Database, resolve: Resolve) -> int:
    """Send what is due, a few at a time; a tick that takes too long leaves the rest to the next."""
    until, received = time.monotonic() + BUDGET_S, 0
    database.run("watches.delivery.batch", size=BATCH)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while time.monotonic() < until:
            claimed = database.run("watches.delivery.claim", number=AT_ONCE)
            sending = {
                pool.submit(webhooks.post, _webhook(row), resolve): row[0] for row in claimed
            }
            if not sending:
                break
            for sent in as_completed(sending):
                received += _settle(database, sending[sent], sent.result())
    return received


def _webhook(row: list[str]) -> Webhook:
    number, url, secret, head, changes = row
    return Webhook(number, url, secret, f'{head[:-2]},"changes":{changes}}}}}'.encode())


def _settle(database: Database, delivery: str, answer: str | None) -> bool:
    """Record how an attempt went; after a day of failures the watch is disabled, and that told."""
    if answer is None:
        database.run("watches.delivery.delivered", delivery=delivery)
        return True
    metrics.add_metric(name="WebhooksFailed", unit="Count", value=1)
    logger.info("webhook not delivered", extra={"delivery": delivery, "reason": answer})
    with database.transaction():
        database.run("watches.delivery.failed", delivery=delivery, answer=answer)
        database.run("watches.delivery.give_up", delivery=delivery, patience=PATIENCE)
    return False
