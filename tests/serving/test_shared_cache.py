"""Shared cache: a joined body lies in Valkey as a list of parts, beside the parts."""

import os
from collections.abc import Iterator

import pytest
from redis import Redis

from pricebook.catalog import lookup
from pricebook.serving.entry import MAX_STALE_S
from pricebook.storage import valkey
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.whole_catalog import PATH, SELLERS, Act, anew, body, offer

ENTRY = f"{valkey.PREFIX}:answer:{valkey.FORMAT}:all:joined catalog "
PARTS = f"{valkey.PREFIX}:answer:{valkey.FORMAT}:all:part catalog *"
SOON_S = 60


@pytest.fixture
def shared() -> Iterator[Redis]:
    """Give Valkey, and a catalogue of two sellers in it."""
    for slug in SELLERS:
        offer(slug, *(f"m{n}" for n in range(100)))
    with Redis.from_url(os.environ["REDIS_URL"]) as redis:
        yield redis


def test_a_cold_container_joins_what_lies_there(
    client: CatalogClient, shared: Redis, reset_process: Act
) -> None:
    """The entry is a few hundred bytes, and the body what Postgres would have given."""
    expected = anew(client)
    reset_process()
    answer = client.get(PATH)

    assert "valkey" == answer.headers["x-pricebook-cache"]
    assert expected == body(client)
    assert shared.strlen(ENTRY) < 1000 < len(expected)
    assert len(SELLERS) == len(shared.keys(PARTS))


def test_a_part_that_is_gone_is_read_from_postgres(
    client: CatalogClient, shared: Redis, reset_process: Act
) -> None:
    """Valkey may drop any of them at any time; the next reader puts it there again."""
    expected = anew(client)
    shared.delete(shared.keys(PARTS)[0])
    reset_process()
    answer = client.get(PATH)

    assert "database" == answer.headers["x-pricebook-cache"]
    assert expected == body(client)
    assert len(SELLERS) == len(shared.keys(PARTS))


def test_parts_live_as_long_as_the_entry_that_names_them(
    client: CatalogClient, shared: Redis
) -> None:
    """A run that changes something prolongs the other parts, and mends lost ones."""
    anew(client)
    first, *_ = shared.keys(PARTS)
    shared.delete(first)
    for part in shared.keys(PARTS):
        shared.expire(part, SOON_S)
    lookup.warm(None)

    assert shared.exists(first)
    assert all(MAX_STALE_S - SOON_S < shared.ttl(part) for part in shared.keys(PARTS))


def test_what_lies_there_outlives_postgres(
    client: CatalogClient, shared: Redis, reset_process: Act, owner_database: Database
) -> None:
    """A container without a memory serves the stale body, joined, while Postgres is away."""
    expected = anew(client)
    shared.delete(f"{valkey.PREFIX}:generation:all")
    reset_process()
    owner_database.run("ALTER TABLE generations RENAME TO away")
    answer = client.get(PATH)
    found = body(client)
    owner_database.run("ALTER TABLE away RENAME TO generations")

    assert "stale" == answer.headers["x-pricebook-cache"]
    assert expected == found
