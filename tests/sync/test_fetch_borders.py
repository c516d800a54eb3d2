"""What the HTTP client sends, and how far its patience and its limits reach, to the last unit."""

import gzip
import json
import random
import zlib
from collections.abc import Callable
from types import SimpleNamespace

import httpx
import pytest

from pricebook import settings
from pricebook.adapters.pagination import last_page
from pricebook.errors import Unreadable, UpstreamError, UpstreamNotFound
from pricebook.sync import fetch
from pricebook.sync.fetch import Fetcher

URL = "https://api.example.com/v1/models"
PACKED = {"content-encoding": "gzip"}


class Provider:
    """Answers every request with the same body, and remembers the requests."""

    def __init__(
        self, body: bytes, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = (status, headers, body)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        self.requests.append(request)
        status, headers, body = self._answer
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))

    def fetcher(self, sign: Callable[..., dict[str, str]] | None = None) -> Fetcher:
        """Return a fetcher in front of it."""
        return Fetcher(httpx.MockTransport(self), sleep=lambda _seconds: None, sign=sign)


def read(body: bytes, headers: dict[str, str] | None = None) -> object:
    """Return what a body is decoded to."""
    return Provider(body, headers=headers).fetcher().get_json(URL, {})


def test_a_request_says_who_asks_for_what() -> None:
    """JSON, in no other packing than gzip, and nobody is waited for longer than 20 seconds."""
    provider = Provider(b"[]")
    provider.fetcher().get_json(URL, {})
    (request,) = provider.requests

    told = [request.headers[name] for name in ("accept", "accept-encoding", "user-agent")]
    assert ["application/json", "gzip", "pricebook"] == told
    assert {"connect": 5, "read": 20, "write": 20, "pool": 20} == request.extensions["timeout"]
    assert ("GET", b"") == (request.method, request.content)


def test_a_question_with_a_body_is_posted() -> None:
    """The body goes out as JSON, signed where the provider wants that."""
    provider, signed = Provider(b"[]"), []

    def sign(method: str, url: str, content: bytes) -> dict[str, str]:
        signed.append((method, url, content))
        return {"x-signature": "it is me"}

    provider.fetcher(sign).get_json(URL, {"x-key": "1"}, {"page": 1})
    (request,) = provider.requests

    assert {"page": 1} == json.loads(request.content)
    assert [("POST", URL, request.content)] == signed
    assert ("1", "it is me") == (request.headers["x-key"], request.headers["x-signature"])


def test_a_page_for_people_is_asked_for_as_text() -> None:
    """Markdown before HTML; a byte that is no text does not spoil the page."""
    provider = Provider(b"a \xff")

    assert "a \ufffd" == provider.fetcher().get_text(URL)
    assert ["text/markdown, text/html"] == [r.headers["accept"] for r in provider.requests]


def test_a_list_is_kept_word_for_word() -> None:
    """Beside what it says, as it is written; one with a byte that is no text is unreadable."""
    assert ([1], "[ 1 ]") == Provider(b"[ 1 ]").fetcher().get_json_and_text(URL)
    with pytest.raises(Unreadable):
        Provider(b'["\xff"]').fetcher().get_json_and_text(URL)


def test_what_may_be_missing_is_noted() -> None:
    """A side list that is not there leaves a note; another error stays one."""
    there, missing = Provider(b"[1]").fetcher(), Provider(b"", 404).fetcher()

    assert [1] == there.get_json_if_present(URL, {})
    assert there.truncated_because is None
    assert missing.get_json_if_present(URL, {}) is None
    assert f"{URL} answered 404: what it tells is missing" in str(missing.truncated_because)
    with pytest.raises(Unreadable, match="answered 405, expected 200"):
        Provider(b"", 405).fetcher().get_json_if_present(URL, {})
    with pytest.raises(UpstreamNotFound):
        Provider(b"", 404).fetcher().get_json(URL, {})


@pytest.mark.parametrize(("status", "times"), [(408, 4), (425, 4), (409, 1), (501, 1), (505, 1)])
def test_only_what_may_pass_is_tried_again(status: int, times: int) -> None:
    """Too early may pass, a conflict or a version that is not spoken does not."""
    provider = Provider(b"", status)

    with pytest.raises(UpstreamError):
        provider.fetcher().get_json(URL, {})
    assert times == len(provider.requests)


