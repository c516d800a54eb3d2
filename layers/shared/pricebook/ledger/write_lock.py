"""Write lock: an advisory lock of Postgres that orders writers of documents and prices."""

from collections.abc import Iterator
from contextlib import contextmanager

from pricebook.storage.postgres import Database


@contextmanager
def turn(database: Database, *, alone: bool = False) -> Iterator[None]:
    """Wait until nobody else writes what this run may write; a lost connection ends the turn."""
    name = "take_turn_alone" if alone else "take_turn"
    database.run(f"ledger.write_lock.{name}")
    try:
        yield
    finally:
        database.run("ledger.write_lock.end_turn")
