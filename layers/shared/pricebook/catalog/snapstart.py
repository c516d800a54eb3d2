"""What SnapStart needs: a snapshot that holds the code and no connection, and open ones after it.

One snapshot becomes many containers, hours or weeks later. So nothing may be in it that ends or
that two containers may not share: no connection, no signed password, no answer, no count.
Lambda's runtime calls the hooks, and brings their library, only for a function with SnapStart.
"""

from pricebook import settings
from pricebook.catalog import lookup
from pricebook.serving import cache
from pricebook.telemetry import metrics


def register() -> None:
    """Have the runtime call the hooks of this process, where it takes a snapshot of it."""
    if settings.text("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand") != "snap-start":
        return
    import snapshot_restore_py  # noqa: PLC0415 - only there where it is of use

    snapshot_restore_py.register_before_snapshot(prepare)
    snapshot_restore_py.register_after_restore(connect)


def prepare() -> None:
    """Load what the first request would load, and let go of what does not survive a snapshot."""
    connect()
    cache.reset()
    from pricebook.storage import reader  # noqa: PLC0415 - connect has imported it by now

    reader.reset()


def connect() -> None:
    """Open the connections that the first request would open; no reader waited for them."""
    lookup.health()
    metrics.clear_metrics()
