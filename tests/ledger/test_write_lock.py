"""The lock that orders writers of documents: who holds it, and until when."""

from contextlib import suppress

import pytest

from pricebook.ledger.documents import refreshing
from pricebook.ledger.write_lock import write_lock
from pricebook.storage.postgres import Database

HELD = """
SELECT l.mode FROM pg_locks l JOIN pg_database d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND d.datname = current_database()
"""


@pytest.mark.parametrize(("exclusive", "mode"), [(False, "ShareLock"), (True, "ExclusiveLock")])
def test_it_is_held_inside_the_block(
    owner_database: Database, mode: str, *, exclusive: bool
) -> None:
    """Shared or alone, and given back however the block ends."""
    with suppress(ZeroDivisionError), write_lock(owner_database, exclusive=exclusive):
        inside = owner_database.run(HELD)
        _ = 1 / 0

    assert [[[mode]], []] == [inside, owner_database.run(HELD)]


def test_an_operator_writes_alone(owner_database: Database) -> None:
    """No run writes documents while a change refreshes its own."""
    with refreshing(owner_database, keep=False):
        inside = owner_database.run(HELD)

    assert [[["ExclusiveLock"]], []] == [inside, owner_database.run(HELD)]
