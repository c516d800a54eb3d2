"""Second pages: lists that come in parts are read to their end."""

import json

import httpx
import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher


def anthropic(query: httpx.QueryParams) -> object:
    """Answer as Anthropic does: the next page begins after the last id."""
    second = query.get("after_id") == "acme-1"
    name = "acme-2" if second else "acme-1"
    return {"data": [{"type": "model", "id": name}], "has_more": not second, "last_id": name}


def featherless(query: httpx.QueryParams) -> object:
    """Answer as Featherless does: pages have numbers."""
    pages = {"current_page": int(query["page"]), "total_pages": 2}
    return {"data": [{"id": f"acme-{query['page']}"}], "pagination": pages}


PAGED = {"anthropic": anthropic, "featherless": featherless}


@pytest.fixture(autouse=True)
def keyed(environment: pytest.MonkeyPatch) -> None:
    """Have the key of a list that is not public."""
    environment.setenv("ANTHROPIC_API_KEY", "a-key")


@pytest.mark.parametrize("slug", PAGED)
def test_a_list_is_read_to_its_end(owner_database: Database, slug: str) -> None:
    """Models of the second page are listed, each once, after two requests."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        body = json.dumps(PAGED[slug](request.url.params)).encode()
        return httpx.Response(200, stream=httpx.ByteStream(body))

    fetcher = Fetcher(httpx.MockTransport(answer), sleep=lambda _seconds: None)
    provider_run.run(slug, triggered_by="cli", fetcher=fetcher)

    listed = owner_database.run("SELECT model_id FROM models ORDER BY 1")
    assert [[f"{slug}/acme-1"], [f"{slug}/acme-2"]] == listed
    assert 2 == len(set(asked)) == len(asked)
