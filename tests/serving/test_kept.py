"""Whole bodies that take long are built after runs, and readers never wait for them."""

import pytest

from pricebook.serving import kept
from pricebook.storage.postgres import Database
from pricebook.sync import whole_bodies
from tests.support.clients import CatalogClient, Response
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run
from tests.support.whole_catalog import Act, flush

PATH = "/feeds/openai/v1/models"
SOURCE = "x-pricebook-cache"


@pytest.fixture
def built(client: CatalogClient) -> CatalogClient:
    """Give a catalogue of one model whose whole bodies are built."""
    run(item("acme/a"))
    assert "all:feed openai" in whole_bodies.build()
    return client


def ids(answer: Response) -> list[str]:
    """Return the models of the feed."""
    return [model["id"] for model in answer.json()["data"]]


def slow(database: Database) -> None:
    """Say that every body takes longer than a reader waits."""
    database.run("UPDATE kept_answers SET took_ms = :ms", ms=kept.SLOW_MS + 1)


def anew(client: CatalogClient, forget: Act) -> Response:
    """Ask a container that was never asked anything, with nothing in Valkey."""
    flush()
    forget()
    return client.get(PATH)


def test_a_reader_takes_what_is_built(
    built: CatalogClient, owner_database: Database, reset_process: Act
) -> None:
    """While nothing has changed nobody builds it again; then the next reader does at once."""
    owner_database.run("UPDATE models SET is_active = false")
    answer = anew(built, reset_process)
    run(item("acme/a"), item("acme/b"))

    assert (["openrouter/acme/a"], "database") == (ids(answer), answer.headers[SOURCE])
    assert ["openrouter/acme/a", "openrouter/acme/b"] == ids(built.get(PATH))


def test_nobody_waits_for_a_slow_one(
    built: CatalogClient, owner_database: Database, reset_process: Act
) -> None:
    """Of a body that takes long readers have the last one, marked, until the next is built."""
    slow(owner_database)
    run(item("acme/a"), item("acme/b"))
    first, second = anew(built, reset_process), built.get(PATH)
    assert whole_bodies.due()
    whole_bodies.build()
    third = built.get(PATH)

    assert [["openrouter/acme/a"]] * 2 == [ids(first), ids(second)]
    assert ["stale", "stale", "database"] == [a.headers[SOURCE] for a in (first, second, third)]
    assert "warning" in {name.lower() for name in first.headers}
    assert 2 == len(ids(third))
    assert "memory" == built.get(PATH).headers[SOURCE]


def test_a_damaged_one_is_built_by_its_reader(
    built: CatalogClient, owner_database: Database, reset_process: Act
) -> None:
    """What cannot be read is not there."""
    slow(owner_database)
    owner_database.run("UPDATE kept_answers SET entry = 'damaged'")
    answer = anew(built, reset_process)

    assert (["openrouter/acme/a"], "database") == (ids(answer), answer.headers[SOURCE])
