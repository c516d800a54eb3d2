"""First lists: the lists' editions, where everybody was asked and nobody answered.

A machine without a network begins with what the lists stated when the release was made; the first
answer of a list is taken in its stead.
"""

from collections.abc import Sequence
from typing import Any

from pricebook.storage.writer import writer
from pricebook.sync import reference_run
from pricebook.sync.registration import reference_lists
from pricebook.telemetry import metrics

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
    taken = reference_lists() if due([]) else ()
    runs = [reference_run.run(slug, triggered_by="bundle", bundled=True) for slug in taken]
    metrics.add_metric(name="EditionsTaken", unit="Count", value=len(runs))
    return [dict(run.answer()) for run in runs] or None
