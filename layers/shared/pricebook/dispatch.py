"""One schedule tick: an asynchronous sync for each provider that is due."""

import json
from typing import TYPE_CHECKING

from pricebook import settings
from pricebook.runs import known, register, statements, writer
from pricebook.telemetry import logger, metrics

if TYPE_CHECKING:
    from collections.abc import Callable


def tick(invoke: "Callable[[str, bytes], None]") -> list[str]:
    """Start a sync for each provider that is due, and return their slugs.

    Args:
        invoke: starts a function by name with a payload and does not wait for it.
    """
    database = writer()
    register(database)
    due = [slug for (slug,) in database.run(statements()["due"], known=known())]
    function = settings.text("SYNC_FUNCTION_NAME")
    for slug in due:
        invoke(function, json.dumps({"provider": slug, "triggered_by": "schedule"}).encode())
    metrics.add_metric(name="SyncsDispatched", unit="Count", value=len(due))
    logger.info("dispatched", extra={"providers": due})
    return due
