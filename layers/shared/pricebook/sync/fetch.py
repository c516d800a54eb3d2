"""HTTP client for every provider: time-outs, retries, paging, and a limit on what is read."""

import itertools
import json
import random
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import InvalidOperation
from typing import Any
from urllib.parse import urljoin

import httpx

from pricebook import settings
from pricebook.adapters.origin import origin
from pricebook.adapters.requests import Decode
from pricebook.aws.iam import Sign
from pricebook.errors import RateLimited, Unauthorised, Unreachable, Unreadable, UpstreamNotFound
from pricebook.pricing.price import Figure
from pricebook.sync.answer_digest import AnswerDigest

TIMEOUT = httpx.Timeout(20, connect=5)
HEADERS = {
    "accept": "application/json",
    "accept-encoding": "gzip",
    "user-agent": "pricebook",
}
RETRYABLE = {408, 425, 429, 500, 502, 503, 504}
UNAUTHORISED = {401, 402, 403}
TOO_MANY = 429
NOT_FOUND = 404
MAX_INTEGER_CHARACTERS = 100
"""A longer integer stays text: reading it takes time that grows with its square."""
GZIP = 31
"""What zlib calls a stream with a gzip header."""


class Fetcher:
    """Fetches the pages of one list.

    Args:
        transport: what carries the requests; a test brings its own.
        sleep: what waits between two attempts.
        sign: what signs a request, for a provider that asks for that.

    Attributes:
        answers: the digest of what was answered.
        truncated_because: why the answer is incomplete, such as endless paging or a missing list.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        sign: Sign | None = None,
    ) -> None:
        self._client = httpx.Client(
            transport=transport, timeout=TIMEOUT, headers=HEADERS, follow_redirects=True
        )
        self._client.event_hooks = {"request": [_keep_secrets]}
        self._sleep = sleep
        self._sign = sign
        self.answers = AnswerDigest()
        self.truncated_because: str | None = None

    def pages(
        self,
        url: str,
        headers: dict[str, str],
        next_page: Callable[[Any, str], str | None],
        most: int | None = None,
        decode: Decode | None = None,
    ) -> Iterator[Any]:
        """Yield the decoded body of each page.

        Args:
            url: the first page.
            headers: what authorises a request; only the host of the first page sees it.
            next_page: from a body and its address to the address of the next page, or None.
            most: how many pages there may be, where that is not what settings say.
            decode: what reads a body that is no JSON.

        Raises:
            UpstreamError: one of its kinds, with the address and what came back.
        """
        seen: set[str] = set()
        address: str | None = url
        while address is not None:
            if address in seen or len(seen) >= (most or settings.MAX_PAGES):
                self.truncated_because = (
                    f"paging does not end: page {len(seen) + 1} would be {address}"
                )
                return
            seen.add(address)
            own = headers if origin(address) == origin(url) else {}
            body = (decode or _decode)(address, self._answer(address, own, None))
            yield body
            following = next_page(body, address)
            address = urljoin(address, following) if following else None

    def get_json(self, url: str, headers: dict[str, str], body: object = None) -> Any:  # noqa: ANN401 - decoded JSON
        """Return the decoded answer to a GET or, with a body, to a POST of it."""
        return _decode(url, self._answer(url, headers, body))

    def get_json_and_text(self, url: str) -> tuple[Any, str]:
        """Return the decoded answer to a GET, and the same word for word."""
        payload = self._answer(url, {}, None)
        text = payload.decode(json.detect_encoding(payload), errors="replace")
        return _decode(url, payload), text

    def get_text(self, url: str) -> str:
        """Return the answer to a GET as text, for a page that people read."""
        return self._answer(url, {"accept": "text/markdown, text/html"}, None).decode(
            errors="replace"
        )

    def get_json_if_present(self, url: str, headers: dict[str, str]) -> Any:  # noqa: ANN401 - decoded JSON
        """Return the decoded answer to a GET, or None and a note where there is nothing."""
        try:
            return self.get_json(url, headers)
        except UpstreamNotFound as error:
            self.truncated_because = f"{error}: what it tells is missing from every model"
            return None

    def _answer(self, url: str, headers: dict[str, str], body: object) -> bytes:
        method = "GET" if body is None else "POST"
        request = self._client.build_request(method, routed(url), headers=headers, json=body)
        signature = self._sign(method, url, request.content) if self._sign else {}
        request.headers.update(signature)
        request.extensions["secrets"] = (origin(str(request.url)), {*headers, *signature})
        return self.answers.fetch(url, lambda: self._repeat(request, url))

    def _repeat(self, request: httpx.Request, url: str) -> bytes:
        for attempt in itertools.count():
            try:
                return self._once(request, url)
            except _Again as again:
                if attempt == settings.MAX_RETRIES:
                    raise again.final(url, attempt + 1) from again
                self._sleep(again.wait(url, attempt))
        raise AssertionError  # the loop has no other end

    def _once(self, request: httpx.Request, url: str) -> bytes:
        deadline = time.monotonic() + settings.MAX_FETCH_SECONDS
        try:
            response = self._client.send(request, stream=True)
            with closing(response):
                self._check(url, response)
                return _read(url, response, deadline)
        except httpx.RequestError as error:
            raise _Again(f"{type(error).__name__}: {error}".rstrip(": ")) from error

    def _check(self, url: str, response: httpx.Response) -> None:
        status = response.status_code
        if status in RETRYABLE:
            raise _Again(f"status {status}", status, response.headers.get("retry-after"))
        if status in UNAUTHORISED:
            raise Unauthorised(f"{url} answered {status}: the key is missing, wrong or too weak")
        if status == NOT_FOUND:
            raise UpstreamNotFound(f"{url} answered 404")
        if not response.is_success:
            raise Unreadable(f"{url} answered {status}, expected 200")


class _Again(Exception):
    """One attempt failed in a way that another one may not."""

    def __init__(self, reason: str, status: int = 0, retry_after: str | None = None) -> None:
        super().__init__(reason)
        self._limited = status == TOO_MANY
        self._retry_after = retry_after

    def wait(self, url: str, attempt: int) -> float:
        """Return how long to wait: what the provider asks for, else twice as long each time."""
        if self._retry_after and self._retry_after.isdigit():
            wait_s = int(self._retry_after)
            if wait_s > settings.MAX_RETRY_AFTER_SECONDS:
                raise RateLimited(f"{url} asks to wait for {wait_s} seconds") from self
            return wait_s
        # full jitter: syncs that failed together must not come back together
        return random.uniform(0, 2**attempt)  # noqa: S311 - no secret depends on it

    def final(self, url: str, attempts: int) -> Unreachable | RateLimited:
        """Return what to tell when the last attempt failed too."""
        message = f"{url} failed {attempts} times, the last time with {self}"
        return RateLimited(message) if self._limited else Unreachable(message)


def _keep_secrets(request: httpx.Request) -> None:
    """Take off what authorises a request where a redirect leads it to another host."""
    home, names = request.extensions["secrets"]
    if origin(str(request.url)) != home:
        for name in names:
            request.headers.pop(name, None)


def routed(url: str) -> str:
    """Return where a request really goes: to PRICEBOOK_UPSTREAM where it is set."""
    upstream = settings.text("PRICEBOOK_UPSTREAM", "")
    return f"{upstream.removesuffix('/')}/{url.partition('://')[2]}" if upstream else url


def read_json(body: bytes) -> Any:  # noqa: ANN401 - decoded JSON
    """Return what an answer says, its numbers with their text."""
    return json.loads(body, parse_float=_number, parse_int=_integer, parse_constant=_no_constant)


def _decode(url: str, body: bytes) -> Any:  # noqa: ANN401 - decoded JSON
    try:
        return read_json(body)
    except (ValueError, RecursionError) as error:
        start = body[:80].decode(errors="replace")
        raise Unreadable(
            f"{url} answered 200 with {len(body)} bytes that are not JSON ({error});"
            f" they begin with {start!r}"
        ) from error


def _number(text: str) -> Figure | str:
    """Return a number with its text; one that no decimal holds stays text, and spoils its item."""
    try:
        return Figure(text)
    except InvalidOperation:
        return text


def _integer(text: str) -> int | str:
    return int(text) if len(text) <= MAX_INTEGER_CHARACTERS else text


def _read(url: str, response: httpx.Response, deadline: float) -> bytes:
    """Read a body that may be too large, packed to explode, or dripping for ever."""
    encoding = response.headers.get("content-encoding", "identity")
    if encoding not in {"gzip", "identity"}:
        raise Unreadable(f"{url} answered in {encoding}, which was not asked for")
    unpack = zlib.decompressobj(GZIP) if encoding == "gzip" else None
    body = bytearray()
    for chunk in response.iter_raw():
        left = settings.MAX_BODY_BYTES - len(body)
        body += _unpacked(url, unpack, chunk, left) if unpack else chunk
        if len(body) > settings.MAX_BODY_BYTES:
            raise Unreadable(f"{url} answered more than {settings.MAX_BODY_BYTES} bytes")
        if time.monotonic() > deadline:
            raise Unreachable(
                f"{url} was still sending after {settings.MAX_FETCH_SECONDS} seconds,"
                f" {len(body)} bytes had come"
            )
    if unpack and not unpack.eof:
        raise Unreadable(f"{url} answered gzip that ends too early, after {len(body)} bytes")
    return bytes(body)


def _unpacked(url: str, unpack: "zlib._Decompress", chunk: bytes, left: int) -> bytes:
    try:
        return unpack.decompress(chunk, left + 1)  # one more is too large
    except zlib.error as error:
        raise Unreadable(f"{url} answered gzip that cannot be unpacked ({error})") from error


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")
