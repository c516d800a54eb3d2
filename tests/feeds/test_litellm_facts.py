"""Facts of LiteLLM's cost map: the catalogue's where it has any, else the list's."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.litellm_map import MAP, entry, hear
from tests.support.seeds.awkward_prices import BATCH, OFFERS, Row, over, tokens
from tests.support.seeds.feed_offers import feed, offer

FACTS: dict[str, Any] = {
    "context_length": 128_000,
    "max_output_tokens": 16_384,
    "input_modalities": ["text", "image"],
    "output_modalities": ["text"],
    "capabilities": ["tools"],
}
STATED = {
    "max_input_tokens": 128_000,
    "max_output_tokens": 16_384,
    "max_tokens": 16_384,
    "supports_function_calling": True,
    "supports_vision": True,
}
OLD: dict[str, Any] = {
    "max_input_tokens": 8000,
    "max_output_tokens": 4096,
    "max_tokens": 4096,
    "supports_function_calling": False,
    "supports_vision": False,
    "supports_prompt_caching": True,
}


@pytest.mark.parametrize("prices", [tokens("1", "2"), []])
def test_facts_of_the_seller_replace_facts_of_the_list(
    client: CatalogClient, owner_database: Database, prices: list[Row]
) -> None:
    """Field by field, whoever states the prices; a field of the list's alone stays."""
    offer(owner_database, "groq/x", prices, **FACTS)
    hear({"groq/x": entry("groq", **OLD)})

    found = feed(client, MAP)["groq/x"]

    assert STATED == {name: found[name] for name in STATED}
    assert found["supports_prompt_caching"] is True


def test_unknown_facts_of_the_seller_leave_the_facts_of_the_list(
    client: CatalogClient, owner_database: Database
) -> None:
    """A seller that states nothing contradicts nothing."""
    offer(owner_database, "groq/x", tokens("1", "2"))
    hear({"groq/x": entry("groq", **OLD)})

    found = feed(client, MAP)["groq/x"]

    assert OLD == {name: found[name] for name in OLD}


def test_capabilities_of_the_list_are_kept_beside_those_of_the_seller(
    client: CatalogClient, owner_database: Database
) -> None:
    """Google states nothing but thinking of its models, all of which call functions."""
    offer(owner_database, "google/x", tokens("1", "2"), capabilities=["reasoning"])
    hear({"gemini/x": entry("gemini", supports_function_calling=True)})

    found = feed(client, MAP)["gemini/x"]

    assert (True, True) == (found["supports_function_calling"], found["supports_reasoning"])


def test_vision_of_the_list_is_denied_by_a_seller_that_takes_text_alone(
    client: CatalogClient, owner_database: Database
) -> None:
    """Every seller that states what goes in states pictures."""
    offer(owner_database, "groq/x", tokens("1", "2"), input_modalities=["text"])
    hear({"groq/x": entry("groq", supports_vision=True), "groq/y": entry("groq")})

    assert feed(client, MAP)["groq/x"]["supports_vision"] is False


def test_a_window_that_the_list_divides_is_kept_divided(
    client: CatalogClient, owner_database: Database
) -> None:
    """400,000 tokens of which 128,000 come out take 272,000."""
    facts: dict[str, Any] = {"context_length": 400_000, "max_output_tokens": 128_000}
    offer(owner_database, "openai/gpt-9", tokens("1", "2"), **facts)
    hear({"gpt-9": entry("openai", max_input_tokens=272_000, max_output_tokens=128_000)})

    assert 272_000 == feed(client, MAP)["gpt-9"]["max_input_tokens"]


@pytest.mark.parametrize(
    ("takes", "gives", "mode"),
    [
        (["text"], ["text"], "chat"),
        (["text"], ["text", "image"], "chat"),
        (["text"], ["embeddings"], "embedding"),
        (["text"], ["rerank"], "rerank"),
        (["text"], ["image"], "image_generation"),
        (["text"], ["audio"], "audio_speech"),
        (["audio"], ["text"], "audio_transcription"),
        (["text", "image"], ["video", "audio"], "video_generation"),
        ([], [], "chat"),
    ],
)
def test_the_mode_follows_from_what_comes_out(
    client: CatalogClient,
    owner_database: Database,
    takes: list[str],
    gives: list[str],
    mode: str,
) -> None:
    """Of an offer that the list lacks, and of one that it calls chat by default."""
    words: dict[str, Any] = {"input_modalities": takes, "output_modalities": gives}
    offer(owner_database, "groq/x", tokens("1", "2"), **words)
    offer(owner_database, "groq/y", tokens("1", "2"), **words)
    hear({"groq/y": entry("groq"), "groq/z": entry("groq", mode="rerank")})

    found = feed(client, MAP)

    assert (mode, mode) == (found["groq/x"]["mode"], found["groq/y"]["mode"])


def test_text_with_one_unknown_side_is_left_out(
    client: CatalogClient, owner_database: Database
) -> None:
    """LiteLLM charges nothing for a price that is not there; embeddings have no other side.

    Nor are prices of batches or of long prompts alone a price of all others. What is so left out is
    counted, as is what else an offer costs whose text has no fixed price.
    """
    output, inputs = [Row("output_tokens", "4")], [Row("input_tokens", "4")]
    offer(owner_database, "groq/half", output)
    offer(owner_database, "groq/input", inputs, output_modalities=["text"])
    offer(owner_database, "groq/embed", inputs, output_modalities=["embeddings"])
    offer(owner_database, "groq/rank", inputs, output_modalities=["rerank"])
    offer(owner_database, "groq/moderation-1", inputs, output_modalities=["text"])
    offer(owner_database, "groq/picture", output, input_modalities=["image"])
    offer(owner_database, "groq/batch", tokens("1", "2", **BATCH))
    offer(owner_database, "groq/long", tokens("1", "2", **over(1000)))
    offer(owner_database, "groq/auto", [*OFFERS["24 openrouter/auto"], Row("web_searches", "10")])
    hear({"groq/other": entry("groq")})

    answer = client.get(f"/feeds/{MAP}")

    assert "prices=9" == answer.headers["x-pricebook-inexpressible"]
    assert {
        "groq/embed",
        "groq/moderation-1",
        "groq/other",
        "groq/picture",
        "groq/rank",
        "sample_spec",
    } == answer.json().keys()
