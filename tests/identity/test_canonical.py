"""Which listings are the same model, and which only look like it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricebook.identity.canonical import PLAIN
from pricebook.identity.canonical import canonical_id as identify
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync.listed_sellers import seller_spelling
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import rows, run, versions

SAMPLE = Path(__file__).parent / "identity_sample.json"
PRECISION = 0.98
RECALL = 0.97

SAME = {
    "cohere/embed-v4.0": [("bedrock", "cohere.embed-v4:0"), ("cohere", "embed-v4.0")],
    "cohere/rerank-v3.5": [("bedrock", "cohere.rerank-v3-5:0"), ("cohere", "rerank-v3.5")],
    "luma/ray-v2": [("bedrock", "luma.ray-v2:0")],
    "anthropic/claude-3.5-sonnet": [
        ("openrouter", "anthropic/claude-3.5-sonnet:beta"),
        ("anthropic", "claude-3-5-sonnet-20241022"),
        ("bedrock", "us.anthropic.claude-3-5-sonnet-20241022-v2:0"),
        ("bedrock", "anthropic.claude-3-5-sonnet-20241022-v2:0:200k"),
        ("poe", "Claude-Sonnet-3.5"),
    ],
    "anthropic/claude-opus-4.8": [
        ("openrouter", "anthropic/claude-opus-4.8:batch"),
        ("openrouter", "anthropic/claude-opus-4.8-fast"),
        ("venice", "claude-opus-4-8-fast"),
        ("perplexity", "anthropic/claude-opus-4-8"),
    ],
    "deepseek/deepseek-r1-0528": [
        ("deepinfra", "deepseek-ai/DeepSeek-R1-0528-Turbo"),
        ("nebius", "deepseek-ai/DeepSeek-R1-0528-fast"),
        ("inference-net", "deepseek/deepseek-r1-0528/fp-8"),
        ("requesty", "netmind/deepseek-ai/DeepSeek-R1-0528"),
        ("parasail", "parasail-deepseek-r1-0528"),
    ],
    "deepseek/deepseek-v4-pro-0813": [
        ("novita", "deepseek/deepseek-v4-pro-0813-p"),
        ("openrouter", "deepseek/deepseek-v4-pro-0813"),
    ],
    "google/gemma-4-31b-it": [
        ("google", "models/gemma-4-31b-it"),
        ("cerebras", "gemma-4-31b"),
        ("bedrock", "google.gemma-4-31b"),
        ("openrouter", "google/gemma-4-31b-it:free"),
    ],
    "meta-llama/llama-3.3-70b-instruct": [
        ("fireworks", "accounts/fireworks/models/llama-v3p3-70b-instruct"),
        ("groq", "llama-3.3-70b-versatile"),
        ("huggingface", "meta-llama/Llama-3.3-70B-Instruct:nscale"),
        ("cloudflare", "@cf/meta/llama-3.3-70b-instruct-fp8-fast"),
        ("sambanova", "Meta-Llama-3.3-70B-Instruct"),
        ("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo-Free"),
        ("bedrock", "meta.llama3-3-70b-instruct-v1:0"),
    ],
    "openai/gpt-5.4": [
        ("openai", "gpt-5.4-2026-03-05"),
        ("venice", "openai-gpt-54"),
        ("bedrock", "openai.gpt-5.4"),
        ("cloudflare", "azure-openai/gpt-5.4"),
    ],
    "openai/gpt-5.4-pro": [
        ("azure", "Azure OpenAI GPT5/5.4 pro Dz"),
        ("azure", "gpt-5.4-pro-2026-03-05"),
    ],
    "openai/gpt-4o-mini-realtime-preview-2024-12-17": [
        ("azure", "Azure OpenAI/gpt4omini-rt-1217 glbl"),
    ],
    "moonshotai/kimi-k2-thinking": [
        ("edenai", "amazon/moonshot.kimi-k2-thinking"),
        ("azure", "Azure Kimi/K2 Thinking DZ"),
    ],
    "moonshotai/kimi-k2.6": [
        ("fireworks", "accounts/fireworks/routers/kimi-k2p6-fast"),
        ("llmgateway", "baidu/kimi-k2.6"),
    ],
    "nvidia/nemotron-3-nano-30b-a3b": [
        ("ollama-cloud", "nemotron-3-nano:30b"),
        ("bedrock", "nvidia.nemotron-nano-3-30b"),
        ("pioneer", "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16"),
    ],
    "anthropic/claude-opus-4.6": [
        ("kilo", "stealth/claude-opus-4.6"),
        ("aihubmix", "claude-opus-4-6-think"),
        ("sap-ai-core", "anthropic--claude-4.6-opus"),
    ],
    "tencent/hy3": [("llmgateway", "novita/hy3"), ("opencode-zen", "hy3-free")],
    "meta-llama/llama-3.1-70b-instruct": [
        ("ovhcloud", "Meta-Llama-3_1-70B-Instruct"),
        ("featherless", "nvidia/Llama-3.1-70B-Instruct-FP8"),
        ("abacus", "llama-3.1-70b-versatile"),
    ],
    "qwen/qwen3.5-397b-a17b": [
        ("llmgateway", "novita/qwen35-397b-a17b"),
        ("ollama-cloud", "qwen3.5:397b"),
    ],
    "bytedance/seed-1.6": [("ofox", "volcengine/doubao-seed-1-6")],
    "google/imagen-4-ultra": [
        ("fal", "fal-ai/imagen4/preview/ultra"),
        ("google", "imagen-4.0-ultra-generate-001"),
    ],
    "deepseek/deepseek-r1-distill-qwen-1.5b": [("alibaba-cn", "deepseek-r1-distill-qwen-1-5b")],
    "qwen/qwen3-32b": [
        ("chutes", "Qwen/Qwen3-32B-TEE"),
        ("cerebras", "qwen-3-32b"),
        ("novita", "qwen/qwen3-32b-fp8"),
        ("vercel-ai-gateway", "alibaba/qwen-3-32b"),
    ],
    "z-ai/glm-4.5": [
        ("fireworks", "accounts/fireworks/models/glm-4p5"),
        ("novita", "zai-org/glm-4.5"),
        ("zai", "glm-4.5"),
    ],
}
APART = [
    ("openai", "gpt-4o", "gpt-4o-2024-05-13"),
    ("openai", "gpt-4o", "gpt-4o-mini"),
    ("openai", "gpt-4", "gpt-4-turbo"),
    ("openai", "gpt-3.5-turbo", "gpt-3.5-turbo-instruct"),
    ("anthropic", "claude-3-5-sonnet-20241022", "claude-3-5-sonnet-20240620"),
    ("hyperbolic", "meta-llama/Meta-Llama-3.1-405B", "meta-llama/Meta-Llama-3.1-405B-Instruct"),
    ("together", "deepseek-ai/DeepSeek-R1", "deepseek-ai/DeepSeek-R1-Distill-Llama-70B"),
    ("openrouter", "deepseek/deepseek-r1", "deepseek/deepseek-r1-0528"),
    ("openrouter", "moonshotai/kimi-k2", "moonshotai/kimi-k2-thinking"),
    ("deepinfra", "zai-org/GLM-4.7", "zai-org/GLM-4.7-Flash"),
    ("groq", "whisper-large-v3", "whisper-large-v3-turbo"),
    ("xai", "grok-4-fast-reasoning", "grok-4-fast-non-reasoning"),
    ("featherless", "meta-llama/Llama-3.2-1B-Instruct", "kavish218/Llama-3.2-1B-Instruct"),
    ("featherless", "acme/test_1-0", "acme/test_1.0"),
    ("featherless", "acme/Llama-3-8B-Instruct-FP8", "meta-llama/Llama-3-8B-Instruct"),
    ("bedrock", "nvidia.nemotron-nano-9b-v2", "nvidia.nemotron-nano-12b-v2"),
    ("openrouter", "z-ai/glm-4.1v-9b-thinking", "z-ai/glm-4.1v-9b"),
    ("minimax", "MiniMax-M2.7-highspeed", "MiniMax-M2.7"),
    ("xai", "grok-4-fast", "grok-4"),
    ("azure", "Azure OpenAI/gpt-4.1-ft mdl grdr", "gpt-4.1"),
    ("azure", "Azure Grok Models/4.3 DZ L", "grok-4.3"),
    ("bedrock", "meta.llama3-1-8b-instruct-v1:0", "meta.llama3-1-70b-instruct-v1:0"),
]
NOTHING = [
    ("openrouter", "openrouter/auto"),
    ("orcarouter", "orcarouter/auto"),
    ("openrouter", "~anthropic/claude-opus-latest"),
    ("openai", "chatgpt-4o-latest"),
    ("deepseek", "deepseek-chat"),
    ("cohere", "command-nightly"),
    ("venice", "gemma-4-uncensored"),
    ("poe", "Web-Search"),
    ("poe", "GPT-Researcher"),
    ("openrouter", "acme/rocket:of-a-kind-that-nobody-knows"),
    ("openrouter", ""),
    ("openrouter", "a/" * 500),
]


def canonical_id(slug: str, listed: str) -> str | None:
    """Return which model a seller's id is."""
    return identify(seller_spelling(slug), listed)


