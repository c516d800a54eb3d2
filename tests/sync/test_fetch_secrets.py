"""A key goes to the host that it is for, wherever an answer points."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from pricebook.adapters.requests import FetchExtra
from pricebook.providers import registry
from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher

HOME, AWAY = "https://api.example.com/v1/models", "https://elsewhere.example.com/v1/models"
KEY = {"x-api-key": "secret", "authorization": "Bearer secret"}

type Answer = Callable[[httpx.Request], httpx.Response]


class Listener:
    """Answers, and remembers which host was shown the key."""

    def __init__(self, answer: Answer) -> None:
        self.told: list[tuple[str, bool]] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        shown = any("secret" in value for value in request.headers.values())
        self.told.append((request.url.host, shown))
        return self._answer(request)

    def fetcher(self) -> Fetcher:
        """Return a fetcher in front of it."""
        return Fetcher(httpx.MockTransport(self), sleep=lambda _seconds: None)


def ok(body: object) -> httpx.Response:
    """Return an answer whose body has still to be read, as from a network."""
    return httpx.Response(200, stream=httpx.ByteStream(json.dumps(body).encode()))


def test_a_redirect_elsewhere_loses_the_key() -> None:
    """Every header that authorises stays at home, not only the one that clients know of."""

    def answer(request: httpx.Request) -> httpx.Response:
        away = {"/v1/models": "/v2/models", "/v2/models": AWAY}.get(request.url.path)
        if request.url.host == urlsplit(HOME).hostname and away:
            return httpx.Response(302, headers={"location": away})
        return ok([1])

    listener = Listener(answer)

    assert [1] == listener.fetcher().get_json(HOME, KEY)
    assert [
        ("api.example.com", True),
        ("api.example.com", True),
        ("elsewhere.example.com", False),
    ] == listener.told


def test_a_signature_is_a_secret_too() -> None:
    """What signs a request is taken off with the key."""
    moved = httpx.Response(302, headers={"location": AWAY})
    listener = Listener(lambda r: ok([]) if r.url.host.startswith("else") else moved)
    signing = Fetcher(
        httpx.MockTransport(listener), sign=lambda *_: {"x-amz-security-token": "secret"}
    )

    signing.get_json(HOME, {})

    assert [("api.example.com", True), ("elsewhere.example.com", False)] == listener.told


def test_a_next_page_elsewhere_gets_no_key() -> None:
    """A list that goes on at another host is read on, as by anybody."""
    listener = Listener(lambda r: ok({"next": AWAY if r.url.host.startswith("api") else None}))

    pages = list(listener.fetcher().pages(HOME, KEY, lambda body, _url: body["next"]))

    assert 2 == len(pages)
    assert [("api.example.com", True), ("elsewhere.example.com", False)] == listener.told


def test_a_second_list_at_another_host_gets_no_key(environment: pytest.MonkeyPatch) -> None:
    """A provider's run asks a price list of another host without the key of the first."""
    environment.setenv("GROQ_API_KEY", "secret")
    groq = registry()["groq"]

    def fetch(get: FetchExtra) -> Iterable[Any]:
        assert get(AWAY)
        return groq.items(get(groq.url))

    environment.setitem(registry(), "groq", replace(groq, fetch=fetch))
    listener = Listener(lambda _: ok({"data": [{"id": "acme/m0"}]}))

    report = provider_run.run("groq", triggered_by="cli", fetcher=listener.fetcher())

    assert "success" == report.status
    assert {urlsplit(groq.url).hostname: True, urlsplit(AWAY).hostname: False} == dict(
        listener.told
    )


def test_a_provider_says_how_many_pages_its_list_may_have() -> None:
    """A list that is longer than most is read to its end, and one that never ends is cut."""
    listener = Listener(lambda r: ok({"next": f"?page={int(r.url.params.get('page', '1')) + 1}"}))
    fetcher = listener.fetcher()

    pages = list(fetcher.pages(HOME, {}, lambda body, _url: body["next"], 300))

    assert 300 == len(pages)
    assert "paging does not end: page 301" in str(fetcher.truncated_because)
