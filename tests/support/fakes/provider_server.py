"""A provider that really listens: what a test wrote goes over a socket of this machine."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from pricebook.sync import provider_run
from pricebook.sync.fetch import Fetcher
from pricebook.sync.run_record import Run
from tests.support.sync_and_query import SLUG


@dataclass(frozen=True)
class Answer:
    """One answer.

    Args:
        body: its bytes.
        status: its status.
        headers: its headers, beside the length.
        promised: the length that is promised, where it is not the body's.
        endless: seconds between repetitions of the body, which then never ends.
    """

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    endless: float | None = None


class Loopback(ThreadingHTTPServer):
    """A provider with a list of answers, of which the last is repeated."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []
        self.waits: list[float] = []
        self.answers: Iterator[Answer] = iter(())
        self.answer = Answer(b"", 500)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def says(self, *answers: Answer) -> Run:
        """Synchronise with these answers, given one after the other; no retry really waits."""
        self.answers = iter(answers)
        return provider_run.run(SLUG, triggered_by="cli", fetcher=Fetcher(sleep=self.waits.append))

    def lists(self, *items: Any) -> Run:
        """Synchronise with a list of these items."""
        return self.says(listing(*items))


class Handler(BaseHTTPRequestHandler):
    """Gives the next answer, until the other side has had enough."""

    server: Loopback

    def do_GET(self) -> None:
        """Answer."""
        self.server.asked.append(self.path)
        answer = next(self.server.answers, self.server.answer)
        self.server.answer = answer
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.endless is None:
            self.send_header("content-length", str(answer.promised or len(answer.body)))
        self.end_headers()
        with suppress(ConnectionError):
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.wfile.write(answer.body)
        while answer.endless is not None:
            time.sleep(answer.endless)
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test knows what was asked."""


def listing(*items: Any, **more: Any) -> Answer:
    """Return the answer that lists these items."""
    return Answer(json.dumps({"data": list(items), **more}).encode())


@contextmanager
def listening() -> Iterator[Loopback]:
    """Run such a provider for a while."""
    with Loopback() as provider:
        thread = Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()