@pytest.mark.parametrize("expected", SAME)
def test_offers_of_one_model_are_joined(expected: str) -> None:
    """However its sellers spell it, a model is one model."""
    assert {expected} == {canonical_id(provider, listed) for provider, listed in SAME[expected]}


@pytest.mark.parametrize(("provider", "one", "other"), APART)
def test_different_models_stay_apart(provider: str, one: str, other: str) -> None:
    """A size, a base, a distillate, a release of its own: their prices are never compared."""
    assert canonical_id(provider, one) != canonical_id(provider, other)


@pytest.mark.parametrize(("provider", "listed"), NOTHING)
def test_what_is_no_single_model_gets_nothing(provider: str, listed: str) -> None:
    """Routers, moving names and products made of a model are joined with nothing."""
    assert canonical_id(provider, listed) is None


def test_the_rules_agree_with_a_reader() -> None:
    """Of 200 listings that a person has labelled, nearly all are right, and wrong ones are few."""
    sample = json.loads(SAMPLE.read_text())
    results = [(canonical_id(provider, listed), label) for provider, listed, label in sample]
    right = sum(result == label for result, label in results if result)

    assert 200 == len(sample)
    assert PRECISION <= right / sum(result is not None for result, _ in results)
    assert RECALL <= right / sum(label is not None for _, label in results)


