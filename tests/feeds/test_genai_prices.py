"""genai-prices' data.json."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import reference_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import raw
from tests.support.seeds.awkward_prices import OFFERS, Row, tokens
from tests.support.seeds.feed_offers import feed, offer, read

DATA = "genai-prices/data.json"


def model(api: CatalogClient) -> dict[str, Any]:
    """Return the only model of the only provider."""
    [provider] = feed(api, DATA)
    [result] = provider["models"]
    return dict(result)


def step(base: str, start: int, price: str) -> dict[str, Any]:
    """Return a price with one tier."""
    return {"base": Decimal(base), "tiers": [{"start": start, "price": Decimal(price)}]}


def test_a_provider_is_found_by_name_and_address(
    client: CatalogClient, owner_database: Database
) -> None:
    """Under the id that the client knows; a model is matched by its whole name."""
    offer(owner_database, "together/a/B", tokens("1", "2"), context_length=10)

    [provider] = feed(client, DATA)

    assert ("together", "TOGETHER") == (provider["id"], provider["name"])
    assert re.match(provider["api_pattern"], "https://api.together.xyz/v1/chat/completions")
    assert [
        {
            "id": "a/B",
            "name": "The a/B",
            "match": {"equals": "a/B"},
            "context_window": 10,
            "prices": {"input_mtok": 1, "output_mtok": 2},
        }
    ] == provider["models"]


def test_tiers_and_variants_are_whole(client: CatalogClient, owner_database: Database) -> None:
    """A variant replaces prices one by one, each with its own steps."""
    offer(owner_database, "openai/gpt-5.5", OFFERS["1 openai gpt-5.5"])

    document = model(client)

    assert {
        "input_mtok": step("5", 272_000, "10"),
        "output_mtok": step("30", 272_000, "45"),
        "cache_read_mtok": step("0.5", 272_000, "1"),
        "web_searches_kcount": 10,
    } == document["prices"]
    variants = {
        json.dumps(v["when"]): v["prices"]["input_mtok"] for v in document["price_variants"]
    }
    assert {
        '{"processing": "batch"}': step("2.5", 272_000, "5"),
        '{"service_tier": "flex"}': step("2.5", 272_000, "5"),
        '{"service_tier": "priority"}': step("12.5", 272_000, "10"),
    } == variants


def test_hours_are_a_list_of_rules(client: CatalogClient, owner_database: Database) -> None:
    """The last rule that holds is taken as a whole, so each is complete; days cannot be said."""
    night: dict[str, Any] = {"utc_windows": [["16:30", "24:00"], ["00:00", "00:30"]]}
    weekend = [Row("input_tokens", "0.1", night | {"weekdays": ["sunday"]})]
    rows = [*tokens("0.5", "2", "0.1"), *tokens("0.25", "1", **night), *weekend]
    offer(owner_database, "deepseek/chat", rows)

    answer = client.get(f"/feeds/{DATA}")
    [base, *rules] = read(answer)[0]["models"][0]["prices"]

    cheap = {"input_mtok": Decimal("0.25"), "output_mtok": 1, "cache_read_mtok": Decimal("0.1")}
    assert {
        "prices": {
            "input_mtok": Decimal("0.5"),
            "output_mtok": 2,
            "cache_read_mtok": cheap["cache_read_mtok"],
        }
    } == base
    assert [("00:00:00Z", "00:30:00Z"), ("16:30:00Z", "00:00:00Z")] == [
        (rule["constraint"]["start_time"], rule["constraint"]["end_time"]) for rule in rules
    ]
    assert [cheap, cheap] == [rule["prices"] for rule in rules]
    assert "prices=1" == answer.headers["x-pricebook-inexpressible"]


def test_prices_for_two_kinds_bring_the_one_for_both(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its client refuses cached tokens and spoken ones without cached spoken ones."""
    offer(owner_database, "openai/gpt-realtime", OFFERS["15 openai gpt-realtime"])

    assert {
        "input_mtok": 4,
        "output_mtok": 16,
        "cache_read_mtok": Decimal("0.4"),
        "input_audio_mtok": 32,
        "output_audio_mtok": 64,
        "input_image_mtok": 5,
        "cache_audio_read_mtok": Decimal("0.4"),
        "cache_image_read_mtok": Decimal("0.5"),
    } == model(client)["prices"]


def test_a_kind_that_nobody_priced_twice_costs_the_same_cached(
    client: CatalogClient, owner_database: Database
) -> None:
    """As a quote assumes, too: no price for cached spoken tokens makes them spoken tokens."""
    hour = Row("cache_write_tokens", "2", {"cache_ttl": "1h"})
    audio = Row("input_audio_tokens", "32")
    offer(owner_database, "acme/a", [*tokens("4", "16", "0.4", "1"), hour, audio])

    prices = model(client)["prices"]

    assert (32, 32, 32) == (
        prices["cache_audio_read_mtok"],
        prices["cache_audio_write_mtok"],
        prices["cache_audio_write_1h_mtok"],
    )


