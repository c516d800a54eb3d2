"""Whole bodies are built once by one builder, all of them that can be."""

import time

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from pricebook.sync import whole_bodies
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run
from tests.support.whole_lists import WHOLE, stock


def test_every_whole_body_is_built_once(client: CatalogClient, owner_database: Database) -> None:
    """The tick finds them due, one builder builds all, and then none is due."""
    stock()
    due = whole_bodies.due()
    built = whole_bodies.build()
    owner_database.run("UPDATE models SET is_active = false")
    answers = [client.get(path) for path in WHOLE]

    assert due
    assert len(WHOLE) == len(set(built))
    assert not whole_bodies.due()
    assert [] == whole_bodies.build()
    assert [200] * len(WHOLE) == [answer.status for answer in answers]
    assert all(b"acme/a" in answer.body for answer in answers[:-1])
    assert {"data": {"count": 1}} == answers[-1].json()


def test_one_builder_at_a_time(environment: object, owner_database: Database) -> None:
    """While one builds nobody else does the same work."""
    stock()
    with owner_database.transaction():
        owner_database.run("sync.whole_bodies.try_lock")
        built = whole_bodies.build()

    assert environment
    assert [] == built
    assert whole_bodies.build()


def test_what_cannot_be_built_spoils_nothing(environment: object) -> None:
    """Without LiteLLM's own map there is no map, and all the others are built."""
    run(item("acme/a"))
    built = whole_bodies.build()

    assert environment
    assert len(WHOLE) - 1 == len(built)
    assert whole_bodies.due()
    assert writer().run("SELECT 1")


def test_nothing_is_built_of_nothing(environment: object) -> None:
    """Before anybody sells anything there is no body: each is still to be built then."""
    assert environment
    assert [] == whole_bodies.build()
    assert whole_bodies.due()


def test_a_builder_that_ends_keeps_what_it_built(
    environment: object, owner_database: Database
) -> None:
    """A large catalogue takes longer than a function has: the next tick goes on where it ended."""
    stock()
    owner_database.run(
        "ALTER TABLE kept_answers ADD CONSTRAINT is_full CHECK (address !~ 'langfuse')"
    )
    with pytest.raises(DatabaseError, match="is_full"):
        whole_bodies.build()
    owner_database.run("ALTER TABLE kept_answers DROP CONSTRAINT is_full")
    ((kept,),) = owner_database.run("SELECT count(*) FROM kept_answers")
    rest = whole_bodies.build()

    assert environment
    assert kept > 1
    assert len(WHOLE) == kept + len(rest)


def test_how_long_one_takes_is_kept(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In milliseconds, for readers do not wait where it is long; and until when it holds."""
    clock = [5.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])

    def build() -> Answer:
        clock[0] += 2.5
        return Answer(b"", "e", "today", changes_at=1_800_000_000)

    query = CachedQuery(key="x", scope="all", ttl_s=0, build=build, dated=True)

    assert whole_bodies._build(owner_database, query, 7)
    assert [["all:x", 7, 2500, 1_800_000_000]] == owner_database.run(
        "SELECT address, generation, took_ms, changes_at FROM kept_answers"
    )
