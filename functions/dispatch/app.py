"""One schedule tick, one asynchronous sync per due provider."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from pricebook import settings
from pricebook.aws import lambda_client
from pricebook.history import first_import
from pricebook.snapshots import publishing
from pricebook.storage.writer import writer
from pricebook.sync import schedule, whole_bodies
from pricebook.sync.registration import sync_slugs
from pricebook.telemetry import logger, metrics
from pricebook.watches import delivery


@metrics.log_metrics
@logger.inject_lambda_context
def handler(_event: dict[str, Any], _context: LambdaContext) -> dict[str, Any]:
    """Answer which providers were started; once all have run, the history is imported too.

    Whole bodies that are due are built and published beside. Then the snapshot of the day is made,
    and the webhooks of watch-lists are sent, which may take a while.
    """
    dispatched = schedule.tick(lambda_client.start)
    history = not dispatched and first_import.due(sync_slugs())
    if history:
        lambda_client.start(settings.text("SYNC_FUNCTION_NAME"), first_import.EVENT)
    bodies = whole_bodies.due()
    if bodies:
        lambda_client.start(settings.text("SYNC_FUNCTION_NAME"), whole_bodies.EVENT)
    snapshot = publishing.daily(writer())
    delivered = delivery.tick(writer())
    return {
        "dispatched": dispatched,
        "history": history,
        "bodies": bodies,
        "snapshot": snapshot,
        "delivered": delivered,
    }
