"""How LiteLLM spells a price and its conditions."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.litellm_map import MAP, entry, hear
from tests.support.seeds.awkward_prices import OFFERS, Row, over, tokens
from tests.support.seeds.feed_offers import feed, offer

AWKWARD = {
    "1 openai gpt-5.5": {
        "input_cost_per_token": "0.000005",
        "input_cost_per_token_above_272k_tokens": "0.00001",
        "input_cost_per_token_batches": "0.0000025",
        "input_cost_per_token_above_272k_tokens_batches": "0.000005",
        "input_cost_per_token_above_272k_tokens_flex": "0.000005",
        "output_cost_per_token_priority": "0.000075",
        "cache_read_input_token_cost_above_272k_tokens_flex": "0.0000005",
        "cache_read_input_token_cost_priority": "0.00000125",
        "regional_processing_uplift_multiplier_eu": "1.1",
    },
    "2 openai gpt-6-astra": {
        "input_cost_per_token_ultrafast": "0.00006",
        "output_cost_per_token_above_272k_tokens_ultrafast": "0.00045",
        "cache_creation_input_token_cost_above_12hr": "0.000025",
    },
    "5 anthropic claude-haiku-5-5": {
        "cache_creation_input_token_cost": "0.000000125",
        "cache_creation_input_token_cost_above_1hr": "0.0000002",
        "cache_creation_input_token_cost_above_1hr_above_100k_tokens": "0.000001",
        "cache_read_input_token_cost_above_100k_tokens": "0.00000005",
    },
    "7 google gemini-2.5-pro": {
        "input_cost_per_token_above_200k_tokens_priority": "0.0000045",
        "google_maps_grounding_cost_per_query": "0.025",
    },
    "9 google gemini-3-pro-image": {
        "output_cost_per_image_token": "0.00012",
        "output_cost_per_image_token_batches": "0.00006",
        "input_cost_per_image": "0.0011",
    },
    "11 dashscope qwen3-max": {
        "input_cost_per_token": "0.0000012",
        "output_cost_per_token_above_128k_tokens": "0.000015",
    },
    "12 perplexity sonar-deep-research": {
        "citation_cost_per_token": "0.000002",
        "output_cost_per_reasoning_token": "0.000003",
    },
    "13 dashscope wan3.0": {"output_cost_per_second_720p": "0.082513"},
    "16 openai whisper-1": {"input_cost_per_second": "0.0001"},
    "16 elevenlabs eleven_multilingual_v2": {"input_cost_per_character": "0.00008"},
    "17 mistral-ocr-latest": {"ocr_cost_per_page": "0.004", "ocr_cost_per_page_batches": "0.002"},
    "18 cohere rerank-v3.5": {"input_cost_per_query": "0.002"},
    "21 fal nano-banana-2": {
        "output_cost_per_image_0.5K": "0.06",
        "output_cost_per_image_4K": "0.16",
    },
}


@pytest.mark.parametrize("name", AWKWARD)
def test_an_awkward_price_has_its_key(
    client: CatalogClient, owner_database: Database, name: str
) -> None:
    """Tiers, speeds, lifetimes of a cache and media, by LiteLLM's own grammar."""
    offer(owner_database, "groq/x", OFFERS[name])
    hear({"groq/other": entry("groq")})

    body = feed(client, MAP)["groq/x"]

    assert AWKWARD[name] == {key: format(body[key], "f") for key in AWKWARD[name]}


def test_searches_lie_one_level_deeper(client: CatalogClient, owner_database: Database) -> None:
    """By the size of their context, or all sizes alike."""
    offer(owner_database, "perplexity/sonar-pro", OFFERS["12 perplexity sonar-pro"])
    offer(owner_database, "groq/x", [Row("web_searches", "10")])
    hear({"groq/other": entry("groq")})

    listed = feed(client, MAP)
    key = "search_context_cost_per_query"
    body = {name: model[key] for name, model in listed.items() if key in model}

    sizes = ("low", "medium", "high")
    by_size = dict(zip(sizes, ("0.006", "0.01", "0.014"), strict=True))
    assert {
        "groq/x": {f"search_context_size_{size}": Decimal("0.01") for size in sizes},
        "perplexity/sonar-pro": {
            f"search_context_size_{size}": Decimal(figure) for size, figure in by_size.items()
        },
    } == body


