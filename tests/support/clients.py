"""API Gateway as a test sees it: requests become payload-2.0 events for the real handler."""

import gzip
import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode

import pytest

from functions.catalog.app import handler
from tests.support.paths import EVENTS

EVENT = EVENTS / "http_api_get.json"


@dataclass
class Context:
    """What the decorators read of a Lambda context."""

    function_name: str = "CatalogFunction"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:CatalogFunction"
    aws_request_id: str = "52fdfc07-2182-454f-963f-5f0f9a621d72"

    def get_remaining_time_in_millis(self) -> int:
        """Return how long the function may still work."""
        return 29_000


@dataclass(frozen=True)
class Response:
    """What the caller receives."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the decoded body."""
        return json.loads(self.text())

    def text(self) -> str:
        """Return the body as text."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


def event(
    path: str,
    headers: Mapping[str, str],
    query: Mapping[str, Any],
    method: str = "GET",
    body: str | None = None,
) -> dict[str, Any]:
    """Return the event of a request; without a body and a method it is a GET."""
    made: dict[str, Any] = json.loads(EVENT.read_text())
    made["rawPath"] = made["requestContext"]["http"]["path"] = unquote(path)
    made["requestContext"]["http"]["method"] = method
    if body is not None:
        made["body"] = body
    made["rawQueryString"] = urlencode(query, doseq=True)
    made["headers"] |= {name.lower(): value for name, value in headers.items()}
    if query:
        made["queryStringParameters"] = {
            name: ",".join(value) if isinstance(value, list) else str(value)
            for name, value in query.items()
        }
    return made


class CatalogClient:
    """The catalogue function behind its gateway, connected as the reader."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def get(self, path: str, headers: Mapping[str, str] | None = None, **query: Any) -> Response:
        """Send a GET request; the gateway decodes its path."""
        return self.send(event(path, headers or {}, query))

    def post(self, path: str, body: object, headers: Mapping[str, str] | None = None) -> Response:
        """Send a POST request with a JSON body; text goes out as it is."""
        text = body if isinstance(body, str) else json.dumps(body)
        typed = {"content-type": "application/json", **(headers or {})}
        return self.send(event(path, typed, {}, "POST", text))

    def send(self, asked: dict[str, Any]) -> Response:
        """Send any event."""
        with self._monkeypatch.context() as patch:
            patch.setenv("DATABASE_ROLE", "pricebook_reader")
            answer = handler(asked, Context())
        body = answer["body"] or ""
        return Response(
            answer["statusCode"],
            {name.lower(): value for name, value in answer["headers"].items()},
            b64decode(body) if answer["isBase64Encoded"] else body.encode(),
        )
