"""Patience: how long a reader waits for Postgres, with a stale copy and without one."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from redis import Redis

from local.stores.postgres import Postgres
from pricebook.serving import cache
from pricebook.storage import circuit_breaker, reader, valkey
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import items
from tests.support.sync_and_query import run

SOURCE = "x-pricebook-cache"
KEPT = "/feeds/openrouter/api/v1/models"
LATER = 9_999_999_999


@pytest.fixture(autouse=True)
def short(environment: pytest.MonkeyPatch, reset_process: Callable[[], None]) -> None:
    """List three models, and have little patience."""
    environment.setattr(cache, "PATIENCE_S", 0.2)
    run(*items(3))
    reset_process()


def test_a_reader_with_a_copy_waits_no_longer_than_it_must(
    client: CatalogClient, owner_database: Database
) -> None:
    """While a table is locked the stale copy is served soon, and the other reads go on."""
    client.get("/v1/canonical")
    valkey.announce({"all": LATER})

    with owner_database.transaction():
        owner_database.run("LOCK TABLE canonical_models IN ACCESS EXCLUSIVE MODE")
        locked = client.get("/v1/canonical")
        other = client.get("/v1/providers")

    assert (200, "stale") == (locked.status, locked.headers[SOURCE])
    assert (200, "database") == (other.status, other.headers[SOURCE])


def test_a_frozen_database_is_waited_for_once(
    client: CatalogClient, owner_database: Database
) -> None:
    """A server that does not even tell the generation counts as down: copies are served at once."""
    client.get("/v1/catalog")
    with Redis.from_url(os.environ["REDIS_URL"]) as shared:
        shared.delete(f"{valkey.PREFIX}:generation:all")

    with owner_database.transaction():
        owner_database.run("LOCK TABLE generations IN ACCESS EXCLUSIVE MODE")
        assert "stale" == client.get("/v1/catalog").headers[SOURCE]
        assert not reader._circuit.closed
    reader._circuit.reset()
    assert "memory" == client.get("/v1/catalog").headers[SOURCE]


def test_nobody_waits_twice_for_a_frozen_database(
    client: CatalogClient, environment: pytest.MonkeyPatch, frozen: list[socket.socket]
) -> None:
    """A server that takes a connection and says nothing is tried once: time is up by then."""
    environment.setattr(reader, "TIMEOUT_S", 0.3)

    first = client.get("/v1/canonical")
    tried = len(frozen)
    second = client.get("/v1/canonical")

    assert [503, 503] == [first.status, second.status]
    assert [1, 1] == [tried, len(frozen)]


@pytest.fixture
def frozen(
    environment: pytest.MonkeyPatch, tmp_path: Path, reset_process: Callable[[], None]
) -> Iterator[list[socket.socket]]:
    """Have a server that takes connections and says nothing; give those that it took."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / ".s.PGSQL.5432"))
    server.listen()
    environment.setenv("DATABASE_URL", f"postgresql://postgres@/x?host={tmp_path}")
    reset_process()
    taken: list[socket.socket] = []
    Thread(target=_take, args=(server, taken), daemon=True).start()
    yield taken
    server.shutdown(socket.SHUT_RDWR)
    for connection in (*taken, server):
        connection.close()


def _take(server: socket.socket, taken: list[socket.socket]) -> None:
    try:
        while True:
            taken.append(server.accept()[0])
    except OSError:
        return  # the test is over


def test_all_statements_of_a_reader_with_a_copy_share_its_patience(
    client: CatalogClient, owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """What one statement has waited for is not waited for again by the next one."""
    client.get(KEPT)
    valkey.announce({"all": LATER})
    granted: set[float] = set()
    environment.setattr(reader, "patience", _noting(reader.patience, granted))

    with owner_database.transaction():
        owner_database.run("LOCK TABLE kept_answers, models IN ACCESS EXCLUSIVE MODE")
        assert "stale" == client.get(KEPT).headers[SOURCE]

    assert 1 == len(granted)


def _noting(patience: Callable[..., Any], granted: set[float]) -> Callable[..., Any]:
    def noted(until: float, *, vital: bool) -> Any:
        granted.add(until)
        return patience(until, vital=vital)

    return noted


def test_reads_return_soon_after_a_freeze(
    client: CatalogClient, owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """A server that hung is asked something small twice a second, however long it hung."""
    environment.setattr(reader, "TIMEOUT_S", 1)
    with Redis.from_url(os.environ["REDIS_URL"]) as shared:
        shared.flushdb()

    with owner_database.transaction():
        owner_database.run("LOCK TABLE generations IN ACCESS EXCLUSIVE MODE")
        assert 503 == client.get("/v1/canonical").status
        rest_s = reader._circuit._until - time.monotonic()
    time.sleep(circuit_breaker.MIN_REST_S)

    assert rest_s > circuit_breaker.MIN_REST_S
    answer = client.get("/v1/canonical")
    assert (200, "database") == (answer.status, answer.headers[SOURCE])


def test_reads_return_soon_after_the_database(
    client: CatalogClient, postgres: Postgres, stop_postgres: Callable[[], None]
) -> None:
    """A server that refuses at once is tried every half a second: nothing else is waited for."""
    client.get("/v1/providers")
    stop_postgres()
    assert 503 == client.get("/v1/canonical").status
    rest_s = reader._circuit._until - time.monotonic()

    postgres.start()
    time.sleep(max(rest_s, 0))

    assert rest_s <= circuit_breaker.MIN_REST_S
    answer = client.get("/v1/canonical")
    assert (200, "database") == (answer.status, answer.headers[SOURCE])
