"""What SnapStart needs: a snapshot that holds the code and no connection, and open ones after it.

Lambda's runtime calls the hooks, and brings their library, only for a function with SnapStart.
"""

from pricebook import cache, catalog, settings


def register() -> None:
    """Have the runtime call the hooks of this process, where it takes a snapshot of it."""
    if settings.text("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand") != "snap-start":
        return
    import snapshot_restore_py  # noqa: PLC0415 - only there where it is of use

    snapshot_restore_py.register_before_snapshot(prepare)
    snapshot_restore_py.register_after_restore(catalog.health)


def prepare() -> None:
    """Load what the first request would load, and let go of what does not survive a snapshot."""
    catalog.health()
    cache.reset()
    from pricebook import reader  # noqa: PLC0415 - health has imported it by now

    reader.reset()
