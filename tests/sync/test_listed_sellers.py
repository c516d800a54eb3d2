"""Sellers that lists know: who they are, and how they and gateways spell the models of others."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from pricebook.identity.canonical import canonical_id
from pricebook.providers import registry
from pricebook.references.sellers import Seller
from pricebook.storage.postgres import Database
from pricebook.sync import listed_sellers
from pricebook.sync.listed_sellers import open_sellers, seller_spelling
from tests.support.models_dev_sync import entry, sync_models_dev
from tests.support.models_dev_sync import listed as stated
from tests.support.sync_and_query import rows

CACHED = (
    listed_sellers.listed_sellers,
    listed_sellers.open_sellers,
    listed_sellers._hosts,
    listed_sellers.seller_spelling,
)


@pytest.fixture(autouse=True)
def new_process() -> Iterator[None]:
    """Let every test meet a process that was asked about no seller yet."""
    for cached in CACHED:
        cached.cache_clear()
    yield
    for cached in CACHED:
        cached.cache_clear()


def test_a_provider_is_a_seller_with_every_name_that_lists_have_for_it() -> None:
    """Also with those of its further doors; who it is stands in its own module."""
    provider = replace(
        registry()["groq"],
        names={"litellm": ("groq",), "models.dev": ("groq",)},
        other_names={"litellm": ("groq_text",), "genai-prices": ("groq_old",)},
        unpriced_in=("models.dev",),
    )

    assert Seller(
        slug="groq",
        name="Groq",
        kind="host",
        website=provider.website,
        key="GROQ_API_KEY",
        names={
            "litellm": ("groq", "groq_text"),
            "models.dev": ("groq",),
            "genai-prices": ("groq_old",),
        },
        unpriced_in=("models.dev",),
    ) == listed_sellers._seller(provider)


def test_what_lists_still_state_of_an_ended_service_is_not_sold() -> None:
    """Its offers are wanted of no list; everybody else's are."""
    ended = listed_sellers.listed_sellers().keys() - open_sellers().keys()

    assert {slug for slug, provider in registry().items() if provider.ended} == ended
    assert {"github-models", "lambda"} <= ended


@pytest.mark.parametrize(
    ("seller", "listed", "canonical"),
    [
        ("databricks", "databricks-gpt-5", "openai/gpt-5"),
        ("edenai", "databricks/databricks-gpt-oss-20b", "openai/gpt-oss-20b"),
        ("clarifai", "moonshotai/chat-completion/models/Kimi-K2_6", "moonshotai/kimi-k2.6"),
        ("perplexity", "moonshot-ai/kimi-k3", "moonshotai/kimi-k3"),
        ("cortecs", "claude-opus4-6", "anthropic/claude-opus-4.6"),
        ("bedrock", "anthropic.claude-haiku-4-5@20251001", "anthropic/claude-haiku-4.5"),
        ("featherless", "meta-llama/Llama-2-13b-chat-hf", "meta-llama/llama-2-13b-chat"),
        ("oci", "xai.grok-4.3", "x-ai/grok-4.3"),
        ("ofox", "bailian/qwen3.5-27b", "qwen/qwen3.5-27b"),
        ("llmgateway", "canopywave/kimi-k3", "moonshotai/kimi-k3"),
        ("llmgateway", "azure/gpt-5-nano", "openai/gpt-5-nano"),
        ("llmgateway", "sakana/fugu-ultra", "sakana/fugu-ultra"),
        ("kilo", "nvidia/neva-22b", "nvidia/neva-22b"),
        ("modelscope", "ZhipuAI/GLM-4.5", "z-ai/glm-4.5"),
        ("google-vertex", "claude-sonnet-4-5@20250929", "anthropic/claude-sonnet-4.5"),
        ("google-vertex", "gemini-2.5-pro", "google/gemini-2.5-pro"),
        ("deepgram", "nova-2-atc", "deepgram/nova-2-atc"),
        ("moonshotai-cn", "kimi-next", "moonshotai/kimi-next"),
        ("zhipuai", "zero-1", "z-ai/zero-1"),
        ("stepfun-cn", "audio-1", "stepfun/audio-1"),
        ("crusoe", "audio-1", None),
        ("qiniu-ai", "deepseek-v3.1-251222", "deepseek/deepseek-v3.1"),
        ("ai-router", "azure/gpt-5-nano", "openai/gpt-5-nano"),
        ("ai-router", "crusoe/kimi-k3", "moonshotai/kimi-k3"),
        ("ai-router", "opencode/kimi-k3", "moonshotai/kimi-k3"),
        ("ai-router", "aion-labs/llama-3.1-8b-rp", "aion-labs/llama-3.1-8b-rp"),
        ("ai-router", "nvidia/gpt-oss-20b-eagle", "nvidia/gpt-oss-20b-eagle"),
    ],
)
def test_whose_model_it_is(seller: str, listed: str, canonical: str | None) -> None:
    """What a seller writes before an id hides no model, and makes none."""
    assert canonical == canonical_id(seller_spelling(seller), listed)


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(("alias", "canonical"), [(None, "openai/gpt-5"), ("acme/x", "acme/x")])
def test_a_better_rule_names_what_only_lists_state(
    owner_database: Database, alias: str | None, canonical: str
) -> None:
    """The next run joins what an earlier release kept apart, unless an operator knows better."""
    sync_models_dev(stated(wandb={"openai/gpt-5": entry()}))
    owner_database.run("INSERT INTO canonical_models (id, name) VALUES ('acme/x', 'X')")
    owner_database.run("UPDATE models SET canonical_id = 'acme/x'")
    owner_database.run("UPDATE listed_offers SET canonical_id = 'acme/x'")
    if alias:
        owner_database.run(
            "INSERT INTO model_aliases (alias, canonical_id, reason)"
            " VALUES ('openai/gpt-5', :alias, 'a rebrand')",
            alias=alias,
        )
    sync_models_dev(stated(wandb={"openai/gpt-5": entry()}))

    assert [[canonical]] == rows(owner_database, "SELECT canonical_id FROM models")
