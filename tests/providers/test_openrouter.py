"""OpenRouter's free models: one that nobody serves is listed, and not sold."""

import json
from typing import Any

import httpx
import pytest

from pricebook.storage.postgres import Database
from pricebook.sync.fetch import Fetcher
from pricebook.sync.provider_run import run
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import rows

pytestmark = pytest.mark.usefixtures("environment")
NAMES = ("acme/served:free", "acme/lonely:free", "acme/silent:free", "acme/paid")


def test_a_free_model_without_sellers_is_not_offered(owner_database: Database) -> None:
    """Only free models are asked for; an empty list takes one off, and no answer none."""
    endpoints: dict[str, Any] = {"served": [{"tag": "ant"}], "lonely": []}
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        parts = request.url.path.split("/")
        asked.append(parts[-2])
        body: Any = {"data": [item(name, "0.000001", "0.000002") for name in NAMES]}
        if parts[-1] == "endpoints":
            name = parts[-2].removesuffix(":free")
            if name not in endpoints:
                return httpx.Response(404, stream=httpx.ByteStream(b""))
            body = {"data": {"id": name, "endpoints": endpoints[name]}}
        return httpx.Response(200, stream=httpx.ByteStream(json.dumps(body).encode()))

    report = run("openrouter", triggered_by="cli", fetcher=Fetcher(httpx.MockTransport(answer)))

    assert ("success", ["v1", *(name.split("/")[1] for name in NAMES[:3])]) == (
        report.status,
        asked,
    )
    assert [["acme/paid"], ["acme/served:free"], ["acme/silent:free"]] == rows(
        owner_database,
        "SELECT provider_model_id FROM models WHERE is_active ORDER BY 1",
    )