@given(st.sampled_from([*registry()]), st.text())
def test_any_id_is_answered(provider: str, listed: str) -> None:
    """Whatever an id looks like, the answer is an id that can be stored, or nothing."""
    result = canonical_id(provider, listed)

    assert result is None or PLAIN.fullmatch(result)


@pytest.mark.usefixtures("environment")
def test_a_run_joins_what_it_lists(owner_database: Database) -> None:
    """Two offers of one model are found under one canonical model, with its creator and name."""
    run(item("openai/gpt-4o"), item("openai/gpt-4o:batch"), item("openrouter/auto"))

    assert [["openai/gpt-4o", "openai", "openai/gpt-4o", 2]] == rows(
        owner_database,
        "SELECT c.id, c.creator, c.name, count(*) FROM canonical_models c"
        " JOIN models m ON m.canonical_id = c.id GROUP BY c.id",
    )
    document = "SELECT document ->> 'canonical_id' FROM models WHERE provider_model_id = :listed"
    assert [["openai/gpt-4o"]] == owner_database.run(document, listed="openai/gpt-4o:batch")


@pytest.mark.usefixtures("environment")
def test_a_name_for_people_takes_the_place_of_an_id(owner_database: Database) -> None:
    """Whoever lists a model first may have no name for it but an id; a name stays."""
    names = []
    for name in ("openai/gpt-9", "GPT-9", "vendor/gpt-9", "Another"):
        run(item("openai/gpt-9") | {"name": name})
        names += rows(owner_database, "SELECT name FROM canonical_models")

    assert [["openai/gpt-9"], ["GPT-9"], ["GPT-9"], ["GPT-9"]] == names


@pytest.mark.usefixtures("environment")
def test_an_operator_knows_better(owner_database: Database) -> None:
    """An alias beats the rules, one about this seller beats one about all, and then it rests."""
    listed = [item("acme/a"), item("acme/b")]
    run(*listed)
    owner_database.run(
        "INSERT INTO canonical_models (id, name) VALUES ('real/a', 'A'), ('real/b', 'B')"
    )
    owner_database.run(
        "INSERT INTO model_aliases (provider, alias, canonical_id, reason) VALUES"
        " (NULL, 'acme/a', 'real/a', 'a rebrand'), (NULL, 'acme/b', 'real/a', 'a rebrand'),"
        " ('openrouter', 'acme/b', 'real/b', 'not at this seller')"
    )

    assert 2 == run(*listed).updated
    before = versions(owner_database)
    assert 0 == run(*listed).updated
    assert before == versions(owner_database)
    assert [["acme/a", "real/a"], ["acme/b", "real/b"]] == rows(
        owner_database, "SELECT provider_model_id, canonical_id FROM models ORDER BY 1"
    )
