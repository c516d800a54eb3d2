"""Names that people hold, and the offer that each of them means."""

import json

import pytest

from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.models_dev_sync import entry, listed, sync_models_dev

ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/"
OFFERS = listed(
    **{
        "openai": {
            name: entry() for name in ("gpt-4o", "gpt-4.1", "gpt-4.1-2025-04-14", "o9-2025-01-02")
        },
        "anthropic": {"claude-sonnet-4-5": entry(), "claude-3-5-sonnet-20241022": entry()},
        "azure": {"gpt-4o": entry()},
        "amazon-bedrock": {
            "anthropic.claude-haiku-4-5-20251001-v1:0": entry(),
            "us.anthropic.claude-sonnet-4-20250514-v1:0": entry(),
        },
        "google-vertex": {"claude-sonnet-4@20250514": entry()},
        "google": {"gemini-2.5-pro": entry()},
        "openrouter": {"anthropic/claude-sonnet-4.5": entry()},
        "wandb": {"openai/gpt-oss-20b": entry(), "mistralai/mixtral-8x7b-instruct": entry()},
        "inference": {"openai/gpt-oss-20b": entry()},
        "cloudferro-sherlock": {"Mixtral-8x7B-Instruct-v0.1": entry()},
        "poe": {"Gemini-1.5-Pro": entry()},
    }
)


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have these offers listed."""
    return filled(lambda: sync_models_dev(OFFERS))


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("name", "model_id", "resolved_by"),
    [
        ("gpt-4o", "openai/gpt-4o", "case"),
        ("OpenAI/GPT-4o", "openai/gpt-4o", "case"),
        ("claude-sonnet-4.5", "anthropic/claude-sonnet-4-5", "spelling"),
        (
            "vertex_ai/claude-sonnet-4-20250514",
            "google-vertex/claude-sonnet-4@20250514",
            "spelling",
        ),
        ("gemini/models/gemini-2.5-pro", "google/gemini-2.5-pro", "path"),
        (
            f"{ARN}us.anthropic.claude-sonnet-4-20250514-v1:0",
            "bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0",
            "path",
        ),
        (
            "eu.anthropic.claude-haiku-4-5-20251001-v1:0",
            "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0",
            "geography",
        ),
        (
            "openrouter/anthropic/claude-sonnet-4.5:nitro",
            "openrouter/anthropic/claude-sonnet-4.5",
            "suffix",
        ),
        ("claude-3-5-sonnet-latest", "anthropic/claude-3-5-sonnet-20241022", "newest"),
        ("openai/o9", "openai/o9-2025-01-02", "newest"),
        ("openai/gpt-4o-2029-01-01", "openai/gpt-4o", "undated"),
        ("openai/gpt-4.1-latest", "openai/gpt-4.1-2025-04-14", "newest"),
        ("gemini-2.5-pro-latest", "google/gemini-2.5-pro", "undated"),
        ("openai:gpt-4o", "openai/gpt-4o", "case"),
        ("GPT 4-1", "openai/gpt-4.1", "spelling"),
        ("claude-4.5-sonnet", "anthropic/claude-sonnet-4-5", "canonical"),
        ("wandb/gpt-oss-20b", "wandb/openai/gpt-oss-20b", "path"),
        ("gpt-4.1-2025-04-14", "openai/gpt-4.1-2025-04-14", "case"),
        ("azure_openai:gpt-4o", "azure/gpt-4o", "case"),
        ("OpenAI: GPT-4o", "openai/gpt-4o", "case"),
        (
            "anthropic.claude-haiku-4-5",
            "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0",
            "newest",
        ),
        (
            "us.anthropic.claude-sonnet-4",
            "bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0",
            "newest",
        ),
        ("anthropic/claude-sonnet-4.5:nitro", "openrouter/anthropic/claude-sonnet-4.5", "suffix"),
        (
            "bedrock/claude-haiku-4-5",
            "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0",
            "canonical",
        ),
    ],
)
def test_a_name_means_one_offer(
    client: CatalogClient, name: str, model_id: str, resolved_by: str
) -> None:
    """The answer is that offer's, and says what was asked for and which step knew it."""
    answer = client.get(f"/v1/models/{name}").json()

    assert (model_id, name, resolved_by) == (
        answer["data"]["id"],
        answer["meta"]["resolved_from"],
        answer["meta"]["resolved_by"],
    )


