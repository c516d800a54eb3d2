"""Patience: how long a reader waits for Postgres, with a stale copy and without one."""

import os
import time
from collections.abc import Callable

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
