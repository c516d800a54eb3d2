"""How sources that sell nothing price a model together, and which ids say whose model it is."""

import json

import pytest

from pricebook.identity.canonical import plain_id
from pricebook.storage.postgres import Database
from pricebook.sync import reference_run
from tests.support.fakes.provider_transport import raw
from tests.support.models_dev_sync import document, models_dev_body, sync_models_dev
from tests.support.seeds.resellers import KEYS, charged, create, gateway
from tests.support.sync_and_query import rows


@pytest.fixture
def creator(environment: pytest.MonkeyPatch) -> None:
    """Let a creator sell its model at a price."""
    for key in KEYS:
        environment.setenv(key, "placeholder")
    create()


@pytest.mark.usefixtures("creator")
def test_the_creators_price_stands_alone(owner_database: Database) -> None:
    """What a list adds to it is not charged, and is heard where the creator's price is not."""
    gateway("openai/gpt-5")
    sync_models_dev(
        models_dev_body(
            openai={"gpt-5": {"input": 1, "output": 10}},
            openrouter={"openai/gpt-5": {"input": 5, "cache_read": 1}},
        )
    )

    assert {"input_tokens": "1", "output_tokens": "10"} == charged(owner_database)
    assert [["input_tokens", "reference:models.dev"]] == rows(
        owner_database, "SELECT meter, other_source FROM price_disagreements"
    )
    assert [["cross-reference"]] == rows(
        owner_database,
        "SELECT DISTINCT source FROM prices_at(now()) p JOIN models m ON m.id = p.model_id"
        " WHERE m.provider = 'openrouter'",
    )


@pytest.mark.usefixtures("creator")
def test_two_lists_that_disagree_are_not_mixed(owner_database: Database) -> None:
    """Of two cards one is taken whole, and the other is named at each of its prices."""
    entry = {
        "litellm_provider": "openai",
        "input_cost_per_token": 9e-6,
        "output_cost_per_token": 9e-6,
        "cache_read_input_token_cost": 1e-6,
    }
    body = json.dumps({"gpt-5": entry}).encode()
    reference_run.run("litellm", triggered_by="cli", fetcher=raw(body))

    assert {"input_tokens": "9", "output_tokens": "9", "cache_read_tokens": "1"} == charged(
        owner_database, "openai/gpt-5"
    )
    prices = document(owner_database, "openai/gpt-5")["prices"]
    assert {"disputed"} == {price["confidence"] for price in prices}
    assert [{"source": "reference:models.dev", "amount": "10"}] == prices[2]["support"]["against"]
    assert [[3]] == rows(
        owner_database,
        "SELECT count(*) FROM prices_at(now()) p JOIN models m ON m.id = p.model_id"
        " WHERE m.provider = 'openai'",
    )


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("gpt-5", "openai/gpt-5"),
        ("Claude-Sonnet-4", "anthropic/claude-sonnet-4"),
        ("anthropic/claude-3-5-haiku-20241022", "anthropic/claude-3.5-haiku"),
        ("xai/grok-4", "x-ai/grok-4"),
        ("GPT-5-Chat", "openai/gpt-5-chat"),
        ("x" * 300, None),
        ("a/b/gpt-5", None),
    ],
)
def test_a_plain_id_is_creator_and_name(name: str, model: str | None) -> None:
    """Spellings of the creator and of the model are read; marks of an offer stay in the name."""
    assert model == plain_id(name)
