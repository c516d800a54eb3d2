"""What a model cost at every seller, at any moment."""

import pytest

from tests.support.clients import CatalogClient
from tests.support.dated_history import import_lines, models_dev
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

MARCH, MAY = "2026-03-15T00:00:00Z", "2026-05-15T00:00:00Z"


@pytest.fixture(autouse=True)
def past(client: CatalogClient) -> None:
    """Sell a model at two sellers in March, of which one is left."""
    assert client
    run(item("openai/gpt-5", "0.000003", "0.000009"))
    import_lines(
        "models.dev",
        models_dev("2026-03-01", "openai", "gpt-5", cost={"input": 2, "output": 8}),
        models_dev("2026-04-01", "openai", "gpt-5", "gone"),
        models_dev("2026-03-10", "openrouter", "openai/gpt-5", cost={"input": 1, "output": 4}),
    )


def offers(client: CatalogClient, **when: str | None) -> list[tuple[str, bool, str]]:
    """Return who sold it then, whether they do now, and the price of input."""
    query = {"canonical": "openai/gpt-5"} | {k: v for k, v in when.items() if v}
    data = client.get("/v1/prices", None, **query).json()["data"]
    return [(o["id"], o["is_active"], o["pricing"]["prompt"]) for o in data["offers"]]


def test_everybody_who_sold_it_then(client: CatalogClient) -> None:
    """Also those who do not sell it now; the lowest price first."""
    assert [
        ("openrouter/openai/gpt-5", True, "1"),
        ("openai/gpt-5", False, "2"),
    ] == offers(client, at=MARCH)
    assert [("openrouter/openai/gpt-5", True, "3")] == offers(client)
    assert [] == offers(client, at=MARCH, known_at=MARCH)


def test_the_answer_says_since_when_prices_are_known(client: CatalogClient) -> None:
    """Of all offers, and of each."""
    data = client.get("/v1/prices", None, canonical="openai/gpt-5", at=MARCH).json()["data"]

    assert data["known_from"].startswith("2026-03-01T00:00:00")
    assert ["2026-03-10", "2026-03-01"] == [o["known_from"][:10] for o in data["offers"]]


@pytest.mark.parametrize("name", ["gpt-5", "GPT 5", "openrouter/openai/gpt-5"])
def test_a_name_means_a_model(client: CatalogClient, name: str) -> None:
    """As people write it, or by the id of one of its offers."""
    data = client.get("/v1/prices", None, canonical=name, at=MARCH).json()["data"]

    assert "openai/gpt-5" == data["id"]
    assert 2 == len(data["offers"])


def test_an_unknown_model_is_not_found(client: CatalogClient) -> None:
    """The message names the nearest."""
    answer = client.get("/v1/prices", None, canonical="openai/gpt-6")

    assert 404 == answer.status
    assert "'openai/gpt-5'" in answer.json()["error"]["message"]


def test_the_model_must_be_named(client: CatalogClient) -> None:
    """All prices of all models are the catalogue."""
    assert 400 == client.get("/v1/prices").status
