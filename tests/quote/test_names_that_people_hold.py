"""Names that people hold, in quotes: which offer each means, and by what."""

import pytest

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import tokens
from tests.support.seeds.offers import sell

ARN = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/"
HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0"
SOLD = {
    "openai/gpt-5": "openai/gpt-5",
    "openai/gpt-4o": "openai/gpt-4o",
    "openai/gpt-4o-2024-08-06": "openai/gpt-4o",
    "openai/o9-2025-01-02": "openai/o9",
    "azure/gpt-4o": "openai/gpt-4o",
    "anthropic/claude-sonnet-4-5-20250929": "anthropic/claude-sonnet-4.5",
    "anthropic/claude-opus-4-6": "anthropic/claude-opus-4.6",
    f"bedrock/{HAIKU}": "anthropic/claude-haiku-4.5",
    f"bedrock/us.{HAIKU}": "anthropic/claude-haiku-4.5",
    f"bedrock/global.{HAIKU}": "anthropic/claude-haiku-4.5",
    "google/gemini-2.5-pro": "google/gemini-2.5-pro",
    "google-vertex/claude-opus-4-6@20260205": "anthropic/claude-opus-4.6",
    "openrouter/anthropic/claude-sonnet-4.5": "anthropic/claude-sonnet-4.5",
    "openrouter/openai/gpt-4o": "openai/gpt-4o",
    "openrouter/openai/gpt-4o:extended": "openai/gpt-4o",
    "zai/glm-4.7": "z-ai/glm-4.7",
}
LABS = """
UPDATE providers SET kind = 'lab', makes = ARRAY[CASE slug WHEN 'zai' THEN 'z-ai' ELSE slug END]
WHERE slug IN ('openai', 'anthropic', 'google', 'zai')
"""
NAMES = {
    "gpt-5": ("openai/gpt-5", "case"),
    "GPT-5": ("openai/gpt-5", "case"),
    "OpenAI/GPT-5": ("openai/gpt-5", "case"),
    "openai:gpt-5": ("openai/gpt-5", "case"),
    "gpt_5": ("openai/gpt-5", "spelling"),
    "GPT 5": ("openai/gpt-5", "case"),
    "openai/gpt.5": ("openai/gpt-5", "spelling"),
    "gpt-5-latest": ("openai/gpt-5", "undated"),
    "gpt-5-2025-08-07": ("openai/gpt-5", "undated"),
    "gpt-4o": ("openai/gpt-4o", "case"),
    "gpt-4o-2024-08-06": ("openai/gpt-4o-2024-08-06", "case"),
    "gpt-4o-latest": ("openai/gpt-4o-2024-08-06", "newest"),
    "openai/gpt-4o-2029-01-01": ("openai/gpt-4o", "undated"),
    "o9": ("openai/o9-2025-01-02", "newest"),
    "openai/o9-latest": ("openai/o9-2025-01-02", "newest"),
    "claude-sonnet-4-5": ("anthropic/claude-sonnet-4-5-20250929", "newest"),
    "claude-sonnet-4.5": ("anthropic/claude-sonnet-4-5-20250929", "newest"),
    "Claude-Sonnet-4-5-20250929": ("anthropic/claude-sonnet-4-5-20250929", "case"),
    "claude-sonnet-4-5-latest": ("anthropic/claude-sonnet-4-5-20250929", "newest"),
    "claude-opus-4-6": ("anthropic/claude-opus-4-6", "case"),
    "claude-opus-4.6": ("anthropic/claude-opus-4-6", "spelling"),
    "models/gemini-2.5-pro": ("google/gemini-2.5-pro", "path"),
    "google/models/gemini-2.5-pro": ("google/gemini-2.5-pro", "path"),
    "gemini-2-5-pro": ("google/gemini-2.5-pro", "spelling"),
    "publishers/google/models/gemini-2.5-pro": ("google/gemini-2.5-pro", "path"),
    HAIKU: (f"bedrock/{HAIKU}", "case"),
    f"us.{HAIKU}": (f"bedrock/us.{HAIKU}", "case"),
    f"global.{HAIKU}": (f"bedrock/global.{HAIKU}", "case"),
    f"eu.{HAIKU}": (f"bedrock/{HAIKU}", "geography"),
    f"apac.{HAIKU}": (f"bedrock/{HAIKU}", "geography"),
    f"jp.{HAIKU}": (f"bedrock/{HAIKU}", "geography"),
    f"bedrock/eu.{HAIKU}": (f"bedrock/{HAIKU}", "geography"),
    f"{ARN}us.{HAIKU}": (f"bedrock/us.{HAIKU}", "path"),
    f"arn:aws:bedrock:us-east-1::foundation-model/{HAIKU}": (f"bedrock/{HAIKU}", "path"),
    "claude-opus-4-6@20260205": ("google-vertex/claude-opus-4-6@20260205", "case"),
    "azure/GPT-4o": ("azure/gpt-4o", "case"),
    "azure/eu/gpt-4o": ("azure/gpt-4o", "geography"),
    "azure/us/gpt-4o": ("azure/gpt-4o", "geography"),
    "openrouter/openai/gpt-4o:nitro": ("openrouter/openai/gpt-4o", "suffix"),
    "openrouter/openai/gpt-4o:floor": ("openrouter/openai/gpt-4o", "suffix"),
    "openrouter/openai/gpt-4o:online": ("openrouter/openai/gpt-4o", "suffix"),
    "openai/gpt-4o:nitro": ("openrouter/openai/gpt-4o", "suffix"),
    "openrouter/anthropic/claude-sonnet-4-5": (
        "openrouter/anthropic/claude-sonnet-4.5",
        "spelling",
    ),
    "glm-4-7": ("zai/glm-4.7", "spelling"),
}
NOBODY = (
    *("glm-4", "zai/glm-4", "gpt-4", "openai/gpt-5o", "claude-sonnet-4", "gemini-2.5"),
    *("openrouter/openai/gpt-4o:free", "claude-opus-4-6-20240101-preview", "azure/gpt-5"),
    f"{ARN.replace('inference-profile', 'application-inference-profile')}abc",
)
"""Names beside which something else is sold."""


