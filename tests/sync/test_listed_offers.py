"""Offers that only reference lists state, and the facts that lists know of all others."""

import json
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run, reference_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import raw
from tests.support.models_dev_sync import (
    document,
    entry,
    listed,
    models_dev_body,
    sync_models_dev,
)
from tests.support.sync_and_query import rows

pytestmark = pytest.mark.usefixtures("environment")
STATED = "SELECT model_id, is_active FROM models WHERE provider = :provider ORDER BY model_id"


def litellm(**entries: dict[str, Any]) -> None:
    """Synchronise LiteLLM with these entries."""
    body = json.dumps(entries).encode()
    reference_run.run("litellm", triggered_by="cli", fetcher=raw(body))


def groq(environment: pytest.MonkeyPatch, *ids: str) -> None:
    """Read Groq's own list."""
    environment.setenv("GROQ_API_KEY", "placeholder")
    body = json.dumps({"data": [{"id": model_id} for model_id in ids]}).encode()
    provider_run.run("groq", triggered_by="cli", fetcher=raw(body))


def test_a_seller_that_only_lists_know(owner_database: Database) -> None:
    """Its offers are listed with price and facts, and say who states them."""
    facts = entry(name="Rocket", limit={"context": 8000}, tool_call=True)
    report = sync_models_dev(listed(wandb={"acme/rocket": facts}))

    assert (1, 2) == (report.added, report.prices_changed)
    found = document(owner_database, "wandb/acme/rocket")
    assert ["reference:models.dev"] == found["listed_by"]
    assert ("Rocket", 8000, ["tools"]) == (
        found["name"],
        found["context_length"],
        found["capabilities"],
    )
    assert "reference:models.dev" == found["facts_source"]["context_length"]
    assert {"prompt": "1", "completion": "2"} == found["pricing"]


def test_models_are_found_by_what_their_prices_rest_on(client: CatalogClient) -> None:
    """By how far a price is believed, and by who states it."""
    sync_models_dev(listed(wandb={"a": entry(), "b": entry()}))
    litellm(**{"wandb/a": {"litellm_provider": "wandb", "input_cost_per_token": 1e-6}})

    def found(**filters: Any) -> list[str]:
        return [model["id"] for model in client.get("/v1/models", **filters).json()["data"]]

    assert ["wandb/a"] == found(confidence="confirmed")
    assert ["wandb/a", "wandb/b"] == found(confidence="single")
    assert ["wandb/a", "wandb/b"] == found(source="reference:models.dev")
    assert [] == found(confidence="first_hand")


def test_plans_are_no_offers(owner_database: Database) -> None:
    """A subscription sells no tokens, whatever a list writes beside its models."""
    sync_models_dev(listed(wandb={"a": entry()}, **{"zai-coding-plan": {"glm-5": entry()}}))

    assert [["wandb"]] == rows(owner_database, "SELECT DISTINCT provider FROM models")


def test_an_offer_is_listed_while_any_list_states_it(owner_database: Database) -> None:
    """Three runs without it and the other list is enough; three without both end it."""
    both = listed(wandb={"a": entry(), "b": entry()})
    sync_models_dev(both)
    litellm(**{"wandb/a": {"litellm_provider": "wandb", "input_cost_per_token": 1e-6}})
    for _ in range(3):
        sync_models_dev(listed(wandb={"b": entry()}))
    assert ["reference:litellm"] == document(owner_database, "wandb/a")["listed_by"]

    litellm(**{"wandb/z": {"litellm_provider": "wandb", "input_cost_per_token": 1e-6}})
    assert [["wandb/a", True]] == owner_database.run(STATED, provider="wandb")[:1]
    for _ in range(2):
        litellm(**{"wandb/z": {"litellm_provider": "wandb", "input_cost_per_token": 1e-6}})
    assert [["wandb/a", False]] == owner_database.run(STATED, provider="wandb")[:1]
    sync_models_dev(both)
    assert [["wandb/a", True]] == owner_database.run(STATED, provider="wandb")[:1]


def test_what_has_ended_is_not_sold(owner_database: Database) -> None:
    """A date of the past in a list ends an offer that only lists state: it was sold until then."""
    gone = {"litellm_provider": "wandb", "deprecation_date": "2020-01-01"}
    litellm(**{"wandb/old": gone, "wandb/new": {**gone, "deprecation_date": "2090-01-01"}})

    assert [["wandb/new", True], ["wandb/old", False]] == owner_database.run(
        STATED, provider="wandb"
    )
    assert [[None], ["2020-01-01"]] == owner_database.run(
        "SELECT listed_until::date::text FROM models WHERE provider = 'wandb' ORDER BY model_id"
    )


