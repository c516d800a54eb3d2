"""First lists: the lists' editions, where everybody was asked and nobody answered.

A machine without a network begins with what the lists stated when the release was made; the first
answer of a list is taken in its stead.
"""

from collections.abc import Sequence
from typing import Any

from pricebook.errors import PricebookError
from pricebook.references import editions
from pricebook.storage.writer import writer
from pricebook.sync import reference_run
from pricebook.sync.registration import reference_lists
from pricebook.sync.run_record import Run
from pricebook.telemetry import logger, metrics

EVENT = {"lists": "bundled"}
"""What the sync function is sent for them."""


def due(slugs: Sequence[str]) -> bool:
    """Tell whether everything was tried and the catalogue is empty all the same.

    Args:
        slugs: everything that is synchronised here.
    """
    rows = writer().run("sync.first_lists.is_due", slugs=list(slugs))
    return bool(rows[0][0])


def run() -> list[dict[str, Any]] | None:
    """Take the editions where it is due, and return the answer of each list's run."""
    days = editions.days()
    slugs = [slug for slug, reference in reference_lists().items() if reference.name in days]
    runs = [taken for slug in slugs if (taken := _take(slug))] if due([]) else []
    metrics.add_metric(name="EditionsTaken", unit="Count", value=len(runs))
    return [dict(taken.answer()) for taken in runs] or None


def _take(slug: str) -> Run | None:
    """Take one edition; what stands in the way of it stands in the way of no other."""
    try:
        return reference_run.run(slug, triggered_by="bundle", bundled=True)
    except PricebookError as error:
        logger.warning("edition not taken", extra={"list": slug, "reason": str(error)})
        return None
