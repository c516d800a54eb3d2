"""Clients of a running machine, in processes of their own: what they ask, and what came of it."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from typing import Self

PROCESSES = 2
TIMEOUT_S = 60
LOST = 0
"""Status where the connection was lost before an answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request that is made again and again."""

    path: str
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, connection: HTTPConnection) -> "Answer":
        """Make it once."""
        started = time.monotonic()
        method = "POST" if self.body is not None else "GET"
        headers = {"accept-encoding": "gzip"} | self.headers
        try:
            connection.request(method, self.path, self.body, headers)
            response = connection.getresponse()
            response.read()
        except (OSError, HTTPException):
            connection.close()
            return Answer(self.path, LOST, time.monotonic() - started)
        marked = response.headers["retry-after"] is not None
        return Answer(self.path, response.status, time.monotonic() - started, marked=marked)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one request.

    Attributes:
        path: what was asked.
        status: HTTP's; 0 where the connection was lost.
        seconds: how long it took.
        marked: it says with Retry-After when to come again.
    """

    path: str
    status: int
    seconds: float
    marked: bool = False

    @property
    def is_error(self) -> bool:
        """Whether a client could make nothing of it."""
        return self.status == LOST or self.status >= 500


class Crowd:
    """A number of clients, spread over a few processes."""

    def __init__(self, port: int, processes: ProcessPoolExecutor) -> None:
        self.port = port
        self.processes = processes

    @classmethod
    @contextmanager
    def of(cls, port: int) -> Iterator[Self]:
        """Keep the processes of a crowd for a while."""
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(2 * PROCESSES, mp_context=spawn) as processes:
            yield cls(port, processes)

    def send(
        self, requests: Sequence[Request], clients: int, seconds: float
    ) -> "list[Future[list[Answer]]]":
        """Let clients begin to ask, each all requests in turn, for some seconds."""
        each = max(clients // PROCESSES, 1)
        return [
            self.processes.submit(_ask_together, self.port, requests, each, seconds)
            for _process in range(PROCESSES)
        ]


def answers(parts: "Sequence[Future[list[Answer]]]") -> list[Answer]:
    """Wait for clients, and return all that was answered."""
    return [answer for part in parts for answer in part.result()]


def _ask_together(
    port: int, requests: Sequence[Request], clients: int, seconds: float
) -> list[Answer]:
    with ThreadPoolExecutor(clients) as threads:
        parts = [threads.submit(_ask, port, requests, seconds) for _client in range(clients)]
        return answers(parts)


def _ask(port: int, requests: Sequence[Request], seconds: float) -> list[Answer]:
    connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    until, found = time.monotonic() + seconds, []
    for request in cycle(requests):
        if time.monotonic() > until:
            break
        found.append(request.ask(connection))
    connection.close()
    return found
