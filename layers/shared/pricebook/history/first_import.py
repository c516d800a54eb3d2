"""First import: the bundled history, once everything was synchronised for the first time."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pricebook.history import bundle
from pricebook.storage.writer import writer
from pricebook.sync.registration import reference_lists
from pricebook.telemetry import metrics

EVENT = {"history": "bundled"}
"""What the sync function is sent for an import."""


def due(slugs: Sequence[str]) -> bool:
    """Tell whether the bundle is to be imported now.

    It is while what it holds was not imported since each of its lists was read for the first time,
    and not before every run of the first day is over: prices of the past end where ours begin.

    Args:
        slugs: everything that is synchronised here.
    """
    ours = {reference.name: slug for slug, reference in reference_lists().items()}
    lists = [
        {"source": f"reference:{o.name}", "digest": o.digest, "slug": ours.get(o.name, "")}
        for o in bundle.origins()
    ]
    rows = writer().run("history.first_import.is_due", lists=json.dumps(lists), slugs=list(slugs))
    return bool(rows[0][0])


def run() -> dict[str, Any] | None:
    """Import the bundle where it is due, and return what changed."""
    report = None
    if due([]):
        from pricebook.history import importer  # noqa: PLC0415 - a tick only asks if it is due

        report = asdict(importer.run(bundle.bundled(), imported_by="bundle"))
    metrics.add_metric(name="PricesImported", unit="Count", value=report["prices"] if report else 0)
    return report
