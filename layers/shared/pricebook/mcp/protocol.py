"""JSON-RPC of the Model Context Protocol: one request in, one answer out, and no session.

https://modelcontextprotocol.io/specification, revision 2025-06-18.
"""

import json
from collections.abc import Mapping
from typing import Any

import pricebook
from pricebook.errors import BadRequest, NotFound, Unavailable
from pricebook.mcp.tools import TOOLS, Tool

VERSIONS = ("2025-06-18", "2025-03-26", "2024-11-05")
"""Revisions that are spoken, the newest first."""
PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602
MAX_BODY = 100_000
INSTRUCTIONS = (
    "Prices of AI models at every seller. Prices are US dollars per 1M tokens where nothing else"
    " is said; a price that is left out is unknown, and never zero."
)

type Reply = tuple[int, str | None]
"""Status and body; a notification has no body."""


class RpcError(Exception):
    """A request that the protocol does not allow."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def handle(body: str | bytes | None) -> Reply:
    """Answer one message of a client."""
    number: object = None
    try:
        message = _message(body)
        number = message.get("id")
        if "id" not in message or "method" not in message:
            return 202, None
        result = _result(str(message["method"]), message.get("params") or {})
    except RpcError as error:
        status = 400 if error.code in {PARSE_ERROR, INVALID_REQUEST} else 200
        return status, _text(number, {"error": {"code": error.code, "message": str(error)}})
    return 200, _text(number, {"result": result})


def _message(body: str | bytes | None) -> dict[str, Any]:
    if body is not None and len(body) > MAX_BODY:
        raise RpcError(INVALID_REQUEST, f"expected at most {MAX_BODY} bytes")
    try:
        message = json.loads(body or "")
    except (ValueError, RecursionError):
        raise RpcError(PARSE_ERROR, "expected a JSON-RPC message") from None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise RpcError(INVALID_REQUEST, "expected one JSON-RPC 2.0 message")
    return message


def _result(method: str, params: object) -> dict[str, Any]:
    if not isinstance(params, dict):
        raise RpcError(INVALID_PARAMS, "expected params as an object")
    match method:
        case "initialize":
            return _welcome(params.get("protocolVersion"))
        case "ping":
            return {}
        case "tools/list":
            return {"tools": [tool.declaration() for tool in TOOLS.values()]}
        case "tools/call":
            return _called(params)
    raise RpcError(NO_METHOD, f"there is no method {method[:100]!r}")


def _welcome(version: object) -> dict[str, Any]:
    return {
        "protocolVersion": version if version in VERSIONS else VERSIONS[0],
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "pricebook", "title": "Pricebook", "version": pricebook.__version__},
        "instructions": INSTRUCTIONS,
    }


def _called(params: Mapping[str, Any]) -> dict[str, Any]:
    tool = TOOLS.get(str(params.get("name")))
    if tool is None:
        raise RpcError(INVALID_PARAMS, f"there is no such tool; there are {', '.join(TOOLS)}")
    try:
        return {"content": [{"type": "text", "text": _answer(tool, params.get("arguments") or {})}]}
    except (BadRequest, NotFound, Unavailable) as error:
        return {"content": [{"type": "text", "text": str(error)}], "isError": True}


def _answer(tool: Tool, arguments: object) -> str:
    return json.dumps(tool.call(arguments), ensure_ascii=False, separators=(",", ":"), default=str)


def _text(number: object, content: dict[str, Any]) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": number, **content}, ensure_ascii=False)