def test_a_long_integer_stays_text() -> None:
    """One of 100 digits is a number, a longer one is as it is written, and so is an endless one."""
    long = "9" * 100

    assert [int(long), f"{long}9", -1] == read(f"[{long}, {long}9, -1]".encode())
    assert ["1e9999999999999999999"] == read(b"[1e9999999999999999999]")


def test_what_is_not_json_is_shown_to_the_eightieth_byte() -> None:
    """So much tells what it is; a byte that is no text is replaced."""
    with pytest.raises(Unreadable) as refusal:
        read(b"\xfe" + b"x" * 79 + b"y")

    assert str(refusal.value).endswith(f"they begin with {'\ufffd' + 'x' * 79!r}")


def test_zlib_without_gzip_is_no_gzip() -> None:
    """A body is packed as it says, and the error says what is wrong with it."""
    with pytest.raises(Unreadable, match=r"cannot be unpacked \([^()]+ check\)$"):
        read(zlib.compress(b"[1]"), PACKED)


@pytest.mark.parametrize("packed", [False, True])
def test_a_body_of_the_largest_size_is_read(
    monkeypatch: pytest.MonkeyPatch, *, packed: bool
) -> None:
    """The cap itself fits, packed or not; one byte more does not."""
    monkeypatch.setattr(settings, "MAX_BODY_BYTES", 1000)
    headers = PACKED if packed else None
    fitting, larger = (json.dumps(["x" * size]).encode() for size in (996, 997))
    if packed:
        fitting, larger = gzip.compress(fitting), gzip.compress(larger)

    assert ["x" * 996] == read(fitting, headers)
    with pytest.raises(Unreadable, match="more than 1000 bytes"):
        read(larger, headers)


def test_what_comes_in_the_last_moment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only after its time a body is given up."""
    monkeypatch.setattr(settings, "MAX_FETCH_SECONDS", 0)
    monkeypatch.setattr(fetch, "time", SimpleNamespace(monotonic=lambda: 5.0))

    assert [1] == read(b"[1]")


@pytest.mark.parametrize(("pages", "truncated"), [(5, False), (6, True)])
def test_the_most_pages_are_read(
    monkeypatch: pytest.MonkeyPatch, pages: int, *, truncated: bool
) -> None:
    """A list of just so many pages is whole, and one of more is cut there."""
    monkeypatch.setattr(settings, "MAX_PAGES", 5)

    def following(_body: object, address: str) -> str | None:
        page = int(httpx.URL(address).params.get("page", "1"))
        return f"?page={page + 1}" if page < pages else None

    fetcher = Provider(b"[]").fetcher()

    assert 5 == len(list(fetcher.pages(URL, {}, following)))
    assert truncated == (fetcher.truncated_because is not None)


def test_a_page_is_not_read_twice() -> None:
    """A list that leads back to itself ends there."""
    fetcher = Provider(b"[]").fetcher()

    assert 1 == len(list(fetcher.pages(URL, {}, lambda _body, address: address)))
    assert f"page 2 would be {URL}" in str(fetcher.truncated_because)


def test_the_longest_patience_is_granted() -> None:
    """A provider may ask for as many seconds as are allowed at most."""
    slept: list[float] = []
    busy = httpx.Response(429, headers={"retry-after": str(settings.MAX_RETRY_AFTER_SECONDS)})
    answers = iter([busy, httpx.Response(200, stream=httpx.ByteStream(b"[]"))])
    fetcher = Fetcher(httpx.MockTransport(lambda _request: next(answers)), slept.append)

    assert [[]] == list(fetcher.pages(URL, {}, last_page))
    assert [settings.MAX_RETRY_AFTER_SECONDS] == slept


def test_waits_are_drawn_from_nothing_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that failed together come back anywhere between at once and twice as late as before."""
    spans: list[tuple[float, ...]] = []

    def drawn(*span: float) -> float:
        spans.append(span)
        return 0

    monkeypatch.setattr(random, "uniform", drawn)

    with pytest.raises(UpstreamError):
        Provider(b"", 503).fetcher().get_json(URL, {})
    assert [(0, 1), (0, 2), (0, 4)] == spans