def test_hours_are_off_peak_pricing(client: CatalogClient, owner_database: Database) -> None:
    """Parts with the same rates are windows of one block; a second set of rates is counted."""
    lunch = tokens("0.2", "0.7", utc_windows=[["12:00", "13:00"]])
    offer(owner_database, "deepseek/flash", [*OFFERS["10 deepseek-flash"], *lunch])
    hear({"deepseek/flash": entry("deepseek", off_peak_pricing={"input_cost_per_token": 1})})

    answer = client.get(f"/feeds/{MAP}")

    assert {
        "input_cost_per_token": 1.5e-07,
        "output_cost_per_token": 6e-07,
        "cache_read_input_token_cost": 3e-09,
        "windows": [
            {"hours_utc": "00:00-00:00", "weekdays": [6, 7]},
            {
                "hours_utc": ["00:00-01:00", "04:00-06:00", "10:00-00:00"],
                "weekdays": [1, 2, 3, 4, 5],
            },
        ],
    } == answer.json()["deepseek/flash"]["off_peak_pricing"]
    assert "prices=2" == answer.headers["x-pricebook-inexpressible"]


def test_a_threshold_is_met_at_xai(client: CatalogClient, owner_database: Database) -> None:
    """Its client charges xAI's long prompts from the threshold on, ours from above it."""
    offer(owner_database, "xai/grok", [*tokens("3", "15"), *tokens("6", "30", **over(127_999))])
    hear({"groq/other": entry("groq")})

    assert (
        Decimal("0.000006")
        == feed(client, MAP)["xai/grok"]["input_cost_per_token_above_128k_tokens"]
    )


def test_ranges_are_for_whom_keys_are_not_read(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its calculator of DashScope looks at no threshold in a key, but at whole cards by length."""
    offer(
        owner_database,
        "alibaba-cloud/qwen3-max",
        OFFERS["11 dashscope qwen3-max"],
        context_length=252,
    )
    offer(owner_database, "alibaba-cloud/flat", tokens("1", "2"))
    offer(owner_database, "groq/x", OFFERS["11 dashscope qwen3-max"])
    hear({"groq/other": entry("groq")})

    body = feed(client, MAP)

    assert [
        ([0, 32_000], Decimal("0.0000012"), Decimal("0.000006")),
        ([32_000, 128_000], Decimal("0.0000024"), Decimal("0.000012")),
        ([128_000, 252], Decimal("0.000003"), Decimal("0.000015")),
    ] == [
        (card["range"], card["input_cost_per_token"], card["output_cost_per_token"])
        for card in body["dashscope/qwen3-max"]["tiered_pricing"]
    ]
    assert "tiered_pricing" not in body["dashscope/flat"] | body["groq/x"]


def test_a_second_of_video_costs_what_its_resolution_costs(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its client looks at no resolution where a price of any second of video is stated."""
    offer(owner_database, "google/veo", OFFERS["13 google veo-3.1"])
    offer(owner_database, "groq/x", OFFERS["13 openai sora-2"])
    theirs: dict[str, Any] = {
        "mode": "video_generation",
        "output_cost_per_video_per_second": 9,
    }
    hear({"gemini/veo": entry("gemini", **theirs), "groq/other": entry("groq")})

    listed = feed(client, MAP)

    of_any, of_4k = "output_cost_per_second", "output_cost_per_second_4k"
    assert [
        {of_any: Decimal("0.4"), of_4k: Decimal("0.6")},
        {of_any: Decimal("0.1")},
    ] == [
        {key: value for key, value in listed[name].items() if "second" in key}
        for name in ("gemini/veo", "groq/x")
    ]


def test_a_picture_that_is_made_costs_what_pictures_made_cost(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its client takes `input_cost_per_image` for that, where a model does nothing but draw."""
    rows = [Row("output_images", "0.04"), Row("input_images", "0.01")]
    draws: dict[str, Any] = {"output_modalities": ["image"]}
    offer(owner_database, "groq/edit", rows, **draws)
    offer(owner_database, "groq/old", rows[:1], **draws)
    offer(owner_database, "groq/seen", rows[1:], **draws)
    offer(owner_database, "groq/chat", [*tokens("1", "2"), *rows[1:]])
    theirs = entry("groq", mode="image_generation", input_cost_per_image=0.5)
    hear({"groq/old": theirs, "groq/seen": theirs, "groq/other": entry("groq")})

    answer = client.get(f"/feeds/{MAP}")
    costs = {
        name: {key: cost for key, cost in body.items() if "_per_image" in key}
        for name, body in answer.json().items()
    }

    assert {"output_cost_per_image": 0.04} == costs["groq/edit"] == costs["groq/old"]
    assert {"input_cost_per_image": 0.5} == costs["groq/seen"]
    assert {"input_cost_per_image": 0.01} == costs["groq/chat"]
    assert "prices=2" == answer.headers["x-pricebook-inexpressible"]


def test_five_minutes_are_how_long_a_cache_lasts(
    client: CatalogClient, owner_database: Database
) -> None:
    """A seller that says so has the price of a write that says nothing."""
    written = Row("cache_write_tokens", "3.75", {"cache_ttl": "5m"})
    offer(owner_database, "groq/x", [*tokens("3", "15"), written])
    hear({"groq/other": entry("groq")})

    assert Decimal("0.00000375") == feed(client, MAP)["groq/x"]["cache_creation_input_token_cost"]
