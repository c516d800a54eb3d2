"""OpenRouter's list of models and endpoints."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pricebook.pricing.price import Figure
from pricebook.providers import registry
from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import answering, item
from tests.support.seeds.awkward_prices import BATCH, OFF_PEAK, OFFERS, WORKDAYS, Row, over, tokens
from tests.support.seeds.feed_offers import feed, offer

MODELS = "openrouter/api/v1/models"


def listed_models(api: CatalogClient, **query: Any) -> dict[str, Any]:
    """Return the models of the list by id."""
    return {model["id"]: model for model in feed(api, MODELS, **query)["data"]}


def test_long_prompts_and_hours_are_overrides(
    client: CatalogClient, owner_database: Database
) -> None:
    """Texts per token; a later override wins, so that a long prompt at night is a long prompt."""
    night: dict[str, Any] = {"utc_windows": OFF_PEAK[:1], "weekdays": WORKDAYS}
    rows = [
        *tokens("5", "30", "0.5"),
        *tokens("10", "45", **over(272_000)),
        *tokens("2.5", "15", **night),
        Row("cache_write_tokens", "10", {"cache_ttl": "1h"}),
        Row("web_searches", "10"),
    ]
    offer(owner_database, "acme/a", rows, canonical="acme/a")

    assert {
        "prompt": "0.000005",
        "completion": "0.00003",
        "input_cache_read": "0.0000005",
        "input_cache_write_1h": "0.00001",
        "web_search": "0.01",
        "overrides": [
            {
                "utc_start": 0,
                "utc_end": 100,
                "utc_days": WORKDAYS,
                "prompt": "0.0000025",
                "completion": "0.000015",
            },
            {"min_prompt_tokens": 272_000, "prompt": "0.00001", "completion": "0.000045"},
        ],
    } == listed_models(client, overrides="true")["acme/a"]["pricing"]


def test_a_canonical_model_costs_what_its_cheapest_seller_charges(
    client: CatalogClient, owner_database: Database
) -> None:
    """What is free or another contract prices a model only where nobody charges for it."""
    offer(owner_database, "dear/x", tokens("5", "30"), canonical="acme/x")
    offer(owner_database, "cheap/x", tokens("4", "31"), canonical="acme/x")
    offer(owner_database, "cheap/x:batch", tokens("2", "15"), canonical="acme/x")
    gift = [Row("input_tokens", None, state="free"), Row("output_tokens", None, state="free")]
    offer(owner_database, "kind/x", gift, canonical="acme/x")
    offer(owner_database, "half/x", [Row("input_tokens", "1")], canonical="acme/x")
    offer(owner_database, "kind/y", gift, canonical="acme/y")

    result = listed_models(client)

    assert ["acme/x", "acme/y"] == list(result)
    assert {"prompt": "0.000004", "completion": "0.000031"} == result["acme/x"]["pricing"]
    assert "cheap/x" == result["acme/x"]["top_provider"]["model_id"]
    assert {"prompt": "0", "completion": "0"} == result["acme/y"]["pricing"]


def test_prices_under_conditions_stand_beside_the_others(
    client: CatalogClient, owner_database: Database
) -> None:
    """A client that takes every price for a number reads the list, and nothing of it is lost."""
    rows = [*tokens("5", "30"), *tokens("10", "45", **over(272_000))]
    offer(owner_database, "acme/a", rows, canonical="acme/a")

    model = listed_models(client)["acme/a"]
    one = feed(client, "openrouter/api/v1/model/acme/a")["data"]
    inside = listed_models(client, overrides="true")["acme/a"]

    assert {"prompt": "0.000005", "completion": "0.00003"} == model["pricing"]
    assert [{"min_prompt_tokens": 272_000, "prompt": "0.00001", "completion": "0.000045"}] == (
        model["pricing_overrides"]
    )
    assert model["pricing_overrides"] == inside["pricing"]["overrides"]
    assert inside == one


def test_endpoints_are_all_sellers_of_the_model(
    client: CatalogClient, owner_database: Database
) -> None:
    """Cheapest first; a seller whose price of text is unknown is counted, and not listed."""
    facts: dict[str, Any] = {"context_length": 1000, "supported_parameters": ["tool_choice"]}
    offer(owner_database, "dear/x", tokens("5", "30"), canonical="acme/x", **facts)
    offer(owner_database, "cheap/x", tokens("4", "30"), canonical="acme/x")
    offer(owner_database, "cheap/x:batch", tokens("2", "15"), canonical="acme/x")
    offer(owner_database, "mute/x", [Row("web_searches", "30")], canonical="acme/x")
    offer(owner_database, "cheap/y", tokens("1", "1"), canonical="acme/y")

    answer = client.get(f"/feeds/{MODELS}/acme/x/endpoints")
    body = answer.json()["data"]

    assert "acme/x" == body["id"]
    assert [
        ("cheap/x", 1000, False),
        ("dear/x", 1000, True),
        ("cheap/x:batch", 1000, False),
    ] == [
        (endpoint["model_id"], endpoint["context_length"], endpoint["supports_tool_choice"]["auto"])
        for endpoint in body["endpoints"]
    ]
    assert ({}, None, False) == tuple(
        body["endpoints"][0][name]
        for name in ("native_tools", "service_tier", "supports_diarization")
    )
    assert "prices=0, models=1" == answer.headers["x-pricebook-inexpressible"]
    assert body == client.get(f"/feeds/{MODELS}/acme%2Fx/endpoints").json()["data"]
    assert 404 == client.get(f"/feeds/{MODELS}/acme/nothing/endpoints").status


def test_what_the_format_cannot_say_is_counted(
    client: CatalogClient, owner_database: Database
) -> None:
    """Batch prices, euros and dynamic prices are no prices here, and none is dropped in silence."""
    offer(
        owner_database,
        "acme/a",
        [*tokens("1", "2"), *tokens("0.5", "1", **BATCH)],
        canonical="acme/a",
    )
    offer(owner_database, "acme/auto", OFFERS["24 openrouter/auto"], canonical="acme/auto")
    offer(owner_database, "acme/eur", OFFERS["25 scaleway glm-5.2"], canonical="acme/eur")
    offer(owner_database, "acme/half", [Row("input_tokens", "1")], canonical="acme/half")

    answer = client.get(f"/feeds/{MODELS}")

    assert ["acme/a"] == [model["id"] for model in answer.json()["data"]]
    assert "prices=5, models=1" == answer.headers["x-pricebook-inexpressible"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["acme/big", "acme/small", "other/dark"]),
        ({"output_modalities": "all"}, ["acme/big", "acme/paint", "acme/small", "other/dark"]),
        ({"output_modalities": "image"}, ["acme/paint", "other/dark"]),
        ({"q": "SMA"}, ["acme/small"]),
        ({"q": "100%\0"}, []),
        ({"supported_parameters": "tools, seed"}, ["acme/big"]),
        ({"input_modalities": "image"}, ["acme/big"]),
        ({"context": 2000}, ["acme/big"]),
        ({"max_price": "1"}, ["acme/small", "other/dark"]),
        ({"min_price": "1.5", "max_output_price": "20"}, ["acme/big"]),
        ({"model_authors": "other"}, ["other/dark"]),
        ({"providers": "b"}, ["other/dark"]),
        ({"sort": "pricing-high-to-low"}, ["acme/big", "acme/small", "other/dark"]),
        ({"sort": "context-high-to-low"}, ["acme/big", "acme/small", "other/dark"]),
        ({"min_age_days": 3000}, ["acme/small"]),
        ({"offset": 1, "limit": 1}, ["acme/small"]),
    ],
)
def test_a_filter_narrows_the_list(
    client: CatalogClient, owner_database: Database, query: dict[str, Any], expected: list[str]
) -> None:
    """Each of OpenRouter's filters that can be answered is."""
    text: dict[str, Any] = {"output_modalities": ["text"]}
    full: dict[str, Any] = {"input_modalities": ["text", "image"], "context_length": 2000}
    full["supported_parameters"] = ["seed", "tools", "top_p"]
    offer(owner_database, "a/big", tokens("3", "15"), canonical="acme/big", **full, **text)
    offer(
        owner_database, "a/small", tokens("1", "2"), canonical="acme/small", **text,
        context_length=1000, listed_at="2015-01-01T00:00:00Z",
    )  # fmt: skip
    paint = [Row("input_tokens", "2"), Row("output_image_tokens", "40")]
    offer(owner_database, "a/paint", paint, canonical="acme/paint", output_modalities=["image"])
    offer(owner_database, "b/dark", tokens("0.5", "1"), canonical="other/dark")

    assert expected == list(listed_models(client, **query))


