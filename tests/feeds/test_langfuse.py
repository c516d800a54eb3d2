"""Bodies for Langfuse's POST /api/public/models."""

import re
from decimal import Decimal
from typing import Any

from pricebook.storage.postgres import Database
from tests.support.clients import CatalogClient
from tests.support.seeds.awkward_prices import OFFERS, Row, over, tokens
from tests.support.seeds.feed_offers import feed, offer, read

MODELS = "langfuse/models.json"
LONG = {
    "usageDetailPattern": "(input|prompt|cached)",
    "operator": "gt",
    "value": 272_000,
    "caseSensitive": False,
}


def words(value: str) -> dict[str, Any]:
    """Return the condition that a request asks for a tier."""
    document = {"source": "model_parameters", "key": "service_tier", "operator": "in"}
    return document | {"values": [value]}


def test_the_first_tier_that_fits_is_the_right_one(
    client: CatalogClient, owner_database: Database
) -> None:
    """One default, and the long prompts first: a tier without its own price for them has theirs."""
    offer(owner_database, "openai/gpt-5.5", OFFERS["1 openai gpt-5.5"], kind="lab")

    [body] = feed(client, MODELS)

    assert {"modelName", "matchPattern", "pricingTiers", "unit"} == body.keys()
    assert "TOKENS" == body["unit"]
    tiers = body["pricingTiers"]
    assert [0, 1, 2, 3, 4, 5] == [tier["priority"] for tier in tiers]
    assert [True] + [False] * 5 == [tier["isDefault"] for tier in tiers]
    assert len(tiers) == len({tier["name"] for tier in tiers})
    assert [
        ([], Decimal("0.000005")),
        ([LONG, words("flex")], Decimal("0.000005")),
        ([LONG, words("priority")], Decimal("0.00001")),
        ([LONG], Decimal("0.00001")),
        ([words("flex")], Decimal("0.0000025")),
        ([words("priority")], Decimal("0.0000125")),
    ] == [(tier["conditions"], tier["prices"]["input"]) for tier in tiers]


def test_a_bare_name_is_the_labs(client: CatalogClient, owner_database: Database) -> None:
    """Of many sellers of one name the one that makes the model; alone, a seller owns its names."""
    offer(owner_database, "openai/gpt-5.5", tokens("5", "30"), kind="lab")
    offer(owner_database, "gateway/gpt-5.5", tokens("6", "31"))

    patterns = {body["modelName"]: body["matchPattern"] for body in feed(client, MODELS)}
    [alone] = feed(client, MODELS, provider="gateway")

    matching = {
        name: [params for params in ("gpt-5.5", "GATEWAY/gpt-5.5", "gpt-5x5", "openai/gpt-5.5")
               if re.search(pattern, params)]
        for name, pattern in patterns.items()
    }  # fmt: skip
    assert {
        "openai/gpt-5.5": ["gpt-5.5", "openai/gpt-5.5"],
        "gateway/gpt-5.5": ["GATEWAY/gpt-5.5"],
    } == matching
    assert re.search(alone["matchPattern"], "gpt-5.5")


def test_a_name_is_matched_as_it_is_written(
    client: CatalogClient, owner_database: Database
) -> None:
    """Whatever is a sign of regular expressions in it."""
    offer(owner_database, "acme/a.b+c(d)[e]|f:1@x", tokens("1", "2"))

    [body] = feed(client, MODELS)

    assert re.search(body["matchPattern"], "acme/a.b+c(d)[e]|f:1@x")
    assert not re.search(body["matchPattern"], "acme/aXb+c(d)[e]|f:1@x")


def matched(api: CatalogClient, *names: str) -> dict[str, list[str]]:
    """Return the models whose pattern fits, by name."""
    bodies = feed(api, MODELS)
    return {
        name: [body["modelName"] for body in bodies if re.search(body["matchPattern"], name)]
        for name in names
    }


def test_an_undated_name_is_the_newest_release(
    client: CatalogClient, owner_database: Database
) -> None:
    """Where nobody sells the undated name; a release keeps its own price."""
    for name in ("claude-9-20250101", "claude-9-20250929", "claude-9.1-20260101"):
        offer(owner_database, f"anthropic/{name}", tokens("1", "2"), kind="lab")
    offer(owner_database, "xai/grok-9-0709", tokens("1", "2"), kind="lab")

    assert {
        "claude-9": ["anthropic/claude-9-20250929"],
        "claude-9-latest": ["anthropic/claude-9-20250929"],
        "anthropic/claude-9-20250929": ["anthropic/claude-9-20250929"],
        "claude-9-20250101": ["anthropic/claude-9-20250101"],
        "claude-9.1": ["anthropic/claude-9.1-20260101"],
        "claude-9-20240101": [],
        "claude-9x": [],
        "grok-9": ["xai/grok-9-0709"],
    } == matched(
        client, "claude-9", "claude-9-latest", "anthropic/claude-9-20250929", "claude-9-20250101",
        "claude-9.1", "claude-9-20240101", "claude-9x", "grok-9",
    )  # fmt: skip


