"""Search: what people type, and what they mean."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from redis import Redis

from pricebook.catalog.search import MAX_COMPARED
from pricebook.storage import valkey as remote
from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.searchable_models import familiar, stock

MEANT = {
    "gpt4o": "openai/gpt-4o",
    "GPT 4o": "openai/gpt-4o",
    "gtp 4o": "openai/gpt-4o",
    "openai/gpt-4o": "openai/gpt-4o",
    "gpt4o mini": "openai/gpt-4o-mini",
    "gpt 4o 2024-05": "openai/gpt-4o-2024-05-13",
    "o1": "openai/o1",
    "gpt oss": "openai/gpt-oss-120b",
    "embeding 3 large": "openai/text-embedding-3-large",
    "claud opus": "anthropic/claude-opus-4.1",
    "cluade opus": "anthropic/claude-opus-4.1",
    "opus 4.1": "anthropic/claude-opus-4.1",
    "sonet 4": "anthropic/claude-sonnet-4",
    "sonnet 4.5": "anthropic/claude-sonnet-4.5",
    "claude-sonnet-4-5": "anthropic/claude-sonnet-4.5",
    "claude 3.5": "anthropic/claude-3.5-sonnet",
    "sonnet claude 3.5": "anthropic/claude-3.5-sonnet",
    "haiku": "anthropic/claude-haiku-4.5",
    "gemini flsh": "google/gemini-2.5-flash",
    "gemini 2.5 flash lite": "google/gemini-2.5-flash-lite",
    "gemma 27b": "google/gemma-3-27b-it",
    "lama 3.3": "meta-llama/llama-3.3-70b-instruct",
    "llama3.3 70b": "meta-llama/llama-3.3-70b-instruct",
    "llama 3.1 instruct": "meta-llama/llama-3.1-8b-instruct",
    "llama 4": "meta-llama/llama-4-maverick",
    "qwen3max": "qwen/qwen3-max",
    "qwen coder": "qwen/qwen3-coder-480b-a35b-instruct",
    "deepseek r1 distil": "deepseek/deepseek-r1-distill-llama-70b",
    "deepseek-r1": "deepseek/deepseek-r1",
    "depseek v3.1": "deepseek/deepseek-v3.1",
    "mistrl large": "mistralai/mistral-large-2411",
    "mixtral 8x7b": "mistralai/mixtral-8x7b-instruct",
    "kimi k2": "moonshotai/kimi-k2",
    "glm4.6": "z-ai/glm-4.6",
    "grok4": "x-ai/grok-4",
    "command r+": "cohere/command-r-plus",
    "phi4": "microsoft/phi-4",
}


@pytest.fixture(autouse=True)
def shelf(client: CatalogClient, owner_database: Database) -> None:
    """Sell what everybody knows."""
    assert client
    stock(owner_database, familiar())


def find(client: CatalogClient, q: str, **query: Any) -> list[Any]:
    """Return the models that a search finds."""
    models: list[Any] = client.get("/v1/search", q=q, **query).json()["data"]
    return models


def test_what_people_mean_comes_first(client: CatalogClient) -> None:
    """Wrong letters, missing blanks and parts of names find the model all the same."""
    assert MEANT == {words: find(client, words)[0]["canonical_id"] for words in MEANT}


@pytest.mark.parametrize(
    ("words", "model_id"),
    [
        ("openrouter/openai/gpt-4o", "openrouter/openai/gpt-4o"),
        ("claude-opus-4-1-20250805", "anthropic/claude-opus-4-1-20250805"),
        (
            "accounts/fireworks/models/llama-v3p3-70b-instruct",
            "fireworks/accounts/fireworks/models/llama-v3p3-70b-instruct",
        ),
        (
            "META-LLAMA/llama-3.3-70b-instruct-TURBO",
            "together/meta-llama/Llama-3.3-70B-Instruct-Turbo",
        ),
        ("groq lama 3.3", "groq/llama-3.3-70b-versatile"),
        ("llama 3.3 turbo", "together/meta-llama/Llama-3.3-70B-Instruct-Turbo"),
    ],
)
def test_an_offer_can_be_meant(client: CatalogClient, words: str, model_id: str) -> None:
    """A pasted id finds that offer, and so does the name of a seller beside that of a model."""
    assert model_id == find(client, words)[0]["id"]


def test_an_exact_name_beats_a_longer_one(client: CatalogClient) -> None:
    """All that is called so comes before what only begins so."""
    names = [model["canonical_id"] for model in find(client, "gpt-4o")]

    assert names == sorted(names, key=lambda name: name != "openai/gpt-4o")
    assert {"openai/gpt-4o", "openai/gpt-4o-mini"} <= set(names)


def test_many_sellers_beat_few(client: CatalogClient, owner_database: Database) -> None:
    """Of two names that fit as well, the one that more sellers list was meant."""
    rare = {"provider": "openrouter", "id": "acme/a-zeta", "canonical": "acme/a-zeta"}
    known = [
        {"provider": slug, "id": "acme/b-zeta", "canonical": "acme/b-zeta"}
        for slug in ("openrouter", "requesty", "nano-gpt")
    ]
    stock(owner_database, [rare, *known])

    assert ["acme/b-zeta"] * 3 + ["acme/a-zeta"] == [
        m["canonical_id"] for m in find(client, "zeta")
    ]


def test_the_newest_of_equals_comes_first(client: CatalogClient, owner_database: Database) -> None:
    """Where nothing else tells two models apart, people mean the newer one."""
    releases = {
        "acme/zeta-1": "2024-01-01",
        "acme/zeta-3": "2026-01-01",
        "acme/zeta-2": "2025-01-01",
    }
    stock(
        owner_database,
        [
            {"provider": "openrouter", "id": name, "canonical": name, "released": day}
            for name, day in releases.items()
        ],
    )

    result = [model["canonical_id"] for model in find(client, "zeta")]

    assert ["acme/zeta-3", "acme/zeta-2", "acme/zeta-1"] == result


def test_inactive_models_rank_below_active_ones(
    client: CatalogClient, owner_database: Database
) -> None:
    """An inactive offer is found behind the active ones that fit as well."""
    owner_database.run("UPDATE models SET is_active = false WHERE model_id = 'openai/gpt-4o'")

    ids = [model["id"] for model in find(client, "gpt4o")]

    assert "openai/gpt-4o" in ids
    assert "openai/gpt-4o" != ids[0]


def test_a_model_without_canonical_id_is_found(
    client: CatalogClient, owner_database: Database
) -> None:
    """A listing without a canonical model is found by its name, and by a part of its id."""
    odd = {"provider": "openrouter", "id": "labs/xqz_router-9", "name": "Xylophone Router"}
    stock(owner_database, [odd])

    for words in ("xylofone router", "qz_rout"):
        assert "openrouter/labs/xqz_router-9" == find(client, words)[0]["id"]


def test_long_words_are_compared_by_their_beginning(
    client: CatalogClient, owner_database: Database
) -> None:
    """No question takes long, however long it is; a whole id is found whatever its length."""
    long = f"labs/{'very-' * 20}long"
    stock(owner_database, [{"provider": "openrouter", "id": long, "canonical": None}])
    begun = "the one that people call claude opus 4.1 by anthropic, and its ".ljust(
        MAX_COMPARED, "x"
    )

    assert f"openrouter/{long}" == find(client, f"openrouter/{long}")[0]["id"]
    assert find(client, begun) == find(client, f"{begun} mixtral 8x7b instruct, mistral large")
    assert find(client, begun)


def test_the_answer_holds_whole_documents(client: CatalogClient) -> None:
    """A search box has name, id and prices without asking again."""
    answer = client.get("/v1/search", q="gpt4o", page_size=2).json()

    assert 2 == len(answer["data"])
    assert {"id", "provider", "canonical_id", "name", "pricing", "prices", "last_seen_at"} <= set(
        answer["data"][0]
    )
    assert {"q": "gpt4o", "page_size": 2}.items() <= answer["meta"].items()


@pytest.mark.parametrize("words", ["zzyzx", "???", "%", "_", "' OR 1=1 --", "😀", " "])
def test_words_like_no_model_give_an_empty_list(client: CatalogClient, words: str) -> None:
    """What nobody sells is not found; signs mean nothing, to LIKE neither."""
    answer = client.get("/v1/search", q=words)

    assert (200, []) == (answer.status, answer.json()["data"])


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"q": "x" * 201}, "q"),
        ({"q": "gpt", "page_size": 0}, "page_size"),
        ({"q": "gpt", "page_size": 101}, "page_size"),
        ({"q": "gpt", "page_size": "many"}, "page_size"),
        ({"q": "gpt", "limit": 1}, "limit"),
    ],
)
def test_wrong_parameters_are_400(client: CatalogClient, query: Any, parameter: str) -> None:
    """The answer names the parameter that cannot be read."""
    answer = client.get("/v1/search", **query)

    assert (400, parameter) == (answer.status, answer.json()["error"]["details"]["parameter"])


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("openai/gpt4o", "openai/gpt-4o"),
        ("opnrouter/anthropic/claud-sonnet-4", "openrouter/anthropic/claude-sonnet-4"),
        ("x" * 5000, None),
    ],
)
def test_a_misspelt_id_gets_a_suggestion(
    client: CatalogClient, path: str, meant: str | None
) -> None:
    """A model that does not exist answers 404 and the id that was probably meant."""
    answer = client.get(f"/v1/models/{path}")

    assert 404 == answer.status
    assert (meant is None) or f"Did you mean {meant!r}?" in answer.json()["error"]["message"]


def test_search_results_are_cached_and_served_stale(
    client: CatalogClient, reset_process: Callable[[], None], stop_postgres: Callable[[], None]
) -> None:
    """Found once, an answer comes from memory, and in an outage it is marked as stale."""
    params: dict[str, Any] = {
        "/v1/search": {"q": "gpt4o"},
        "/v1/canonical": {},
        "/v1/canonical/openai/gpt-4o": {},
        "/v1/compare": {"models": "openai/gpt-4o,openai/gpt-5"},
        "/v1/providers/openai": {},
    }

    def sources() -> set[tuple[str, str | None]]:
        answers = [client.get(path, **query) for path, query in params.items()]
        return {(a.headers["x-pricebook-cache"], a.headers.get("warning")) for a in answers}

    assert [{("database", None)}, {("memory", None)}] == [sources(), sources()]
    reset_process()
    assert {("valkey", None)} == sources()
    stop_postgres()
    _forget_generations()
    reset_process()
    assert {("stale", '110 - "Response is Stale"')} == sources()


def _forget_generations() -> None:
    with Redis.from_url(os.environ["REDIS_URL"]) as valkey:
        valkey.delete(*valkey.keys(f"{remote.PREFIX}:generation:*"))