def test_a_page_tells_where_the_next_one_is(
    client: CatalogClient, owner_database: Database
) -> None:
    """The address keeps the other parameters; the last page has none."""
    for name in "abc":
        offer(owner_database, f"acme/{name}", tokens("1", "2"), canonical=f"acme/{name}")

    first = feed(client, MODELS, limit=2, sort="newest")
    last = feed(client, MODELS, limit=2, offset=2)

    address = f"/feeds/{MODELS}?limit=2&sort=newest&offset=2"
    assert (3, address) == (first["total_count"], first["links"]["next"])
    assert (3, None, 1) == (last["total_count"], last["links"]["next"], len(last["data"]))


def test_a_count_counts_like_the_list(client: CatalogClient, owner_database: Database) -> None:
    """Text is meant where nothing is said."""
    offer(owner_database, "a/x", tokens("1", "2"), canonical="acme/x")
    image = [Row("input_tokens", "2"), Row("output_image_tokens", "40")]
    offer(owner_database, "a/y", image, canonical="acme/y", output_modalities=["image"])

    assert {"data": {"count": 1}} == feed(client, f"{MODELS}/count")
    assert {"data": {"count": 2}} == feed(client, f"{MODELS}/count", output_modalities="all")


def test_our_own_adapter_reads_the_same_prices_back(client: CatalogClient) -> None:
    """What OpenRouter told, told by our feed and read again, is what OpenRouter told."""
    image = {"input_modalities": ["text", "image"], "output_modalities": ["image", "text"]}
    overrides = [
        {"min_prompt_tokens": 200_000, "prompt": "0.000005", "completion": "0.00003"},
        {"utc_start": 1630, "utc_end": 30, "utc_days": ["monday"], "prompt": "0.0000001"},
    ]
    more = {
        "input_cache_read": "0.00000025",
        "input_cache_write": "0.000003125",
        "input_cache_write_1h": "0.000005",
        "internal_reasoning": "0.000031",
        "web_search": "0.014",
        "request": "0.005",
        "overrides": overrides,
    }
    upstream = [
        item("acme/a", "0.0000025", "0.00002", pricing=more),
        item("acme/b", "0.000002", "0.000012", architecture=image, pricing={"image": "0.0011"}),
        item("acme/c", "0.000002", "0.000012", architecture=image, pricing={"image": "0.000002"}),
        item("acme/d:free", "0", "0"),
        item("acme/exact", "0.0000000001234567890123", "0.001"),
    ]
    provider_run.run("openrouter", triggered_by="cli", fetcher=answering(*upstream))

    assert _read(upstream) == _read(
        listed_models(client, provider="openrouter", overrides="true").values()
    )


def _read(items: Any) -> dict[str, Any]:
    """Return what the adapter makes of a list: the prices of each model."""
    decoded = json.loads(json.dumps(list(items), default=str), parse_float=Figure)
    return {
        listing.provider_model_id: sorted(
            (
                price.meter,
                json.dumps(dict(price.conditions)),
                price.state,
                price.amount or Decimal(),
            )
            for price in listing.prices
        )
        for listing in registry()["openrouter"].map(decoded).listings
    }