def test_a_release_without_a_price_of_its_own_is_the_undated_name(
    client: CatalogClient, owner_database: Database
) -> None:
    """And none of its neighbours: a dated release that is sold is left to its own entry."""
    for name in ("gpt-9", "gpt-9-2026-05-13", "gpt-9-mini"):
        offer(owner_database, f"openai/{name}", tokens("1", "2"), kind="lab")

    assert {
        "gpt-9": ["openai/gpt-9"],
        "gpt-9-2026-08-06": ["openai/gpt-9"],
        "gpt-9-latest": ["openai/gpt-9"],
        "gpt-9-2026-05-13": ["openai/gpt-9-2026-05-13"],
        "gpt-9-mini-2026-05-13": ["openai/gpt-9-mini"],
        "gpt-9.5": [],
        "gpt-9-micro": [],
    } == matched(
        client, "gpt-9", "gpt-9-2026-08-06", "gpt-9-latest", "gpt-9-2026-05-13",
        "gpt-9-mini-2026-05-13", "gpt-9.5", "gpt-9-micro",
    )  # fmt: skip


def test_sellers_are_known_by_the_names_that_programs_have_for_them(
    client: CatalogClient, owner_database: Database
) -> None:
    """LiteLLM's names, Bedrock's geographies, and Google's paths."""
    offer(owner_database, "bedrock/anthropic.claude-9-20250929-v1:0", tokens("1", "2"))
    offer(owner_database, "google/gemini-9-pro", tokens("1", "2"), kind="lab")
    offer(owner_database, "together/a/b", tokens("1", "2"))

    assert {
        "anthropic.claude-9-20250929-v1:0": ["bedrock/anthropic.claude-9-20250929-v1:0"],
        "bedrock/us.anthropic.claude-9-20250929-v1:0": ["bedrock/anthropic.claude-9-20250929-v1:0"],
        "us.anthropic.claude-9-20250929-v2:0": [],
        "gemini/gemini-9-pro": ["google/gemini-9-pro"],
        "models/gemini-9-pro": ["google/gemini-9-pro"],
        "gemini-9-pro-preview": [],
        "together_ai/a/b": ["together/a/b"],
        "a/b": [],
    } == matched(
        client, "anthropic.claude-9-20250929-v1:0", "bedrock/us.anthropic.claude-9-20250929-v1:0",
        "us.anthropic.claude-9-20250929-v2:0", "gemini/gemini-9-pro", "models/gemini-9-pro",
        "gemini-9-pro-preview", "together_ai/a/b", "a/b",
    )  # fmt: skip


def test_a_zone_with_a_price_of_its_own_is_matched_by_that_alone(
    client: CatalogClient, owner_database: Database
) -> None:
    """A profile of Bedrock's that is sold is one body; every other zone is the plain name's."""
    for zone in ("", "us.", "eu."):
        offer(owner_database, f"bedrock/{zone}anthropic.claude-9-v1:0", tokens("1", "2"))

    assert {
        "anthropic.claude-9-v1:0": ["bedrock/anthropic.claude-9-v1:0"],
        "us.anthropic.claude-9-v1:0": ["bedrock/us.anthropic.claude-9-v1:0"],
        "amazon-bedrock/eu.anthropic.claude-9-v1:0": ["bedrock/eu.anthropic.claude-9-v1:0"],
        "apac.anthropic.claude-9-v1:0": ["bedrock/anthropic.claude-9-v1:0"],
        "us.us.anthropic.claude-9-v1:0": [],
    } == matched(
        client, "anthropic.claude-9-v1:0", "us.anthropic.claude-9-v1:0",
        "amazon-bedrock/eu.anthropic.claude-9-v1:0", "apac.anthropic.claude-9-v1:0",
        "us.us.anthropic.claude-9-v1:0",
    )  # fmt: skip


def test_a_bare_name_that_two_labs_sell_is_its_makers(
    client: CatalogClient, owner_database: Database
) -> None:
    """Dated or not; the other door keeps its own name in front."""
    for name in ("aaa-cn/glm-9", "zai/glm-9", "aaa-cn/glm-9-20260101"):
        offer(owner_database, name, tokens("1", "2"), kind="lab", canonical="z-ai/glm-9")

    assert {
        "glm-9": ["zai/glm-9"],
        "glm-9-20260101": ["zai/glm-9"],
        "aaa-cn/glm-9": ["aaa-cn/glm-9"],
        "aaa-cn/glm-9-20260101": ["aaa-cn/glm-9-20260101"],
    } == matched(client, "glm-9", "glm-9-20260101", "aaa-cn/glm-9", "aaa-cn/glm-9-20260101")


def test_text_with_one_unknown_side_is_left_out(
    client: CatalogClient, owner_database: Database
) -> None:
    """Langfuse would charge nothing for it; embeddings have one side."""
    offer(owner_database, "acme/half", [Row("output_tokens", "4")])
    inputs = [Row("input_tokens", "4")]
    offer(owner_database, "acme/embed", inputs, output_modalities=["embeddings"])

    answer = client.get(f"/feeds/{MODELS}")

    assert ["acme/embed"] == [body["modelName"] for body in read(answer)]
    assert "prices=0, models=1" == answer.headers["x-pricebook-inexpressible"]


def test_what_cannot_be_said_is_counted(client: CatalogClient, owner_database: Database) -> None:
    """Euros, dynamic prices, and a model that has a price for long prompts only."""
    offer(owner_database, "acme/a", tokens("1", "2"))
    offer(owner_database, "acme/auto", OFFERS["24 openrouter/auto"])
    offer(owner_database, "acme/long", tokens("1", "2", **over(10)))

    answer = client.get(f"/feeds/{MODELS}")

    assert ["acme/a"] == [body["modelName"] for body in read(answer)]
    assert "prices=2, models=1" == answer.headers["x-pricebook-inexpressible"]
    assert 404 == client.get(f"/feeds/{MODELS}", provider="nobody").status
