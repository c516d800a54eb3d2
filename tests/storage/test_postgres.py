"""The connection: what it survives, and what its roles may do."""

from collections.abc import Iterator

import pytest
from pg8000.exceptions import DatabaseError, InterfaceError

from pricebook.errors import MissingSetting
from pricebook.storage.postgres import Database, connect
from tests.support.probes import soon

ADD = "INSERT INTO generations (scope) VALUES (:scope)"


@pytest.fixture
def dead(owner_database: Database, database_url: str) -> Iterator[Database]:
    """Give a connection whose server process has just been ended."""
    victim = Database(database_url)
    (row,) = victim.run("SELECT pg_backend_pid()")
    owner_database.run("SELECT pg_terminate_backend(:pid, 5000)", pid=row[0])
    yield victim
    victim.close()


def test_values_go_by_name(owner_database: Database) -> None:
    """However often a statement is run, each value stands where its name does."""
    sql = "SELECT CAST(:a AS integer) - CAST(:b AS integer), CAST(:a AS integer)"

    assert [[2, 3]] == owner_database.run(sql, a=3, b=1)
    assert [[4, 5]] == owner_database.run(sql, b=1, a=5)


def test_a_lost_connection_comes_back(dead: Database) -> None:
    """A statement does not notice that the connection was ended before it."""
    assert [[1]] == dead.run("SELECT 1")


def test_a_session_without_its_role_is_closed(database_url: str, owner_database: Database) -> None:
    """Where the server refuses the role nothing runs, and the session does not stay open."""
    stranger = Database(database_url, role="nobody_of_ours")
    with pytest.raises(DatabaseError, match="nobody_of_ours"):
        stranger.run("SELECT 1")

    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    assert soon(lambda: [[1]] == owner_database.run(others))


def test_a_transaction_is_committed_or_rolled_back(owner_database: Database) -> None:
    """What stands in a transaction happens, unless it is told not to or something is raised."""
    with owner_database.transaction():
        owner_database.run(ADD, scope="kept")
    with owner_database.transaction(keep=False):
        owner_database.run(ADD, scope="dry")
    with pytest.raises(DatabaseError, match="division by zero"), owner_database.transaction():
        _fail_after(owner_database, "SELECT 1 / 0")

    assert [["all"], ["kept"]] == owner_database.run("SELECT scope FROM generations ORDER BY scope")


def test_a_transaction_never_goes_on_elsewhere(database_url: str, owner_database: Database) -> None:
    """When the connection is lost inside a transaction nothing runs on a fresh one."""
    other = Database(database_url)
    with pytest.raises((DatabaseError, InterfaceError)), other.transaction():
        _fail_after(other, "SELECT pg_terminate_backend(pg_backend_pid())")
    other.close()

    assert [["all"]] == owner_database.run("SELECT scope FROM generations")


def _fail_after(database: Database, sql: str) -> None:
    database.run(ADD, scope="first")
    database.run(sql)
    database.run(ADD, scope="alone")


@pytest.mark.parametrize("url", ["mysql://user:secret@host/db", "host:5432", ""])
def test_a_wrong_url_is_reported_without_its_password(url: str) -> None:
    """The message says what to set, and no log ever shows the password."""
    with pytest.raises(MissingSetting, match="set it to postgresql://") as error:
        connect(url)

    assert "secret" not in str(error.value)


def test_a_bad_ssl_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typo in DB_SSL is no silent fallback to plain text."""
    monkeypatch.setenv("DB_SSL", "requires")

    with pytest.raises(MissingSetting, match="DB_SSL is 'requires': set it to verify-full"):
        connect("postgresql://user@127.0.0.1:1/x")
