"""The whole catalogue is joined from parts, and equals what one statement would build."""

import os

import pytest
from redis import Redis

from pricebook.ledger import parts
from pricebook.storage import valkey
from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.whole_catalog import (
    PATH,
    SELLERS,
    Act,
    Sequence,
    anew,
    body,
    expected,
    flush,
    offer,
)

STEPS = 40


@pytest.mark.parametrize("seed", range(4))
def test_the_joined_body_is_the_built_one(
    admin: AdminClient,
    client: CatalogClient,
    owner_database: Database,
    reset_process: Act,
    seed: int,
) -> None:
    """Whatever happens, the body is byte for byte what one statement builds of the documents."""
    happenings = Sequence(admin, owner_database, reset_process, seed)
    offer(SELLERS[0], "m1")

    for _ in range(STEPS):
        happened = happenings.step()
        assert expected(owner_database) == body(client), happened
        for slug in SELLERS:
            assert expected(owner_database, slug) == body(client, provider=slug), happened


def test_an_etag_stands_for_one_body(
    client: CatalogClient, owner_database: Database, reset_process: Act
) -> None:
    """A body has one ETag, joined from stored parts or from text."""
    offer(SELLERS[0], "a")
    first = client.get(PATH)
    owner_database.run("DELETE FROM parts")
    flush()
    reset_process()

    again = client.get(PATH)

    assert (first.body, first.headers["etag"]) == (again.body, again.headers["etag"])
    assert "database" == again.headers["x-pricebook-cache"]


def test_parts_come_from_valkey_too(
    client: CatalogClient, owner_database: Database, reset_process: Act
) -> None:
    """A container that holds no part takes the copies, and a damaged one from Postgres."""
    for slug in SELLERS:
        offer(slug, "a")
    whole = body(client)
    with Redis.from_url(os.environ["REDIS_URL"]) as shared:
        copies = shared.keys(f"{valkey.PREFIX}:answer:*:all:part *")
        shared.set(copies[0], b"damaged")
        for key in shared.keys(f"{valkey.PREFIX}:answer:*:catalog *"):
            shared.delete(key)
    reset_process()

    assert len(SELLERS) <= len(copies)
    assert whole == body(client) == expected(owner_database)


def test_a_body_without_models_has_no_part(client: CatalogClient, owner_database: Database) -> None:
    """A seller all of whose models are gone has an empty list, and no comma stays of it."""
    for slug in SELLERS:
        offer(slug, "a")
    owner_database.run("UPDATE models SET is_active = false WHERE provider = :s", s=SELLERS[0])
    parts.mend(owner_database)

    assert expected(owner_database) == anew(client)
    assert body(client, provider=SELLERS[0]).startswith(b'{"data":[],"meta":{"total":0,')