@pytest.mark.usefixtures("environment")
def test_an_id_is_resolved_from_nothing(client: CatalogClient) -> None:
    """What is exact is answered as before."""
    assert "resolved_from" not in client.get("/v1/models/azure/gpt-4o").json()["meta"]


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    "name",
    [
        "openai/gpt-5",
        "openrouter/anthropic/claude-sonnet-4.5:free",
        "azure/claude-sonnet-4-5",
        "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc",
        "gpt-4",
        "claude-3-5-sonnet-20240620",
        "x" * 2000,
    ],
)
def test_a_neighbour_is_never_given(client: CatalogClient, name: str) -> None:
    """A name that nobody knows is an honest 404."""
    assert 404 == client.get(f"/v1/models/{name}").status


@pytest.mark.usefixtures("environment")
def test_several_offers_are_named(client: CatalogClient) -> None:
    """A name of a model that many sell is 404, with the offers to choose from."""
    answer = client.get("/v1/models/gpt-oss-20b")

    assert 404 == answer.status
    message = answer.json()["error"]["message"]
    assert "'inference-net/openai/gpt-oss-20b', 'wandb/openai/gpt-oss-20b'" in message


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    "name",
    [
        "mixtral-8x7b-instruct",
        "mixtral:8x7b",
        "TheBloke/Mixtral-8x7B-Instruct-v0.1-GGUF",
        "mistralai/Mixtral-8x7B-Instruct-v0.1",
    ],
)
def test_the_words_of_a_model_mean_no_single_stranger(client: CatalogClient, name: str) -> None:
    """One of many sellers whose id is just the name is named beside the others."""
    answer = client.get(f"/v1/models/{name}")

    assert 404 == answer.status
    message = answer.json()["error"]["message"]
    assert "'cloudferro-sherlock/Mixtral-8x7B-Instruct-v0.1', 'wandb/mistralai/" in message


@pytest.mark.usefixtures("environment")
def test_a_stranger_does_not_answer_for_a_maker(client: CatalogClient) -> None:
    """Who alone still sells what its maker does not is named, for the price is another."""
    answer = client.get("/v1/models/gemini-1.5-pro")

    assert 404 == answer.status
    assert "'poe/Gemini-1.5-Pro'" in answer.json()["error"]["message"]


@pytest.mark.usefixtures("environment")
def test_prices_by_another_name(client: CatalogClient) -> None:
    """Prices, their history and their sources are found by the same names."""
    for route in ("prices", "history", "sources"):
        answer = client.get(f"/v1/{route}/claude-sonnet-4.5").json()
        assert "spelling" == answer["meta"]["resolved_by"]


@pytest.mark.usefixtures("environment")
def test_a_zone_has_a_price_of_its_own(client: CatalogClient) -> None:
    """A name of another zone is never given the base price."""
    answer = client.get("/v1/prices/eu.anthropic.claude-haiku-4-5-20251001-v1:0")

    assert 404 == answer.status
    assert "in the zone 'eu'" in json.dumps(answer.json())


@pytest.mark.usefixtures("environment")
def test_compare_by_other_names(client: CatalogClient) -> None:
    """A comparison takes the same names, and says what each of them meant."""
    answer = client.get("/v1/compare", models="azure/gpt-4o,claude-sonnet-4.5").json()

    assert {"claude-sonnet-4.5": "anthropic/claude-sonnet-4-5"} == answer["meta"]["resolved"]
    assert 404 == client.get("/v1/compare", models="azure/gpt-4o,gpt-oss-20b").status


@pytest.mark.usefixtures("environment")
def test_search_finds_an_offer_by_another_name(client: CatalogClient) -> None:
    """What means one offer here is the first result there, however unlike its words are."""
    haiku = "anthropic.claude-haiku-4-5-20251001-v1:0"
    arn = f"arn:aws:bedrock:us-east-1:123456789012:foundation-model/{haiku}"

    assert f"bedrock/{haiku}" == client.get("/v1/search", q=arn).json()["data"][0]["id"]
