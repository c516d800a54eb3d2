"""Reader: a connection that can only read, and rests after a failure."""

import time
from pathlib import Path

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.errors import Unavailable
from pricebook.storage import circuit_breaker, reader


@pytest.fixture
def read_only(environment: pytest.MonkeyPatch) -> None:
    """Connect as the template lets the catalogue function connect."""
    environment.setenv("DATABASE_ROLE", "pricebook_reader")


@pytest.mark.usefixtures("read_only")
def test_the_reader_reads_in_its_role() -> None:
    """The catalogue function is the reader, read-only, in UTC, and has no time for long queries."""
    rows = {
        name: reader.database().run(f"SHOW {name}")[0][0]
        for name in ("role", "default_transaction_read_only", "TimeZone", "statement_timeout")
    }

    assert {
        "role": "pricebook_reader",
        "default_transaction_read_only": "on",
        "TimeZone": "UTC",
        "statement_timeout": "3500ms",
    } == rows


@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize("table", ["models", "model_prices", "providers", "generations"])
def test_the_reader_cannot_write(table: str) -> None:
    """Neither by accident nor after switching the accident guard off."""
    with pytest.raises(DatabaseError, match=r"read-only transaction|permission denied"):
        reader.database().run(f"DELETE FROM {table}")  # noqa: S608 - a table's own name
    reader.database().run("SET default_transaction_read_only = off")

    with pytest.raises(DatabaseError, match="permission denied"):
        reader.database().run(f"DELETE FROM {table}")  # noqa: S608 - a table's own name


@pytest.mark.usefixtures("read_only")
def test_the_reader_rests_after_a_failure(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """After one failure nobody waits for the next: it is asked again when the rest is over."""
    environment.setenv("DATABASE_URL", f"postgresql://postgres@/x?host={tmp_path}")
    with pytest.raises(Unavailable, match=r"^The database does not answer"):
        reader.rows("catalog.lookup.slugs")
    with pytest.raises(Unavailable, match="a moment ago"):
        reader.rows("catalog.lookup.slugs")

    later = time.monotonic() + circuit_breaker.COOLDOWN_S
    environment.setattr(time, "monotonic", lambda: later)
    with pytest.raises(Unavailable, match=r"^The database does not answer"):
        reader.rows("catalog.lookup.slugs")


@pytest.mark.usefixtures("read_only")
def test_a_defect_of_a_statement_is_no_outage() -> None:
    """A wrong statement raises as it is, and the next one runs."""
    with pytest.raises(DatabaseError, match="division by zero"):
        reader.rows("SELECT 1 / 0")

    assert [[1]] == reader.rows("SELECT 1")


@pytest.mark.usefixtures("read_only")
def test_a_slow_statement_is_no_outage(environment: pytest.MonkeyPatch) -> None:
    """A statement over its time says so, and the next one runs at once."""
    environment.setitem(reader.SESSION, "statement_timeout", "10ms")
    with pytest.raises(Unavailable, match="took too long"):
        reader.rows("SELECT pg_sleep(5)")

    assert [[1]] == reader.rows("SELECT 1")


@pytest.mark.usefixtures("read_only")
def test_one_row_or_none() -> None:
    """A statement that finds nothing has no row; the database answers all the same."""
    assert [1] == reader.row("SELECT 1")
    assert reader.row("SELECT 1 WHERE false") is None
    assert reader.answering()


def test_tables_that_are_not_there_yet_are_an_outage(
    environment: pytest.MonkeyPatch, empty_database_url: str
) -> None:
    """Before the first migration readers get copies or the snapshot, and no defect."""
    environment.setenv("DATABASE_URL", empty_database_url)
    environment.delenv("DATABASE_ROLE")

    with pytest.raises(Unavailable):
        reader.rows("catalog.lookup.slugs")
