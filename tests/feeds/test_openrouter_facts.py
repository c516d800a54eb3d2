"""OpenRouter's list: facts, dates, errors, and parameters that are not answered."""

from typing import Any

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import tokens
from tests.support.seeds.feed_offers import feed, offer

MODELS = "openrouter/api/v1/models"


def listed(api: CatalogClient, **query: Any) -> dict[str, Any]:
    """Return the models of the list by id."""
    return {model["id"]: model for model in feed(api, MODELS, **query)["data"]}


def test_parameters_about_traffic_are_accepted_and_named(
    client: CatalogClient, owner_database: Database
) -> None:
    """A client that sends them gets the list, and a header says what was not answered."""
    for name in "ab":
        offer(owner_database, f"acme/{name}", tokens("1", "2"), canonical=f"acme/{name}")
    unanswered: dict[str, Any] = {
        "category": "programming",
        "use_rss": "true",
        "min_coding_index": "10",
    }

    answer = client.get(f"/feeds/{MODELS}", sort="most-popular", **unanswered)

    assert ["acme/a", "acme/b"] == [model["id"] for model in answer.json()["data"]]
    assert "category, min_coding_index, use_rss, sort" == answer.headers["x-pricebook-ignored"]
    assert "x-pricebook-ignored" not in client.get(f"/feeds/{MODELS}", sort="newest").headers


def test_an_error_has_its_status_for_a_code(
    client: CatalogClient, owner_database: Database
) -> None:
    """OpenRouter's own clients take nothing but a number there."""
    offer(owner_database, "acme/a", tokens("1", "2"), canonical="acme/a")

    bad = client.get(f"/feeds/{MODELS}", max_price="cheap")
    unknown = client.get(f"/feeds/{MODELS}", categories="programming")
    missing = client.get(f"/feeds/{MODELS}/acme/b/endpoints")

    assert [400, 400, 404] == [answer.status for answer in (bad, unknown, missing)]
    assert [400, 400, 404] == [a.json()["error"]["code"] for a in (bad, unknown, missing)]


def test_facts_are_those_of_any_seller_that_knows(
    client: CatalogClient, owner_database: Database
) -> None:
    """The cheapest sets the price alone; what most state counts, and the larger of two."""
    facts: dict[str, Any] = {
        "context_length": 64_000,
        "max_output_tokens": 8000,
        "input_modalities": ["text", "image"],
        "output_modalities": ["text"],
        "capabilities": ["tools"],
        "supported_parameters": ["seed"],
        "listed_at": "2026-09-01T10:00:00Z",
    }
    offer(owner_database, "a/x", tokens("2", "8"), canonical="c/x")
    offer(owner_database, "b/x", tokens("3", "8"), canonical="c/x", **facts)
    offer(owner_database, "d/x", tokens("3", "8"), canonical="c/x", context_length=32_000)

    model = listed(client)["c/x"]

    assert (64_000, "0.000002", "a/x") == (
        model["context_length"],
        model["pricing"]["prompt"],
        model["top_provider"]["model_id"],
    )
    assert ["seed", "tools"] == model["supported_parameters"]
    assert {
        "modality": "text+image->text",
        "input_modalities": ["text", "image"],
        "output_modalities": ["text"],
        "instruct_type": None,
    } == model["architecture"]
    assert 1_788_220_800 == model["created"]
    assert {"data": model} == feed(client, "openrouter/api/v1/model/c/x")
    described = feed(client, f"{MODELS}/c/x/endpoints")["data"]["architecture"]
    assert model["architecture"] | {"tokenizer": None} == described
    assert 404 == client.get("/feeds/openrouter/api/v1/model/c/y").status
    for query in ({"supported_parameters": "tools"}, {"input_modalities": "image"}):
        assert ["c/x"] == list(listed(client, **query))
    assert ["c/x"] == list(listed(client, context=64_000))


def test_facts_of_another_contract_count_where_nobody_else_has_any(
    client: CatalogClient, owner_database: Database
) -> None:
    """A batch's short context is not the model's."""
    offer(owner_database, "a/x", tokens("2", "8"), canonical="c/x")
    offer(owner_database, "a/x:batch", tokens("1", "4"), canonical="c/x", context_length=5000)
    offer(owner_database, "a/y", tokens("2", "8"), canonical="c/y", context_length=4000)
    offer(owner_database, "a/y:batch", tokens("1", "4"), canonical="c/y", context_length=5000)

    assert {"c/x": 5000, "c/y": 4000} == {
        name: model["context_length"] for name, model in listed(client).items()
    }


def test_unknown_dates_are_last_and_match_no_age(
    client: CatalogClient, owner_database: Database
) -> None:
    """The day of our first look at a model is not its date."""
    dates = {"a": "2026-09-01T00:00:00Z", "b": "2025-01-01T00:00:00Z", "c": None}
    for name, day in dates.items():
        columns: dict[str, Any] = {"listed_at": day} if day else {}
        offer(owner_database, f"acme/{name}", tokens("1", "2"), canonical=f"acme/{name}", **columns)

    assert ["acme/a", "acme/b", "acme/c"] == list(listed(client, sort="newest"))
    assert ["acme/a", "acme/b"] == list(listed(client, min_age_days=0))
    assert [] == list(listed(client, max_age_days=1))
    assert 0 == listed(client)["acme/c"]["created"]
