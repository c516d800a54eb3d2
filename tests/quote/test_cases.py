"""The cases that users reported as wrong, by their figures to the last digit."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import Row, over, tokens
from tests.support.seeds.offers import sell

OPUS, SONNET, GPT5 = "anthropic/claude-opus-4-6", "anthropic/claude-sonnet-4-5", "openai/gpt-5"
FLASH, PAINTER = "google/gemini-2.5-flash", "google/gemini-3-pro-image-preview"
SEARCHES = [
    Row("web_searches", "10", {"search_context_size": size}) for size in ("low", "medium", "high")
]
SOLD = {
    OPUS: tokens("5", "25", "0.5", "6.25"),
    SONNET: [
        *tokens("3", "15", "0.3", "3.75"),
        *tokens("6", "22.5", "0.6", "7.5", **over(200_000)),
        Row("cache_write_tokens", "6", {"cache_ttl": "1h"}),
        Row("cache_write_tokens", "12", over(200_000, cache_ttl="1h")),
        *SEARCHES,
    ],
    "anthropic/claude-haiku": [*tokens("1", "5", "0.1", "1.25"), *SEARCHES],
    GPT5: tokens("1.25", "10", "0.125"),
    FLASH: [
        *tokens("0.3", "2.5", "0.03"),
        *(Row("input_audio_tokens", "1"), Row("cache_read_audio_tokens", "0.1")),
    ],
    PAINTER: [*tokens("2", "12"), Row("output_image_tokens", "120")],
    "moonshot/kimi-k2": tokens("0.6", "2.5", "0.15"),
    "openai/gpt-4o-search-preview": [
        *tokens("2.5", "10"),
        Row("web_searches", "30", {"search_context_size": "low"}),
        Row("web_searches", "35", {"search_context_size": "medium"}),
    ],
    "perplexity/sonar": [
        *tokens("1", "1"),
        Row("requests", "0.005", {"search_context_size": "low"}),
        Row("requests", "0.012", {"search_context_size": "high"}),
    ],
}
WRITTEN = {
    "input_tokens": 10,
    "cache_read_input_tokens": 180_000,
    "cache_creation_input_tokens": 25_000,
    "cache_creation": {"ephemeral_1h_input_tokens": 25_000, "ephemeral_5m_input_tokens": 0},
    "output_tokens": 300,
}
IMAGE = {
    "promptTokenCount": 500,
    "candidatesTokenCount": 1500,
    "thoughtsTokenCount": 600,
    "totalTokenCount": 2600,
    "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 500}],
    "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
}


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell what the cases quote."""
    for model, rows in SOLD.items():
        sell(owner_database, model, rows)
    return client


@pytest.mark.parametrize(
    ("model", "usage", "stated", "right"),
    [
        (OPUS, WRITTEN, {}, ("0.2538", False)),
        (SONNET, WRITTEN, {}, ("0.41481", True)),
        (
            "anthropic/claude-haiku",
            {
                "input_tokens": 1800,
                "output_tokens": 640,
                "server_tool_use": {"web_search_requests": 7},
            },
            {},
            ("0.075", True),
        ),
        (PAINTER, IMAGE, {}, ("0.14716", True)),
        (
            GPT5,
            {
                "prompt_tokens": 5200,
                "completion_tokens": 60,
                "total_tokens": 5260,
                "prompt_tokens_details": {
                    "text_tokens": 700,
                    "image_tokens": 4500,
                    "cached_tokens": 4864,
                },
            },
            {},
            ("0.001628", True),
        ),
        (
            OPUS,
            {
                "input_tokens": 12000,
                "output_tokens": 800,
                "iterations": [
                    {"type": "compaction", "input_tokens": 150_000, "output_tokens": 2200},
                    {"type": "message", "input_tokens": 12000, "output_tokens": 800},
                ],
            },
            {},
            ("0.885", True),
        ),
        (
            "moonshot/kimi-k2",
            {
                "prompt_tokens": 6000,
                "completion_tokens": 250,
                "total_tokens": 6250,
                "cached_tokens": 5120,
            },
            {},
            ("0.001921", True),
        ),
        (
            SONNET,
            {
                "input_tokens": 90500,
                "cache_read_tokens": 88000,
                "cache_write_tokens": 2400,
                "output_tokens": 310,
            },
            {},
            ("0.04035", True),
        ),
        (
            "openai/gpt-4o-search-preview",
            {"prompt_tokens": 80, "completion_tokens": 500, "total_tokens": 580},
            {"search_context_size": "medium"},
            ("0.0052", False),
        ),
        (
            "openai/gpt-4o-search-preview",
            {"prompt_tokens": 80, "completion_tokens": 500},
            {},
            ("0.0052", False),
        ),
        (
            "perplexity/sonar",
            {"prompt_tokens": 1000, "completion_tokens": 0, "search_context_size": "low"},
            {},
            ("0.006", True),
        ),
        ("perplexity/sonar", {"prompt_tokens": 1000, "completion_tokens": 0}, {}, ("0.001", False)),
    ],
)
def test_a_reported_case_has_the_right_figure(
    shop: CatalogClient,
    model: str,
    usage: dict[str, Any],
    stated: dict[str, str],
    right: tuple[str, bool],
) -> None:
    """And is complete only where every price of it is known."""
    quote = shop.post("/v1/quote", {"model": model, "usage": usage, **stated}).json()["data"]

    assert right == (quote["total"], quote["complete"]), quote
