"""What language models may ask."""

import json
from typing import Any

import pytest

from pricebook.mcp.brief import MAX_CHARACTERS, fitting
from pricebook.mcp.tools import TOOLS
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import run

MODEL = "openrouter/openai/gpt-5"


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have two models sold, one of which has changed its price."""
    return filled(sell)


def sell() -> None:
    """Sell two models, and change the price of one."""
    run(item("openai/gpt-5", "0.000002", "0.000008"), item("acme/b"))
    run(item("openai/gpt-5", "0.000001", "0.000004"), item("acme/b"))


def call(client: CatalogClient, tool: str, **arguments: Any) -> tuple[Any, bool]:
    """Call a tool; return what it answers, and whether that is an error."""
    params = {"name": tool, "arguments": arguments}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    result = client.post("/mcp", message).json()["result"]
    (content,) = result["content"]
    failed = result.get("isError", False)
    return content["text"] if failed else json.loads(content["text"]), failed


def test_every_tool_says_its_units(client: CatalogClient) -> None:
    """And is read-only, with a closed set of arguments."""
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    tools = client.post("/mcp", message).json()["result"]["tools"]

    assert [*("search_models", "get_model", "quote", "compare", "price_changes", "cheapest")] == [
        tool["name"] for tool in tools
    ]
    for tool in tools:
        assert any(unit in tool["description"] for unit in ("per 1M", "currency"))
        assert tool["annotations"]["readOnlyHint"]
        assert tool["inputSchema"]["additionalProperties"] is False


def test_models_are_found_and_shown(client: CatalogClient) -> None:
    """With their prices per 1M tokens."""
    (found,) = call(client, "search_models", query="gpt5", limit=1)[0]["models"]
    shown = call(client, "get_model", model=MODEL)[0]

    assert (MODEL, "1", "4") == (
        found["id"],
        found["input_usd_per_1m"],
        found["output_usd_per_1m"],
    )
    assert {"input_tokens", "output_tokens"} == {price["meter"] for price in shown["prices"]}


def test_a_usage_is_quoted(client: CatalogClient) -> None:
    """At one offer, or at every seller of a model."""
    used = {"input_tokens": 12_000, "output_tokens": 800, "requests": 10_000}

    assert {
        "quotes": [{"model": MODEL, "total": "152", "currency": "USD", "complete": True}]
    } == call(client, "quote", model=MODEL, **used)[0]
    assert 1 == call(client, "quote", model="openai/gpt-5", **used)[0]["sellers_total"]


def test_offers_are_compared_and_ranked(client: CatalogClient) -> None:
    """Side by side, and the cheapest first."""
    models = call(client, "compare", models=[MODEL, "openrouter/acme/b"])[0]["models"]
    ranked = call(client, "cheapest", model="gpt-5", mix="1:1")[0]

    assert [MODEL, "openrouter/acme/b"] == [model["id"] for model in models]
    assert ("openai/gpt-5", "2.5") == (
        ranked["canonical_id"],
        ranked["offers"][0]["blended_usd_per_1m"],
    )


def test_price_changes_are_told(client: CatalogClient) -> None:
    """Of chosen models, since a moment."""
    told = call(client, "price_changes", models=[MODEL], since="2026-01-01")[0]["changes"]

    assert ["gpt-5 at openrouter: input -50 % to $1 per 1M, 1 more"] == [
        change["title"].replace("openai/", "") for change in told
    ]
    assert [] == call(client, "price_changes", since="2099-01-01")[0]["changes"]


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("get_model", {"model": "openai/gpt-99"}, "There is no model 'openai/gpt-99'"),
        ("get_model", {}, "model is not valid: it must be there"),
        ("get_model", {"model": MODEL, "colour": "red"}, "colour"),
        ("get_model", {"model": 5}, "expected a text"),
        ("search_models", {"query": "a", "limit": 0}, "a whole number from 1 to 50"),
        ("search_models", {"query": "a", "limit": True}, "a whole number from 1 to 50"),
        ("compare", {"models": "a"}, "expected a list"),
        ("price_changes", {"since": "soon"}, "expected a moment"),
        ("cheapest", {"model": MODEL, "mix": "x"}, "mix"),
        ("cheapest", {"model": "gpt-99"}, "There is no model 'gpt-99'"),
    ],
)
def test_a_mistake_is_told_to_the_model(
    client: CatalogClient, tool: str, arguments: dict[str, Any], message: str
) -> None:
    """As an error of the tool, from which it can do better."""
    text, failed = call(client, tool, **arguments)

    assert failed
    assert message in text


def test_an_answer_fits_a_context_window() -> None:
    """What does not fit is counted."""
    items = ["x" * 1000] * 20
    short = fitting("models", items)

    assert (4, 16) == (len(short["models"]), short["left_out"])
    assert len(json.dumps(short)) < MAX_CHARACTERS + 100
    assert sum(len(json.dumps(tool.declaration())) for tool in TOOLS.values()) < 6000
