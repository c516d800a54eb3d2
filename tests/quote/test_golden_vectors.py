"""The golden vectors: what two maintained clients compute, to the last digit, through the API."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import OFFERS, Row, over, tokens
from tests.support.seeds.offers import price, sell

GPT, GEMINI = "openai/gpt-5.5", "google/gemini-2.5-pro"
QWEN, HAIKU = "dashscope/qwen3-max", "anthropic/claude-haiku-5-5"
OPUS, RERANK = "anthropic/claude-opus-5", "cohere/rerank-v3.5"
LUNA, O3, SONNET = "openai/gpt-5.6-luna", "openai/o3", "anthropic/claude-sonnet-5"
SOLD = {
    GPT: OFFERS["1 openai gpt-5.5"],
    GEMINI: OFFERS["7 google gemini-2.5-pro"],
    QWEN: OFFERS["11 dashscope qwen3-max"],
    HAIKU: OFFERS["5 anthropic claude-haiku-5-5"],
    OPUS: OFFERS["3 anthropic claude-opus-5"],
    RERANK: OFFERS["18 cohere rerank-v3.5"],
    LUNA: [*tokens("1", "6"), *tokens("2", "9", **over(272_000))],
    O3: tokens("10", "40"),
    SONNET: tokens("2", "10"),
}
CACHED = {"cache_read_tokens": 120_000, "cache_write_tokens": 10_000}
CLAUDE = {
    "input_tokens": 2000,
    "cache_read_input_tokens": 6000,
    "cache_creation_input_tokens": 2000,
    "output_tokens": 1000,
}


def text(prompt: int, completion: int = 1000, **more: int) -> dict[str, int]:
    """Return usage in our meters."""
    return {"input_tokens": prompt, "output_tokens": completion, **more}


VECTORS: list[tuple[str, dict[str, Any], dict[str, str], str, str]] = [
    (GPT, text(272_000), {}, "1.36", "0.03"),
    (GPT, text(272_001), {}, "2.72001", "0.045"),
    (GPT, text(300_000), {"service_tier": "flex"}, "1.5", "0.0225"),
    (GPT, text(100_000), {"service_tier": "priority"}, "1.25", "0.075"),
    (GPT, text(300_000), {"service_tier": "priority"}, "3", "0.045"),
    (GEMINI, text(200_000), {}, "0.25", "0.01"),
    (GEMINI, text(200_001), {}, "0.5000025", "0.015"),
    (QWEN, text(32_000), {}, "0.0384", "0.006"),
    (QWEN, text(32_001), {}, "0.0768024", "0.012"),
    (QWEN, text(200_000), {}, "0.6", "0.015"),
    (HAIKU, text(100_000), {}, "0.01", "0.0005"),
    (HAIKU, text(100_001), {}, "0.0500005", "0.0025"),
    (HAIKU, text(20_000, **CACHED), {}, "0.02225", "0.0025"),
    (OPUS, CLAUDE, {}, "0.0255", "0.025"),
    (RERANK, {"billed_units": {"search_units": 3}}, {}, "0.006", "0"),
    (LUNA, text(1_000_000, 0), {"at": "2026-07-29"}, "2", "0"),
    (LUNA, text(1_000_000, 0), {"at": "2026-07-30"}, "0.4", "0"),
    (O3, text(1_000_000, 0), {"at": "2025-06-01"}, "10", "0"),
    (O3, text(1_000_000, 0), {"at": "2025-07-01"}, "2", "0"),
    (SONNET, text(1_000_000, 0), {"at": "2026-08-30"}, "2", "0"),
    (SONNET, text(1_000_000, 0), {"at": "2026-09-02"}, "2", "0"),
]

ASKED = [{"model": model, "usage": used, **stated} for model, used, stated, _, _ in VECTORS]


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell what the vectors quote, with what became of its prices."""
    for model, rows in SOLD.items():
        sell(owner_database, model, rows)
    cut = [*tokens("0.2", "1.2"), *tokens("0.4", "1.8", **over(272_000))]
    price(owner_database, LUNA, cut, start="2026-07-30")
    price(owner_database, O3, tokens("2", "8"), start="2025-06-10")
    # a rise is announced, and taken back before it comes
    price(owner_database, SONNET, tokens("3", "15"), start="2026-09-01")
    price(owner_database, SONNET, tokens("2", "10"), start="2026-09-01")
    return client


def test_the_golden_vectors_hold_to_the_last_digit(shop: CatalogClient) -> None:
    """Every vector of the field, input and output apart."""
    found = shop.post("/v1/quote", {"quotes": ASKED}).json()["data"]

    assert [(prompt, completion, True) for *_, prompt, completion in VECTORS] == [
        (*sides(one), one["complete"]) for one in found
    ]


def test_a_receipt_repeats_every_golden_vector(
    shop: CatalogClient, owner_database: Database
) -> None:
    """Whatever is charged later, the same request with its receipt is answered alike."""
    first = shop.post("/v1/quote", {"quotes": ASKED}).json()["data"]

    for model in SOLD:
        price(owner_database, model, [Row(m, "999") for m in ("input_tokens", "queries")])
    now = [{**asked, "at": one["at"]} for asked, one in zip(ASKED, first, strict=True)]
    kept = [{**asked, "receipt": one["receipt"]} for asked, one in zip(ASKED, first, strict=True)]

    changed = shop.post("/v1/quote", {"quotes": now}).json()["data"]
    assert all(one != other for one, other in zip(first, changed, strict=True))
    assert first == shop.post("/v1/quote", {"quotes": kept}).json()["data"]


def sides(found: dict[str, Any]) -> tuple[str, str]:
    """Return what went in and what came out cost."""
    costs = {True: Decimal(), False: Decimal()}
    for line in found["lines"]:
        costs[line["meter"] == "output_tokens"] += Decimal(line["amount"])
    return format(costs[False].normalize(), "f"), format(costs[True].normalize(), "f")
