"""Models side by side: what they share is left out of the differences, and nothing else."""

from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.searchable_models import stock

OFFERS = [
    {
        "provider": "a",
        "id": "one",
        "prompt": "1",
        "completion": "2",
        "context": 8000,
        "capabilities": ["streaming", "tools", "vision"],
    },
    {
        "provider": "a",
        "id": "two",
        "prompt": "1",
        "context": 16000,
        "capabilities": ["streaming", "tools"],
    },
    {"provider": "b", "id": "three/x", "prompt": "1", "completion": "2", "context": 8000},
]
SCORE = """
INSERT INTO benchmarks (model_id, benchmark_name, score, source_url, measured_at)
SELECT id, 'MMLU', CAST(:score AS numeric), 'https://example.com/mmlu', '2026-01-02'
FROM models WHERE model_id = :model
"""


@pytest.fixture(autouse=True)
def shelf(client: CatalogClient, owner_database: Database) -> None:
    """Sell three models."""
    assert client
    stock(owner_database, OFFERS)


def differences(client: CatalogClient, *models: str) -> dict[str, Any]:
    """Return what differs, by field."""
    answer = client.get("/v1/compare", models=",".join(models)).json()
    return {row["field"]: row["values"] for row in answer["data"]["differences"]}


def test_models_stand_in_the_order_asked_for(client: CatalogClient) -> None:
    """The answer holds whole documents, each with its benchmarks."""
    answer = client.get("/v1/compare", models="b/three/x, a/one").json()

    assert ["b/three/x", "a/one"] == [model["id"] for model in answer["data"]["models"]]
    assert all(model["benchmarks"] == [] for model in answer["data"]["models"])
    assert {"pricing", "prices", "last_seen_at"} <= set(answer["data"]["models"][0])
    assert 2 == answer["meta"]["total"]


def test_only_fields_that_differ_are_listed(client: CatalogClient) -> None:
    """Fields and prices with each model's value, null where one is unknown."""
    assert {
        "capabilities": {"a/one": ["vision"], "a/two": []},
        "context_length": {"a/one": 8000, "a/two": 16000},
        "name": {"a/one": "one", "a/two": "two"},
        "pricing.completion": {"a/one": "2", "a/two": None},
    } == differences(client, "a/one", "a/two")


def test_of_sets_each_model_keeps_what_some_other_lacks(client: CatalogClient) -> None:
    """What all have in common is no difference."""
    assert {
        "a/one": ["streaming", "tools", "vision"],
        "a/two": ["streaming", "tools"],
        "b/three/x": [],
    } == differences(client, "a/one", "a/two", "b/three/x")["capabilities"]


def test_one_model_differs_from_nothing(client: CatalogClient) -> None:
    """A comparison may begin with one model."""
    assert {} == differences(client, "a/one")


def test_benchmarks_are_compared_and_name_their_source(
    client: CatalogClient, owner_database: Database
) -> None:
    """A score stands beside where and when it was read; the model's own address tells it too."""
    owner_database.run(SCORE, model="a/one", score="71.50")
    owner_database.run(SCORE, model="b/three/x", score="80")

    assert {"a/one": 71.5, "a/two": None} == differences(client, "a/one", "a/two")[
        "benchmarks.MMLU"
    ]
    assert [
        {
            "benchmark_name": "MMLU",
            "score": 71.5,
            "source_url": "https://example.com/mmlu",
            "measured_at": "2026-01-02T00:00:00+00:00",
        }
    ] == client.get("/v1/models/a/one").json()["data"]["benchmarks"]


@pytest.mark.parametrize(
    ("models", "reason"),
    [
        ("a/one,a/one", "'a/one' is given twice"),
        ("a/one,,a/two", "one of them is empty"),
        (",", "one of them is empty"),
        (",".join(f"a/{n}" for n in range(21)), "at most 20 ids, got 21"),
    ],
)
def test_wrong_lists_of_ids_are_400(client: CatalogClient, models: str, reason: str) -> None:
    """The answer says what is wrong with the list."""
    answer = client.get("/v1/compare", models=models)

    assert (400, "bad_parameter") == (answer.status, answer.json()["error"]["code"])
    assert reason in answer.json()["error"]["message"]


def test_without_ids_it_is_400(client: CatalogClient) -> None:
    """Without a list there is nothing to compare."""
    assert 400 == client.get("/v1/compare").status
    assert 400 == client.get("/v1/compare", models="").status


def test_every_unknown_id_gets_a_suggestion(client: CatalogClient) -> None:
    """Every misspelt id comes with the one that was probably meant."""
    answer = client.get("/v1/compare", models="a/on,a/two,b/thre/x")
    message = answer.json()["error"]["message"]

    assert 404 == answer.status
    assert "There is no model 'a/on'. Did you mean 'a/one'?" in message
    assert "There is no model 'b/thre/x'. Did you mean 'b/three/x'?" in message
    assert "no model 'a/two'" not in message


def test_twenty_models_can_be_compared(client: CatalogClient, owner_database: Database) -> None:
    """Twenty is the most, and it works."""
    stock(owner_database, [{"provider": "c", "id": f"m{n}"} for n in range(20)])

    answer = client.get("/v1/compare", models=",".join(f"c/m{n}" for n in range(20)))

    assert (200, 20) == (answer.status, len(answer.json()["data"]["models"]))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("score", "'NaN'"),
        ("score", "'Infinity'"),
        ("benchmark_name", "' MMLU'"),
        ("benchmark_name", "''"),
        ("source_url", "'a friend'"),
    ],
)
def test_a_wrong_benchmark_is_refused(owner_database: Database, column: str, value: str) -> None:
    """What is no score, has no name or no source is not stored."""
    owner_database.run(SCORE, model="a/one", score="1")

    with pytest.raises(DatabaseError, match="violates check constraint"):
        owner_database.run(f"UPDATE benchmarks SET {column} = {value}")  # noqa: S608 - the lines above


def test_a_benchmark_is_listed_once_per_model(owner_database: Database) -> None:
    """A model has one score per benchmark."""
    owner_database.run(SCORE, model="a/one", score="1")

    with pytest.raises(DatabaseError, match="benchmark_is_told_once"):
        owner_database.run(SCORE, model="a/one", score="2")


@pytest.mark.parametrize("name", ["null", "NULL", "a/null"])
def test_a_model_called_null_is_a_name_like_any_other(client: CatalogClient, name: str) -> None:
    """Nobody sells it, and the answer says so."""
    answer = client.get("/v1/compare", models=name)

    assert (404, "not_found") == (answer.status, answer.json()["error"]["code"])
    assert f"There is no model '{name}'." in answer.json()["error"]["message"]
