"""Write lock: an advisory lock of Postgres that orders writers of documents and prices."""

from collections.abc import Iterator
from contextlib import contextmanager

from pricebook.storage.postgres import Database


@contextmanager
def write_lock(database: Database, *, exclusive: bool = False) -> Iterator[None]:
    """Hold the lock, shared or exclusive; a lost connection releases it."""
    name = "lock_exclusive" if exclusive else "lock_shared"
    database.run(f"ledger.write_lock.{name}")
    try:
        yield
    finally:
        database.run("ledger.write_lock.unlock")
