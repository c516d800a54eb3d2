"""models.dev's api.json, as opencode reads it."""

from decimal import Decimal
from typing import Any

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import BATCH, OFFERS, Row, over, tokens
from tests.support.seeds.feed_offers import feed, offer, read

API = "models.dev/api.json"
FACTS: dict[str, Any] = {
    "context_length": 1000,
    "max_output_tokens": 100,
    "input_modalities": ["text", "image", "file"],
    "output_modalities": ["text"],
    "capabilities": ["reasoning", "tools"],
    "listed_at": "2025-10-09T08:53:20Z",
}


def test_a_provider_and_a_model_have_all_that_opencode_reads(
    client: CatalogClient, owner_database: Database
) -> None:
    """It iterates models, spreads env and reads limits, and breaks where one is missing."""
    offer(owner_database, "together/a/b", tokens("1", "2"), **FACTS, key="TOGETHER_API_KEY")

    body = feed(client, API)

    assert ["togetherai"] == list(body)
    provider = body["togetherai"]
    assert ("togetherai", ["TOGETHER_API_KEY"], "@ai-sdk/togetherai", "TOGETHER") == (
        provider["id"],
        provider["env"],
        provider["npm"],
        provider["name"],
    )
    assert "https://seller.example/prices" == provider["doc"]
    assert {
        "id": "a/b",
        "name": "The a/b",
        "attachment": True,
        "reasoning": True,
        "reasoning_options": [],
        "tool_call": True,
        "release_date": "2025-10-09",
        "last_updated": "2025-10-09",
        "modalities": {"input": ["text", "image", "pdf"], "output": ["text"]},
        "open_weights": False,
        "limit": {"context": 1000, "output": 100},
        "cost": {"input": 1, "output": 2},
    } == provider["models"]["a/b"]


def test_a_seller_that_nobody_told_us_how_to_reach_is_complete_too(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its client is OpenAI's, and its key is called as keys are."""
    offer(owner_database, "acme-ai/a", [], context_length=10)

    provider = feed(client, API)["acme-ai"]

    assert (["ACME_AI_API_KEY"], "@ai-sdk/openai-compatible") == (provider["env"], provider["npm"])
    model = provider["models"]["a"]
    assert {"context": 10, "output": 0} == model["limit"]
    assert {"input": ["text"], "output": ["text"]} == model["modalities"]
    assert "cost" not in model


def test_long_prompts_and_modes_have_whole_rate_cards(
    client: CatalogClient, owner_database: Database
) -> None:
    """What costs there what it costs elsewhere is repeated: readers do not look it up."""
    offer(owner_database, "openai/gpt-5.5", OFFERS["1 openai gpt-5.5"], context_length=1_000_000)

    model = feed(client, API)["openai"]["models"]["gpt-5.5"]

    long = {"input": 10, "output": 45, "cache_read": 1}
    tier = {"tier": {"type": "context", "size": 272_000}}
    standard = {"input": 5, "output": 30, "cache_read": Decimal("0.5")}
    assert standard | {"tiers": [long | tier], "context_over_200k": long} == model["cost"]
    fast = {"input": Decimal("12.5"), "output": 75, "cache_read": Decimal("1.25")}
    modes = model["experimental"]["modes"]
    assert {"flex", "priority"} == modes.keys()
    assert {"body": {"service_tier": "priority"}} == modes["priority"]["provider"]
    assert fast | {"tiers": [long | tier], "context_over_200k": long} == modes["priority"]["cost"]


def test_a_cost_has_both_prices_of_text_or_is_absent(
    client: CatalogClient, owner_database: Database
) -> None:
    """A reader takes what is missing for zero; what is so left out is counted."""
    offer(owner_database, "acme/half", [Row("input_tokens", "1")], context_length=10)
    offer(owner_database, "acme/auto", OFFERS["24 openrouter/auto"], context_length=10)
    free = [Row("input_tokens", None, state="free"), Row("output_tokens", None, state="free")]
    offer(owner_database, "acme/gift", free, context_length=10)

    answer = client.get(f"/feeds/{API}")
    models = read(answer)["acme"]["models"]

    assert "prices=3, models=0" == answer.headers["x-pricebook-inexpressible"]
    assert {"auto": None, "gift": {"input": 0, "output": 0}, "half": None} == {
        name: model.get("cost") for name, model in models.items()
    }


def test_a_priced_model_without_limits_is_listed_with_zeros(
    client: CatalogClient, owner_database: Database
) -> None:
    """Zero is how models.dev says unknown; a seller whose list has only ids is not left out."""
    offer(owner_database, "openai/gpt-9", tokens("1", "2"))
    offer(owner_database, "openai/tts-9", [Row("input_characters", "15")])

    models = feed(client, API)["openai"]["models"]

    assert ["gpt-9"] == list(models)
    assert {"context": 0, "output": 0} == models["gpt-9"]["limit"]
    assert {"input": 1, "output": 2} == models["gpt-9"]["cost"]


def test_what_cannot_be_said_is_counted(client: CatalogClient, owner_database: Database) -> None:
    """A model without limits and a price of text, and prices of batches, searches and in euros."""
    offer(
        owner_database, "acme/a", [*tokens("1", "2"), *tokens("1", "2", **BATCH)], context_length=10
    )
    offer(owner_database, "acme/b", [Row("web_searches", "10")], context_length=10)
    offer(owner_database, "acme/c", [*OFFERS["25 scaleway glm-5.2"], *tokens("3", "4", **over(5))])

    answer = client.get(f"/feeds/{API}")

    assert {"a", "b"} == read(answer)["acme"]["models"].keys()
    assert "prices=4, models=1" == answer.headers["x-pricebook-inexpressible"]


def test_models_are_described_whoever_sells_them(
    client: CatalogClient, owner_database: Database
) -> None:
    """models.json has canonical ids and no prices; catalog.json has it beside api.json."""
    offer(owner_database, "together/a/b", tokens("1", "2"), canonical="acme/b", **FACTS)
    offer(owner_database, "openai/b", tokens("1", "2"), canonical="acme/b")

    models = feed(client, "models.dev/models.json")
    catalog = feed(client, "models.dev/catalog.json")

    assert ["acme/b"] == list(models)
    assert ({"context": 1000, "output": 100}, True, "2025-10-09", None) == (
        models["acme/b"]["limit"],
        models["acme/b"]["tool_call"],
        models["acme/b"]["release_date"],
        models["acme/b"].get("cost"),
    )
    assert {"models": models, "providers": feed(client, API)} == catalog
