"""Rights of the reader: what a login that only reads tries in vain, and what its sessions keep."""

from urllib.parse import urlsplit

import pytest
from pg8000.exceptions import DatabaseError

from local.stores.postgres import Postgres
from migrations.runner import migrate
from pricebook.storage.postgres import Database, connect

NO_RIGHT = "42501"
"""SQLSTATE of a lacking privilege."""
LOOSEN = "SET default_transaction_read_only = off"
FORBIDDEN = [
    "CREATE TEMPORARY TABLE t (n integer)",
    "CREATE TABLE t (n integer)",
    "CREATE FUNCTION f() RETURNS integer LANGUAGE sql RETURN 1",
    "CREATE SCHEMA s",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_advisory_lock(7423656213)",
    "SELECT pg_try_advisory_lock_shared(1)",
    "SELECT pg_advisory_xact_lock(1, 2)",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "SET ROLE pricebook_writer",
    "SET SESSION AUTHORIZATION pricebook_writer",
    "COPY models TO PROGRAM 'cat'",
    "SELECT setval('models_id_seq', 1)",
    "UPDATE generations SET generation = 0",
    "ALTER ROLE pricebook_reader SUPERUSER",
    "ALTER SYSTEM SET fsync = off",
    "DELETE FROM schema_migrations",
]


def login(postgres: Postgres, url: str, role: str) -> Database:
    """Log in as a role itself, which stepped down from nobody."""
    path = urlsplit(url).path
    return Database(urlsplit(postgres.url(role))._replace(path=path).geturl())


@pytest.fixture
def migrated(empty_database_url: str) -> str:
    """Give a database that was migrated: rights and settings of one are not in its copies."""
    connection = connect(empty_database_url)
    migrate(connection)
    connection.close()
    return empty_database_url


def test_a_login_has_what_its_work_needs(postgres: Postgres, migrated: str) -> None:
    """A reader tries all the rest in vain, and its settings are there again in every session."""
    reader = login(postgres, migrated, "pricebook_reader")
    reader.run(LOOSEN)
    refusals = {statement: refusal(reader, statement) for statement in FORBIDDEN}
    reader.run("SET statement_timeout = 0")
    reader.run("SET work_mem = '1GB'")
    reader.close()
    settings = [
        reader.run(f"SHOW {name}")[0][0]
        for name in ("statement_timeout", "work_mem", "default_transaction_read_only")
    ]
    reader.close()

    assert dict.fromkeys(FORBIDDEN, NO_RIGHT) == refusals
    assert ["3500ms", "64MB", "on"] == settings


def refusal(reader: Database, statement: str) -> str | None:
    """Return the SQLSTATE of a refusal; None where the statement ran."""
    try:
        reader.run(statement)
    except DatabaseError as error:
        return Database.sqlstate(error)
    return None


def test_a_writer_keeps_what_a_run_needs(postgres: Postgres, migrated: str) -> None:
    """Temporary tables and advisory locks."""
    writer = login(postgres, migrated, "pricebook_writer")
    writer.run("CREATE TEMPORARY TABLE t (n integer)")
    writer.run("ledger.write_lock.lock_shared")
    writer.run("ledger.write_lock.unlock")
    writer.close()
