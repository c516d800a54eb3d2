"""Behind a pooler: RDS Proxy, or PgBouncer in front of a database from outside."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pg8000.exceptions import DatabaseError

from migrations.runner import migrate
from pricebook.storage import reader
from pricebook.storage.postgres import Database, connect
from pricebook.storage.writer import writer
from tests.support.clients import CatalogClient
from tests.support.databases import reset_reader
from tests.support.fakes.provider_transport import item
from tests.support.fakes.transaction_pooler import TransactionPooler, pooling
from tests.support.plain_paths import of_function
from tests.support.sync_and_query import run

SETTINGS = (
    "SELECT r.rolname, s.setconfig FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole"
)
SETTINGS += (
    " WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
QUOTE = {"model": "openrouter/acme/a", "usage": {"input_tokens": 1000}}
SUM = "SELECT CAST(:a AS integer) + CAST(:b AS integer)"


ODD = [
    "null",
    "NULL",
    "Null",
    "",
    " ",
    '"',
    "\\",
    '\\"',
    "{",
    "}",
    ",",
    "a b",
    "\n",
    "\u00e9",
    "plain",
]
"""Texts that Postgres reads as something else where a list of them is written without quotes."""


def test_a_list_arrives_as_it_was_sent(empty_database_url: str) -> None:
    """A text that looks like Postgres' own words, or like a part of a list, stays a text."""
    database = Database(empty_database_url)

    assert [[[*ODD, None]]] == database.run("SELECT CAST(:texts AS text[])", texts=[*ODD, None])
    database.close()


@pytest.fixture
def migrated_url(empty_database_url: str) -> str:
    """Give a database that was migrated itself: a copy of one lacks the settings of its roles."""
    connection = connect(empty_database_url)
    migrate(connection)
    connection.close()
    return empty_database_url


@pytest.fixture
def pooler(migrated_url: str) -> Iterator[TransactionPooler]:
    """Give a pooler in front of that database."""
    folder = parse_qs(urlsplit(migrated_url).query)["host"][0]
    with pooling(Path(folder) / ".s.PGSQL.5432") as front:
        yield front


@pytest.fixture
def address(pooler: TransactionPooler, migrated_url: str) -> Callable[[str], str]:
    """Give the address of the database behind the pooler, for a login."""
    return lambda user: pooler.url(user, urlsplit(migrated_url).path.lstrip("/"))


def test_the_roles_keep_the_settings_of_their_sessions(migrated_url: str) -> None:
    """What the migration gave each role is what the code would set."""
    owner = Database(migrated_url)
    kept = {role: set(settings) for role, settings in owner.run(SETTINGS)}
    owner.close()

    utc = "TimeZone=UTC"
    expected = {utc, *(f"{name}={value}" for name, value in reader.SESSION.items())}
    assert {"pricebook_reader": expected, "pricebook_writer": {utc}} == kept


def test_a_session_of_a_role_sends_no_settings(
    pooler: TransactionPooler, address: Callable[[str], str]
) -> None:
    """Readers and writers begin with their statement, each on one exchange and without a name."""
    for role in ("pricebook_reader", "pricebook_writer"):
        database = Database(address(role), role, session=reader.SESSION if "read" in role else None)
        assert [[3]] == database.run(SUM, a=1, b=2)
        assert [[7]] == database.run(SUM, a=3, b=4)
        database.close()

    assert [] == pooler.pinning
    assert 4 == len(pooler.statements) == pooler.transactions
    assert {b""} == pooler.names


def test_a_login_that_steps_down_sends_them(
    pooler: TransactionPooler, address: Callable[[str], str]
) -> None:
    """A role's settings hold for its own login only; others set them themselves."""
    database = Database(address("postgres"), "pricebook_reader", session=reader.SESSION)
    database._open()

    assert 2 + len(reader.SESSION) == len(pooler.pinning)
    database.close()


def test_settings_that_were_lost_are_sent(
    pooler: TransactionPooler, address: Callable[[str], str], migrated_url: str
) -> None:
    """A dump that was restored elsewhere has no settings of roles: readers stay read-only."""
    owner = Database(migrated_url)
    owner.run(
        f'ALTER ROLE pricebook_reader IN DATABASE "{urlsplit(migrated_url).path[1:]}" RESET ALL'
    )
    owner.close()
    database = Database(address("pricebook_reader"), "pricebook_reader", session=reader.SESSION)
    database._open()

    assert any("default_transaction_read_only" in it for it in pooler.pinning)
    database.close()


@pytest.fixture
def behind_the_pooler(
    environment: pytest.MonkeyPatch, address: Callable[[str], str], migrated_url: str
) -> None:
    """Have two models in the database, and the public API reach it through the pooler alone."""
    environment.setenv("DATABASE_URL", migrated_url)
    writer.cache_clear()
    run(item("acme/a"), item("acme/b"))
    environment.setenv("REDIS_URL", "")
    environment.setenv("DATABASE_URL", address("pricebook_reader"))
    reset_reader()


@pytest.mark.usefixtures("behind_the_pooler")
def test_every_public_route_works_behind_a_pooler(
    client: CatalogClient, pooler: TransactionPooler
) -> None:
    """Each transaction of the public API may run on another connection, and nothing pins."""
    paths = of_function("CatalogFunction")
    paths += [
        f"/v1/{kind}/openrouter/acme/a" for kind in ("models", "prices", "history", "sources")
    ]

    assert {200} == {client.get(path).status for path in paths}
    assert 200 == client.get("/v1/search", q="acme").status
    assert 200 == client.post("/v1/quote", QUOTE).status
    assert [] == pooler.pinning
    assert {b""} == pooler.names


def test_an_error_leaves_the_session_usable(owner_database: Database) -> None:
    """A statement that fails is followed by one that does not."""
    with pytest.raises(DatabaseError, match="division by zero"):
        owner_database.run("SELECT CAST(:a AS integer) / 0", a=1)

    assert [[3]] == owner_database.run(SUM, a=1, b=2)
