"""xAI's lists: which of them may be short, and what a short one takes away."""

import json
from typing import Any

import httpx
import pytest

from pricebook.storage.postgres import Database
from pricebook.sync.fetch import Fetcher
from pricebook.sync.provider_run import run
from pricebook.sync.run_record import Run
from tests.support.sync_and_query import rows

pytestmark = pytest.mark.usefixtures("environment")
LANGUAGE: list[dict[str, Any]] = [
    {"id": "acme-5", "prompt_text_token_price": 20000},
    {"id": "acme-4"},
]
DRAWS = [{"id": "acme-draws", "generated_image_token_price": 70000}]


def sync(*rights: str, language: Any = LANGUAGE) -> Run:
    """Synchronise with a key that has these rights."""
    bodies = {
        "/v1/api-key": {"acls": list(rights)},
        "/v1/language-models": {"models": language},
        "/v1/models": {"data": language},
        "/v1/image-generation-models": {"models": DRAWS},
        "/v1/video-generation-models": {"models": []},
    }

    def answer(request: httpx.Request) -> httpx.Response:
        body = json.dumps(bodies[request.url.path]).encode()
        return httpx.Response(200, stream=httpx.ByteStream(body))

    return run("xai", triggered_by="cli", fetcher=Fetcher(httpx.MockTransport(answer)))


def test_another_name_of_a_model_is_sold_too(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It costs what its target does, at first hand, and says so under its own id."""
    monkeypatch.setenv("XAI_API_KEY", "secret")
    sync("api-key:model:*", language=[LANGUAGE[0] | {"aliases": ["acme-5-beta", "acme-5-latest"]}])

    assert [["acme-5", "2"], ["acme-5-beta", "2"], ["acme-5-latest", "2"]] == rows(
        owner_database,
        "SELECT provider_model_id, quoted(input_price, 1) FROM models"
        " WHERE provider = 'xai' AND provider_model_id <> 'acme-draws' ORDER BY 1",
    )


def test_a_key_with_few_rights_removes_nothing(
    owner_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What such a key does not list is not gone, and the run says why the list is short."""
    monkeypatch.setenv("XAI_API_KEY", "secret")
    whole = sync("api-key:model:*", "api-key:endpoint:*")
    for _ in range(4):
        short = sync("api-key:model:acme-5", language=LANGUAGE[:1])

    assert ("success", "partial") == (whole.status, short.status)
    assert "no right to api-key:model:*" in str(short.errors)
    assert [["acme-4"], ["acme-5"], ["acme-draws"]] == rows(
        owner_database,
        "SELECT provider_model_id FROM models WHERE provider = 'xai' AND is_active ORDER BY 1",
    )