@pytest.fixture
def shop(owner_database: Database, client: CatalogClient) -> CatalogClient:
    """Sell what people name, at its makers and elsewhere."""
    for model, canonical in SOLD.items():
        sell(owner_database, model, tokens("1", "2"), canonical)
    owner_database.run(LABS)
    owner_database.run("UPDATE models SET document = '{}'")
    return client


def test_every_name_means_its_offer(shop: CatalogClient) -> None:
    """Each quote says from which name it is, and what knew the name."""
    batch = [{"model": name, "usage": {"input_tokens": 5}} for name in NAMES]

    quotes = shop.post("/v1/quote", {"quotes": batch}).json()["data"]

    assert NAMES == {
        name: (quote.get("model"), quote.get("resolved_by", "id"))
        for name, quote in zip(NAMES, quotes, strict=True)
    }
    assert list(NAMES) == [quote["resolved_from"] for quote in quotes]


def test_a_zone_without_a_price_of_its_own_is_not_complete(shop: CatalogClient) -> None:
    """Its price is another than the base, which is only shown."""
    zones = [f"eu.{HAIKU}", f"jp.{HAIKU}", "azure/eu/gpt-4o"]
    batch = [{"model": name, "usage": {"input_tokens": 5}} for name in zones]

    quotes = shop.post("/v1/quote", {"quotes": batch}).json()["data"]

    assert [False] * 3 == [quote["complete"] for quote in quotes]


@pytest.mark.parametrize(
    ("name", "used", "assumed", "missing"),
    [
        ("openrouter/openai/gpt-4o:nitro", {}, "goes to the quickest of several sellers", ""),
        ("openrouter/openai/gpt-4o:floor", {}, "goes to the cheapest of several sellers", ""),
        ("openrouter/openai/gpt-4o:online", {}, "", "searches with every request"),
        ("openrouter/openai/gpt-4o:online", {"web_searches": 1}, "", "no price of web_searches"),
        ("openai/gpt-4o-2029-01-01", {}, "is a release that nobody lists", ""),
        ("gpt-5-latest", {}, "", ""),
        ("gpt-5", {}, "", ""),
        ("openai/gpt-5", {}, "", ""),
    ],
)
def test_a_name_that_changes_the_price_says_so(
    shop: CatalogClient, name: str, used: dict[str, int], assumed: str, missing: str
) -> None:
    """A route is another seller's price or a search, and a release of its own may have its own."""
    asked = {"model": name, "usage": {"input_tokens": 5, **used}}

    quote = shop.post("/v1/quote", asked).json()["data"]

    assert bool(assumed) == bool(quote["assumptions"])
    assert bool(missing) != quote["complete"]
    assert assumed in " ".join(quote["assumptions"])
    assert missing in " ".join(quote["missing"])


def test_nobody_is_given_a_neighbour(shop: CatalogClient) -> None:
    """It is not found, and the nearest ids are named."""
    batch = [{"model": name, "usage": {"input_tokens": 5}} for name in NOBODY]

    quotes = shop.post("/v1/quote", {"quotes": batch}).json()["data"]

    assert ["not_found"] * len(NOBODY) == [quote.get("error", {}).get("code") for quote in quotes]
