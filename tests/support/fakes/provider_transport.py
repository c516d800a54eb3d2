"""A provider that a test plays: OpenRouter's shape, because it has every kind of price."""

import json
from typing import Any

import httpx

from pricebook.sync.fetch import Fetcher


def item(name: str, prompt: str = "0.000001", completion: str = "0.000002", **more: Any) -> Any:
    """Return one item of the list, with its prices in US dollars per token."""
    pricing = {"prompt": prompt, "completion": completion, **more.pop("pricing", {})}
    architecture = {"input_modalities": ["text"], "output_modalities": ["text"]}
    return {"id": name, "name": name, "architecture": architecture, "pricing": pricing, **more}


def items(count: int) -> list[Any]:
    """Return that many different items."""
    return [item(f"acme/m{number}") for number in range(count)]


def answering(*listed: Any) -> Fetcher:
    """Return a fetcher whose provider lists these items."""
    return raw(json.dumps({"data": list(listed)}).encode())


def raw(body: bytes, status: int = 200) -> Fetcher:
    """Return a fetcher whose provider answers these bytes, whatever they are."""

    def answer(_request: httpx.Request) -> httpx.Response:
        return answer_bytes(body, status)

    return Fetcher(httpx.MockTransport(answer), sleep=lambda _seconds: None)


def answer_bytes(body: bytes, status: int = 200) -> httpx.Response:
    """Return an answer of these bytes."""
    return httpx.Response(status, stream=httpx.ByteStream(body))
