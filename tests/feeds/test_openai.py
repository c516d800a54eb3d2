"""OpenAI's list of models, as its client reads it."""

import pytest

from pricebook.serving import cache
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.seeds.feed_offers import feed, offer
from tests.support.sync_and_query import run

CREATED = 1_760_000_000
LISTED = "2025-10-09T08:53:20Z"


def test_every_active_offer_is_listed(client: CatalogClient, owner_database: Database) -> None:
    """A client sees what can be bought now, under our ids, in OpenAI's envelope."""
    offer(owner_database, "acme/b/c", [], listed_at=LISTED, deprecation_date="2030-01-02")
    offer(owner_database, "acme/gone", [], is_active=False)

    body = feed(client, "openai/v1/models")

    model = {"id": "acme/b/c", "object": "model", "created": CREATED, "owned_by": "acme"}
    assert {"object": "list", "data": [model | {"shutdown_date": "2030-01-02"}]} == body


def test_a_model_is_found_however_its_slashes_are_written(
    client: CatalogClient, owner_database: Database
) -> None:
    """The SDK writes %2F for a slash."""
    offer(owner_database, "acme/b/c", [], listed_at=LISTED)

    raw = feed(client, "openai/v1/models/acme/b/c")

    assert ("acme/b/c", "model", CREATED) == (raw["id"], raw["object"], raw["created"])
    assert raw == feed(client, "openai/v1/models/acme%2Fb%2Fc")


@pytest.mark.usefixtures("owner_database")
def test_a_model_whose_date_moves_is_another_answer(client: CatalogClient) -> None:
    """Who has kept the old one is not told that it is current."""
    path = "/feeds/openai/v1/models/openrouter/acme/b"
    run(item("acme/b", created=CREATED))
    kept = client.get(path).headers["etag"]
    run(item("acme/b", created=CREATED + 1))
    cache.reset()

    answer = client.get(path, {"if-none-match": kept})

    assert (200, CREATED + 1) == (answer.status, answer.json()["created"])


def test_an_unknown_model_is_refused_in_openais_words(
    client: CatalogClient, owner_database: Database
) -> None:
    """The SDK raises NotFoundError, and shows the message."""
    offer(owner_database, "acme/b", [])

    answer = client.get("/feeds/openai/v1/models/acme/nothing")

    assert 404 == answer.status
    assert {
        "message": "The model 'acme/nothing' does not exist.",
        "type": "invalid_request_error",
        "param": "model",
        "code": "model_not_found",
    } == answer.json()["error"]


@pytest.mark.parametrize("name", ["%00", "a%00b", "a%0Ab"])
def test_a_name_that_nobody_can_have_is_refused_in_openais_words(
    client: CatalogClient, owner_database: Database, name: str
) -> None:
    """And not looked up under other names: Postgres cannot even read a zero byte."""
    offer(owner_database, "acme/b", [])

    answer = client.get(f"/feeds/openai/v1/models/{name}")

    assert (404, "model_not_found") == (answer.status, answer.json()["error"]["code"])


def test_a_model_is_found_by_another_name(client: CatalogClient, owner_database: Database) -> None:
    """A name that people hold for an offer is answered with that offer."""
    offer(owner_database, "acme/rocket-7.5", [], listed_at=LISTED)

    assert "acme/rocket-7.5" == feed(client, "openai/v1/models/acme/Rocket_7-5")["id"]
