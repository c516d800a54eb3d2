"""JSON-RPC of the Model Context Protocol, through the real function."""

import json
from typing import Any

import pytest

from tests.support.clients import CatalogClient, Response


def rpc(client: CatalogClient, method: str, number: object = 1, **params: Any) -> Response:
    """Send one request."""
    return client.post("/mcp", {"jsonrpc": "2.0", "id": number, "method": method, "params": params})


@pytest.mark.parametrize(
    ("asked", "spoken"), [("2025-03-26", "2025-03-26"), ("1999-01-01", "2025-06-18")]
)
def test_a_client_is_welcomed(client: CatalogClient, asked: str, spoken: str) -> None:
    """In its own revision of the protocol, or in our newest."""
    result = rpc(client, "initialize", protocolVersion=asked).json()["result"]

    assert (spoken, {"tools": {}}, "pricebook") == (
        result["protocolVersion"],
        result["capabilities"],
        result["serverInfo"]["name"],
    )


def test_a_notification_has_no_answer(client: CatalogClient) -> None:
    """The client only says that it is ready."""
    answer = client.post("/mcp", {"jsonrpc": "2.0", "method": "notifications/initialized"})

    assert (202, b"") == (answer.status, answer.body)


def test_an_answer_carries_the_number_of_its_request(client: CatalogClient) -> None:
    """Whatever a client numbers with."""
    assert {"jsonrpc": "2.0", "id": "a", "result": {}} == rpc(client, "ping", "a").json()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("nonsense", 400, -32700),
        ("[" * 50_000, 400, -32700),
        ("[]", 400, -32600),
        (json.dumps({"id": 1, "method": "ping"}), 400, -32600),
        (json.dumps({"jsonrpc": "2.0", "x": "y" * 100_000}), 400, -32600),
        (json.dumps({"jsonrpc": "2.0", "id": 1, "method": "dance"}), 200, -32601),
        (json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}), 200, -32602),
    ],
)
def test_what_is_no_request_is_an_error(
    client: CatalogClient, body: str, status: int, code: int
) -> None:
    """With the code that the protocol gives it."""
    answer = client.post("/mcp", body)

    assert (status, code) == (answer.status, answer.json()["error"]["code"])


def test_an_unknown_tool_is_an_error_of_the_protocol(client: CatalogClient) -> None:
    """The message names those that there are."""
    error = rpc(client, "tools/call", name="dance", arguments={}).json()["error"]

    assert -32602 == error["code"]
    assert "search_models" in error["message"]


def test_there_is_no_stream(client: CatalogClient) -> None:
    """Nothing is told without being asked."""
    assert 405 == client.get("/mcp").status