def test_a_sellers_own_list_ends_what_others_state(
    owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """From the first whole answer on, a seller sells what it lists itself."""
    sync_models_dev(listed(groq={"ours": entry(), "theirs": entry()}))
    assert [["groq/ours", True], ["groq/theirs", True]] == owner_database.run(
        STATED, provider="groq"
    )

    groq(environment, "ours")
    assert [["groq/ours", True], ["groq/theirs", False]] == owner_database.run(
        STATED, provider="groq"
    )
    ours = document(owner_database, "groq/ours")
    assert (None, {"prompt": "1", "completion": "2"}) == (ours["listed_by"], ours["pricing"])

    sync_models_dev(listed(groq={"ours": entry(), "theirs": entry(), "more": entry()}))
    assert [["groq/more", False], ["groq/ours", True], ["groq/theirs", False]] == (
        owner_database.run(STATED, provider="groq")
    )


def test_lists_add_what_an_own_list_leaves_out(
    owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """Perplexity's list is of its API for agents: what it sells besides stays as lists state it."""
    environment.setenv("PERPLEXITY_API_KEY", "placeholder")
    own = json.dumps({"data": [{"id": "acme/one"}]}).encode()
    sync_models_dev(listed(perplexity={"sonar-pro": entry(), "acme/two": entry()}))
    for _ in range(4):
        provider_run.run("perplexity", triggered_by="cli", fetcher=raw(own))
    sync_models_dev(listed(perplexity={"sonar-pro": entry(), "sonar": entry(), "x": entry()}))

    assert [
        ["perplexity/acme/one", True],
        ["perplexity/acme/two", False],
        ["perplexity/sonar", True],
        ["perplexity/sonar-pro", True],
        ["perplexity/x", False],
    ] == owner_database.run(STATED, provider="perplexity")


def test_a_list_that_loses_a_seller_withdraws_nothing(owner_database: Database) -> None:
    """Ten offers of a seller that are gone at once are an accident of the list."""
    many = {f"m{number}": entry() for number in range(10)}
    others = {f"o{number}": entry() for number in range(20)}
    sync_models_dev(listed(wandb=many, inference=others))
    for _ in range(4):
        report = sync_models_dev(listed(wandb={}, inference=others))

    assert "partial" == report.status
    assert "wandb: 0 offers are left of 10" in str(report.errors)
    assert 10 == len([row for row in owner_database.run(STATED, provider="wandb") if row[1]])


def test_a_seller_borrows_facts_from_the_lists(
    owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """What its own list does not say comes from models.dev, then LiteLLM, with the source."""
    groq(environment, "acme-1")
    sync_models_dev(listed(groq={"acme-1": entry(limit={"context": 1000}, reasoning=True)}))
    litellm(**{"groq/acme-1": {"litellm_provider": "groq", "max_input_tokens": 9, "mode": "chat"}})
    found = document(owner_database, "groq/acme-1")

    assert (1000, ["reasoning"], "text->text") == (
        found["context_length"],
        found["capabilities"],
        found["modality"],
    )
    assert {
        "context_length": "reference:models.dev",
        "capabilities": "reference:models.dev",
        "input_modalities": "reference:litellm",
        "output_modalities": "reference:litellm",
    } == found["facts_source"]


def test_lists_add_the_capabilities_that_an_own_list_never_tells(
    owner_database: Database, environment: pytest.MonkeyPatch
) -> None:
    """Google's list says which models think, and of none whether it takes tools."""
    environment.setenv("GOOGLE_API_KEY", "placeholder")
    environment.setenv("GEMINI_API_KEY", "placeholder")
    own = {"models": [{"name": "models/a", "thinking": True}, {"name": "models/b"}]}
    facts = entry(tool_call=True, reasoning=True)
    provider_run.run("google", triggered_by="cli", fetcher=raw(json.dumps(own).encode()))
    for _ in range(2):
        sync_models_dev(listed(google={"a": facts, "b": facts}))
        provider_run.run("google", triggered_by="cli", fetcher=raw(json.dumps(own).encode()))

    found = document(owner_database, "google/a")
    assert ["reasoning", "tools"] == found["capabilities"]
    assert "reference:models.dev" == found["facts_source"]["capabilities"]


def test_limits_are_borrowed_of_proprietary_models_alone(owner_database: Database) -> None:
    """The same weights have another context at each host; a closed model has one everywhere."""
    closed = entry(limit={"context": 200_000}, tool_call=True, open_weights=False)
    opened = entry(limit={"context": 131_072}, tool_call=True, open_weights=True)
    bare = entry()
    sync_models_dev(
        listed(
            anthropic={"claude-sonnet-4-5": closed},
            wandb={"anthropic/claude-sonnet-4-5": bare, "openai/gpt-oss-20b": bare},
            inference={"openai/gpt-oss-20b": opened},
        )
    )
    found = document(owner_database, "wandb/anthropic/claude-sonnet-4-5")
    weights = document(owner_database, "wandb/openai/gpt-oss-20b")

    assert (200_000, "reference:models.dev/anthropic") == (
        found["context_length"],
        found["facts_source"]["context_length"],
    )
    assert (None, ["tools"]) == (weights["context_length"], weights["capabilities"])


def test_a_pinned_fact_stays(owner_database: Database, environment: pytest.MonkeyPatch) -> None:
    """An operator's word is not overlaid by a list's."""
    groq(environment, "acme-1")
    owner_database.run("""UPDATE models SET context_length = 5, pins = '{"context_length": 5}'""")
    sync_models_dev(listed(groq={"acme-1": entry(limit={"context": 1000})}))

    assert 5 == document(owner_database, "groq/acme-1")["context_length"]


def test_cards_are_kept_as_they_were_told(owner_database: Database) -> None:
    """What a list stated before stays, with the day until which it did."""
    sync_models_dev(models_dev_body(wandb={"a": {"input": 1}}))
    sync_models_dev(models_dev_body(wandb={"a": {"input": 2}}))

    assert [["1 USD per 1M tokens", False], ["2 USD per 1M tokens", True]] == rows(
        owner_database,
        "SELECT prices -> 0 ->> 'published', upper_inf(stated) FROM listed_offers"
        " ORDER BY lower(stated)",
    )