def test_a_write_that_does_not_say_how_long_it_lasts_is_the_short_one(
    client: CatalogClient, owner_database: Database
) -> None:
    """Its client takes the price without a time, and refuses one for five minutes alone."""
    lasting = [Row("cache_write_tokens", "3.75", {"cache_ttl": "5m"})]
    lasting += [Row("cache_write_tokens", "6", {"cache_ttl": "1h"})]
    offer(owner_database, "acme/a", [*tokens("3", "15"), *lasting])

    prices = model(client)["prices"]

    assert (Decimal("3.75"), Decimal("3.75"), 6) == (
        prices["cache_write_mtok"],
        prices["cache_write_5m_mtok"],
        prices["cache_write_1h_mtok"],
    )


@pytest.mark.parametrize(
    ("name", "key", "price"),
    [
        ("11 dashscope qwen3-max", "input_mtok", None),
        ("12 perplexity sonar-deep-research", "output_reasoning_mtok", "3"),
        ("16 openai whisper-1", "audio_hours", "0.36"),
        ("16 elevenlabs eleven_multilingual_v2", "input_mchars", "80"),
        ("17 mistral-ocr-latest", "input_document_kpages", "4"),
        ("18 cohere rerank-v3.5", "rerank_searches_kcount", "2"),
        ("19 xai grok-voice-3.0", "input_text_messages_kcount", "4"),
    ],
)
def test_an_awkward_price_has_its_unit(
    client: CatalogClient, owner_database: Database, name: str, key: str, price: str | None
) -> None:
    """Pages by the thousand, seconds by the hour."""
    offer(owner_database, "acme/a", OFFERS[name])

    document = model(client)["prices"][key]

    tiers = [{"start": 32_000, "price": Decimal("2.4")}, {"start": 128_000, "price": 3}]
    assert (
        {"base": Decimal("1.2"), "tiers": tiers} if price is None else Decimal(price)
    ) == document


@pytest.mark.parametrize(
    ("meter", "figure"),
    [("input_seconds", "0.0001"), ("input_minutes", "0.006"), ("input_hours", "0.36")],
)
def test_sound_costs_by_the_hour_however_its_seller_counts(
    client: CatalogClient, owner_database: Database, meter: str, figure: str
) -> None:
    """Groq and Azure state hours, Cloudflare and Mistral minutes."""
    offer(owner_database, "acme/a", [Row(meter, figure)])

    assert {"audio_hours": Decimal("0.36")} == model(client)["prices"]


def test_what_the_list_knows_of_a_seller_is_kept(
    client: CatalogClient, owner_database: Database
) -> None:
    """How to read a seller's answers, and what a name means that is no id of ours."""
    offer(owner_database, "openai/gpt-9", tokens("1", "2"))
    reader = {"root": "usage", "mappings": []}
    alias = {"id": "y", "match": {"starts_with": "gpt-"}, "prices": {"input_mtok": 8}}
    stranger = {
        "id": "azure",
        "name": "Azure",
        "api_pattern": "https://azure",
        "models": [{"id": "z", "match": {"starts_with": "z"}, "prices": {"input_mtok": 9}}],
    }
    theirs = [
        {
            "id": "openai",
            "name": "Theirs",
            "api_pattern": "https://theirs",
            "extractors": [reader],
            "models": [
                {"id": "x", "match": {"equals": "GPT-9"}, "prices": {"input_mtok": 7}},
                alias,
            ],
        },
        stranger,
    ]
    body = json.dumps(theirs).encode()
    reference_run.run("genai-prices", triggered_by="cli", fetcher=raw(body))

    other, provider = feed(client, DATA)

    assert stranger == other
    assert ("OpenAI", "https://theirs", [reader]) == (
        provider["name"],
        provider["api_pattern"],
        provider["extractors"],
    )
    assert ["gpt-9", "y"] == [result["id"] for result in provider["models"]]
    assert (1, alias) == (provider["models"][0]["prices"]["input_mtok"], provider["models"][1])


def test_a_sellers_pattern_finds_its_own_address(
    client: CatalogClient, owner_database: Database
) -> None:
    """The part of an address that is the customer's own may be anything."""
    for slug in registry():
        offer(owner_database, f"{slug}/a", tokens("1", "2"))

    patterns = {seller["id"]: seller["api_pattern"] for seller in feed(client, DATA)}

    for provider in registry().values():
        pattern = patterns[provider.names.get("genai-prices", (provider.slug,))[0]]
        assert re.match(pattern, provider.api.replace("...", "my-own")), provider.slug
        assert not re.match(pattern, "https://xapi.example.org/v1")
