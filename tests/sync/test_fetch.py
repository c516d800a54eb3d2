"""What the HTTP client does with providers as they really behave."""

import gzip
import itertools
import json
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest

from pricebook import settings
from pricebook.adapters.pagination import last_page
from pricebook.errors import RateLimited, Unauthorised, Unreachable, Unreadable, UpstreamError
from pricebook.sync.fetch import Fetcher, routed

URL = "https://api.example.com/v1/models"

GZIP = {"content-encoding": "gzip"}

type Answer = Callable[[httpx.Request], httpx.Response]


class Stream(httpx.SyncByteStream):
    """A body that arrives in pieces."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces as they arrive."""
        return iter(self._pieces)


def ok(body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
    """Return an answer whose body has still to be read, as from a network."""
    return httpx.Response(200, stream=Stream([body]), headers=headers)


class Clock:
    """Remembers how long a fetcher wanted to sleep, and does not."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def __call__(self, seconds: float) -> None:
        """Sleep, as far as the fetcher knows."""
        self.slept.append(seconds)


def fetch(
    answers: Iterable[httpx.Response | Exception] | Answer, clock: Clock | None = None
) -> Any:
    """Fetch one page from a provider that gives these answers, one after the other."""
    return next(fetcher(answers, clock).pages(URL, {}, last_page))


def fetcher(
    answers: Iterable[httpx.Response | Exception] | Answer, clock: Clock | None = None
) -> Fetcher:
    """Return a fetcher in front of a provider that gives these answers."""
    if callable(answers):
        return Fetcher(httpx.MockTransport(answers), clock or Clock())
    waiting = iter(answers)

    def answer(_request: httpx.Request) -> httpx.Response:
        found = next(waiting)
        if isinstance(found, Exception):
            raise found
        return found

    return Fetcher(httpx.MockTransport(answer), clock or Clock())


def test_a_number_keeps_every_digit_and_its_text() -> None:
    """A price is never read through a binary float, and its text is kept."""
    (price,) = fetch([ok(b"[2.5999999999999996e-07]")])

    assert Decimal("2.5999999999999996e-07") == price
    assert price.text == "2.5999999999999996e-07"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    """A provider that stumbles once is read all the same."""
    assert fetch([httpx.Response(status), ok(b"[1]")]) == [1]


def test_a_dropped_connection_is_tried_again() -> None:
    """A connection that breaks once costs one more attempt."""
    dropped = httpx.RemoteProtocolError("server disconnected")

    assert fetch([dropped, ok(b"[1]")]) == [1]


def test_attempts_end_and_say_what_happened() -> None:
    """A provider that stays broken is reported with its address and its last answer."""
    with pytest.raises(Unreachable, match=rf"{URL} failed 4 times, the last time with status 500"):
        fetch(itertools.repeat(httpx.Response(500)))


def test_waits_grow_between_attempts() -> None:
    """Each wait is drawn from a span twice as long as the one before."""
    clock = Clock()

    with pytest.raises(UpstreamError):
        fetch(itertools.repeat(httpx.Response(503)), clock)

    assert len(clock.slept) == settings.MAX_RETRIES
    assert all(0 <= wait <= 2**attempt for attempt, wait in enumerate(clock.slept))


def test_retry_after_is_honoured() -> None:
    """A provider that asks for two seconds of patience gets exactly those."""
    clock = Clock()

    fetch([httpx.Response(429, headers={"retry-after": "2"}), ok(b"[]")], clock)

    assert clock.slept == [2]


def test_too_much_patience_is_refused() -> None:
    """A run does not wait an hour because a provider asks it to."""
    with pytest.raises(RateLimited, match="asks to wait for 3600 seconds"):
        fetch([httpx.Response(429, headers={"retry-after": "3600"})])


def test_a_lasting_rate_limit_is_called_one() -> None:
    """Running into 429 until the end is a rate limit, not a broken network."""
    with pytest.raises(RateLimited):
        fetch(itertools.repeat(httpx.Response(429)))


@pytest.mark.parametrize("status", [401, 402, 403])
def test_a_refused_key_is_not_tried_again(status: int) -> None:
    """A wrong key stays wrong: one request, and an error that speaks of the key."""
    with pytest.raises(Unauthorised, match="key"):
        fetch([httpx.Response(status)])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<!doctype html><title>Maintenance</title>", "<!doctype html>"),
        (b'{"data": [{"id": "a"', '{"data"'),
        (b"", "0 bytes"),
        (b"[NaN]", "NaN is not a JSON number"),
        (b"[Infinity]", "Infinity is not a JSON number"),
        (b"\xff\xfe[", "not JSON"),
    ],
)
def test_what_is_not_json_is_shown(body: bytes, told: str) -> None:
    """A page or half a body with status 200 is refused, and the error shows how it begins."""
    with pytest.raises(Unreadable, match="not JSON") as refusal:
        fetch([ok(body)])

    assert told in str(refusal.value)


def test_gzip_is_unpacked() -> None:
    """A packed body is read as what it holds."""
    packed = ok(gzip.compress(b"[1]"), GZIP)

    assert fetch([packed]) == [1]


@pytest.mark.parametrize(
    "packed", [b"no gzip at all", gzip.compress(b"[1]", mtime=0)[:-9], b"\x1f\x8b"]
)
def test_gzip_that_is_broken_is_unreadable(packed: bytes) -> None:
    """What cannot be unpacked, or ends too early, is no list, whatever of it could be read."""
    with pytest.raises(Unreadable):
        fetch([ok(packed, GZIP)])


def test_a_gzip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small body that unpacks to more than the cap is never unpacked beyond it."""
    monkeypatch.setattr(settings, "MAX_BODY_BYTES", 1000)
    bomb = ok(gzip.compress(b" " * 10_000_000), GZIP)

    with pytest.raises(Unreadable, match="more than 1000 bytes"):
        fetch([bomb])


def test_a_gzip_bomb_behind_a_long_body_takes_no_more_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was unpacked before counts: a body and one copy of it are all that is ever held."""
    most = 8_000_000
    monkeypatch.setattr(settings, "MAX_BODY_BYTES", most)
    packer = zlib.compressobj(wbits=31)
    pieces = [
        packer.compress(b" " * size) + packer.flush(zlib.Z_SYNC_FLUSH)
        for size in (most - 10_000, 10 * most)
    ]

    tracemalloc.start()
    with pytest.raises(Unreadable, match=f"more than {most} bytes"):
        fetch([httpx.Response(200, stream=Stream(pieces), headers=GZIP)])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert 2.3 * most > peak


def test_a_huge_body_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading stops at the cap, whatever is still to come."""
    monkeypatch.setattr(settings, "MAX_BODY_BYTES", 1000)

    with pytest.raises(Unreadable, match="more than 1000 bytes"):
        fetch([httpx.Response(200, stream=Stream(itertools.repeat(b" " * 100)))])


def test_a_slow_drip_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that never ends is given up after its time, with what had come."""
    monkeypatch.setattr(settings, "MAX_FETCH_SECONDS", 0)

    with pytest.raises(Unreachable, match="was still sending after 0 seconds"):
        fetch([httpx.Response(200, stream=Stream(itertools.repeat(b" ")))])


def test_an_encoding_that_nobody_asked_for_is_refused() -> None:
    """Two layers of packing are refused before they are unpacked."""
    twice = ok(b"x", {"content-encoding": "gzip, gzip"})

    with pytest.raises(Unreadable, match="gzip, gzip"):
        fetch([twice])


def test_pages_are_followed() -> None:
    """Every page is read, relative addresses included, until there is no next one."""
    bodies = {"": {"next": "?page=2"}, "page=2": {"next": None}}

    def answer(request: httpx.Request) -> httpx.Response:
        return ok(json.dumps(bodies[request.url.query.decode()]).encode())

    pages = list(fetcher(answer).pages(URL, {}, lambda body, _url: body["next"]))

    assert list(bodies.values()) == pages


@pytest.mark.parametrize("cursor", ["?page=1", "?page={}"])
def test_a_cursor_that_never_ends_is_cut(cursor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paging stops at a page that was read before, and at the page limit, and says so."""
    monkeypatch.setattr(settings, "MAX_PAGES", 5)
    count = itertools.count()

    def answer(_request: httpx.Request) -> httpx.Response:
        return ok(json.dumps({"next": cursor.format(next(count))}).encode())

    reading = fetcher(answer)
    pages = list(reading.pages(URL, {}, lambda body, _url: body["next"]))

    assert 2 <= len(pages) <= 5
    assert "paging does not end" in str(reading.truncated_because)


def test_requests_go_to_the_upstream_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """PRICEBOOK_UPSTREAM stands in for the internet, host and path kept."""
    monkeypatch.setenv("PRICEBOOK_UPSTREAM", "http://127.0.0.1:9100/")

    assert routed(URL) == "http://127.0.0.1:9100/api.example.com/v1/models"
