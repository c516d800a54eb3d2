"""One schedule tick, one asynchronous sync per due provider."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook import settings
from pricebook.aws import lambda_client
from pricebook.history import first_import
from pricebook.snapshots import publishing
from pricebook.storage.writer import writer
from pricebook.sync import first_lists, schedule, whole_bodies
from pricebook.sync.registration import sync_slugs
from pricebook.telemetry import logger, metrics
from pricebook.watches import delivery


@metrics.log_metrics
@logger.inject_lambda_context
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Answer which providers were started; once all have run, the history is imported too.

    Where nobody answered on the first day, the catalogue begins with the lists' editions. Whole
    bodies that are due are built and published beside. Then the snapshot of the day is made, and
    the webhooks of watch-lists are sent, which may take a while.
    """
    dispatched = schedule.tick(lambda_client.start)
    quiet = not dispatched
    started = {
        "lists": _start(first_lists.EVENT, due=quiet and first_lists.due(sync_slugs())),
        "history": _start(first_import.EVENT, due=quiet and first_import.due(sync_slugs())),
        "bodies": _start(whole_bodies.EVENT, due=whole_bodies.due()),
    }
    snapshot = publishing.daily(writer())
    delivered = delivery.tick(writer())
    return {"dispatched": dispatched, **started, "snapshot": snapshot, "delivered": delivered}


def _start(event: dict[str, str], *, due: bool) -> bool:
    if due:
        lambda_client.start(settings.text("SYNC_FUNCTION_NAME"), event)
    return due
