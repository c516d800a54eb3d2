"""SnapStart hooks: a snapshot with the code loaded and no connection, which a restore reopens.

One snapshot becomes many containers, hours or weeks later. So it may hold nothing that expires or
that two containers may not share: no connection, no signed password, no answer, no count.
Lambda's runtime calls the hooks, and brings their library, only for a function with SnapStart.
"""

from pricebook import settings
from pricebook.catalog import lookup
from pricebook.serving import cache
from pricebook.storage import reader
from pricebook.telemetry import metrics


def register() -> None:
    """Register both hooks where Lambda takes a snapshot of this process."""
    if settings.text("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand") != "snap-start":
        return
    import snapshot_restore_py  # noqa: PLC0415 - the runtime has it only where SnapStart is on

    snapshot_restore_py.register_before_snapshot(prepare)
    snapshot_restore_py.register_after_restore(connect)


def prepare() -> None:
    """Load what the first request would load, and drop what does not survive a snapshot."""
    connect()
    cache.reset()
    reader.reset()


def connect() -> None:
    """Open the connections before the first request needs them."""
    lookup.health()
    metrics.clear_metrics()
