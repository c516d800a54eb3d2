"""The official MCP client lists every tool and calls each over streamable HTTP."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

MAX_CHARACTERS = 7_000
"""About 2,000 tokens."""


async def main(url: str, model: str, other: str) -> int:
    """Return 1 where a tool is missing, fails, or answers at length."""
    calls = {
        "search_models": {"query": model},
        "get_model": {"model": model},
        "quote": {"model": model, "input_tokens": 12_000, "output_tokens": 800},
        "compare": {"models": [model, other]},
        "price_changes": {"models": [model]},
        "cheapest": {"model": model},
    }
    async with (
        streamable_http_client(f"{url}/mcp") as (read, write, *_),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        listed = [tool.name for tool in (await session.list_tools()).tools]
        told = {name: await session.call_tool(name, given) for name, given in calls.items()}
        refused = await session.call_tool("get_model", {"model": "nobody/has/this"})
    wrong = [name for name, result in told.items() if failed(result) or long(result)]
    print(f"{len(listed)} tools, {len(told)} called, {len(wrong)} wrong; refused: {text(refused)}")
    return int(bool(wrong) or set(listed) != set(calls) or not failed(refused))


def failed(result: Any) -> bool:
    """Whether a tool answered with an error."""
    return bool(result.model_dump(by_alias=True)["isError"])


def text(result: Any) -> str:
    """Return what a tool answered."""
    return str(result.content[0].text)


def long(result: Any) -> bool:
    """Whether an answer takes too much of a context window."""
    return len(text(result)) > MAX_CHARACTERS


ids = json.loads(Path(sys.argv[2]).read_text())["ids"]
sys.exit(asyncio.run(main(sys.argv[1], *ids[:2])))
