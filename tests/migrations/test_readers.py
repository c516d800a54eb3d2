"""Upgrade of a database that holds data, while readers read: none of them meets an error."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Self

import pytest

from migrations.runner import migrate, undo
from migrations.versioned import migrations
from pricebook.storage.postgres import Database, connect
from tests.support.fakes.provider_transport import item, items
from tests.support.sync_and_query import run

RELEASED = 136
"""The last migration of the release that is upgraded; its readers ask what stands in READS."""
READS = (
    "SELECT document ->> 'id' FROM models WHERE is_active ORDER BY model_id LIMIT 50",
    "SELECT document FROM model_documents WHERE id = (SELECT min(id) FROM models)",
    "SELECT count(*) FROM prices_at(now())",
    "SELECT count(*) FROM changes",
    "SELECT model_id, meter, amount FROM current_prices LIMIT 50",
)
MODELS = 150
READERS = 3
PATIENCE_S = 10.0
"""How long a read may wait: a migration waits no longer for a lock, and readers wait behind it."""


@dataclass(slots=True)
class Readers:
    """Readers that ask on and on.

    Attributes:
        url: the database.
        answers: how often each read was answered.
        errors: what went wrong.
        slowest: the longest wait for an answer, in seconds.
    """

    url: str
    answers: Counter[str] = field(default_factory=Counter)
    errors: list[Exception] = field(default_factory=list)
    slowest: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Begin to read."""
        self.threads = [threading.Thread(target=self._read) for _ in range(READERS)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End, once every reader has read everything again."""
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _read(self) -> None:
        database = Database(self.url, role="pricebook_reader")
        last = False
        while not last:
            last = self.over.is_set()
            for sql in READS:
                self._ask(database, sql)
        database.close()

    def _ask(self, database: Database, sql: str) -> None:
        started = time.monotonic()
        try:
            assert database.run(sql), "no rows"
        except Exception as error:  # noqa: BLE001 - whatever a reader meets is what is looked for
            self.errors.append(error)
        self.slowest = max(self.slowest, time.monotonic() - started)
        self.answers[sql] += 1


@pytest.mark.usefixtures("environment")
def test_no_reader_meets_an_error(database_url: str, owner_database: Database) -> None:
    """Every read is answered, with all rows, before, during and after the migrations."""
    run(*items(MODELS))
    run(item("acme/m0", "0.0000011"), *items(MODELS)[1:])
    later = [migration for migration in migrations() if migration.version > RELEASED]
    connection = connect(database_url)
    undo(connection, len(later))

    with Readers(database_url) as readers:
        outcome = migrate(connection)
    connection.close()

    assert [] == readers.errors
    assert [migration.label for migration in later] == outcome.migrations
    assert readers.answers.keys() == set(READS)
    assert readers.slowest < PATIENCE_S
    assert [[MODELS]] == owner_database.run("SELECT count(document) FROM models")
