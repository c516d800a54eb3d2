"""Public API: a read that was valid once is answered as before, without being validated again."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.catalog.app import app
from pricebook.api import public
from pricebook.serving import cache
from pricebook.sync import provider_run
from tests.support.clients import CatalogClient, Response, event
from tests.support.fakes.provider_transport import answering, items

SLUG = "openrouter"
HELD = {
    "<canonical_id>": "acme/m1",
    "<file>": "openrouter.json",
    "<model_id>": f"{SLUG}/acme/m1",
    "<part>": "swagger-ui.css",
    "<slug>": SLUG,
}
"""What stands for the parameters of a path."""
QUERIES: dict[str, dict[str, str]] = {
    "/v1/compare": {"models": f"{SLUG}/acme/m1"},
    "/v1/prices": {"at": "2026-01-01"},
    "/v1/search": {"q": "model"},
}
PATHS = [route.path for route in app.all_routes() if route.method == "GET"]


@pytest.fixture(autouse=True)
def remembering_nothing() -> Iterator[None]:
    """Begin and end with an API that remembers nothing."""
    app._reads.clear()
    yield
    app._reads.clear()


@pytest.fixture
def listed(client: CatalogClient) -> CatalogClient:
    """Give a client of a catalogue that has three models."""
    provider_run.run(SLUG, triggered_by="cli", fetcher=answering(*items(3)))
    return client


def asked() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the path and the query of a read of each route."""
    for route in PATHS:
        path = route
        for name, held in HELD.items():
            path = path.replace(name, held)
        yield path, QUERIES.get(route, {})


def ask(
    client: CatalogClient, path: str, query: dict[str, str], sent: dict[str, str] | None = None
) -> Response:
    """Send a read."""
    return client.send(event(path, sent or {}, query))


def told(response: Response) -> dict[str, Any]:
    """Return an answer without what two of them may differ in: where it came from."""
    headers = {name: response.headers[name] for name in response.headers}
    headers.pop("x-pricebook-cache", None)
    return {"status": response.status, "headers": headers, "body": response.body}


@pytest.mark.parametrize("sent", [{}, {"accept-encoding": "gzip"}, {"if-none-match": "*"}], ids=str)
def test_a_read_is_answered_again_as_before(listed: CatalogClient, sent: dict[str, str]) -> None:
    """Every route gives the same status, headers and bytes to a read that is remembered."""
    for path, query in asked():
        first = ask(listed, path, query, sent)

        assert (first.status in public.ANSWERED) == bool(app._reads), path
        assert told(first) == told(ask(listed, path, query, sent)), path
        app._reads.clear()


def test_nearly_all_that_is_asked_here_is_answered(listed: CatalogClient) -> None:
    """What the test before compares is answers, but for the few that no model here has."""
    answered = [path for path, query in asked() if ask(listed, path, query).status == 200]

    assert len(answered) >= len(PATHS) - 4


def test_a_change_is_seen_by_a_read_that_is_remembered(listed: CatalogClient) -> None:
    """What is remembered is what was asked, never what was answered."""
    before = listed.get("/v1/catalog").json()["meta"]["total"]

    provider_run.run(SLUG, triggered_by="cli", fetcher=answering(*items(4)))

    assert (3, 4) == (before, listed.get("/v1/catalog").json()["meta"]["total"])


def test_another_query_is_another_read(listed: CatalogClient) -> None:
    """A parameter that a route lacks, or that makes no sense, is refused after a good one too."""
    good = listed.get("/v1/models", page="1")
    bad = [listed.get("/v1/models", page="0"), listed.get("/v1/models", page="1", sise="2")]

    assert [200, 400, 400] == [answer.status for answer in (good, *bad)]


def test_another_method_is_another_read(listed: CatalogClient) -> None:
    """POST to a path that was read is refused, and HEAD is answered as GET."""
    read = listed.get("/v1/catalog")

    assert 405 == listed.post("/v1/catalog", {}).status
    assert 200 == read.status


def test_a_limit_holds_for_a_read_that_is_remembered(
    listed: CatalogClient, environment: pytest.MonkeyPatch
) -> None:
    """Whoever asks the same again and again empties their bucket."""
    environment.setenv("RATE_LIMITS", "3/5/1000/1")

    assert [200, 200, 200, 429] == [listed.get("/v1/catalog").status for _request in range(4)]


def test_an_error_of_a_read_that_is_remembered_has_its_shape(
    listed: CatalogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not there any longer is not found, in the words of a read that is new."""
    path = f"/v1/models/{SLUG}/acme/m1"
    assert 200 == listed.get(path).status
    monkeypatch.setenv("PRICEBOOK_SERVE", "snapshot")
    cache.reset()

    again = listed.get(path)
    app._reads.clear()

    assert told(listed.get(path)) == told(again)
    assert (404, "not_found") == (again.status, again.json()["error"]["code"])


def test_few_and_short_reads_are_remembered(
    listed: CatalogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded: the read that was not asked for the longest is forgotten."""
    monkeypatch.setattr(public, "MAX_REMEMBERED", 2)
    for path in ("/v1/catalog", "/v1/status", "/v1/catalog", "/v1/providers"):
        listed.get(path)
    listed.get("/v1/search", q="m" * 600)

    assert [("/v1/catalog", "{}"), ("/v1/providers", "{}")] == list(app._reads)
