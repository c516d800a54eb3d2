"""The Lambda Invoke API as boto3 meets it: a server that remembers what it was asked to start."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from pricebook.aws import lambda_client


class Lambda(ThreadingHTTPServer):
    """Takes every event; `answer` is for those who wait, `meanwhile` happens before they hear."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.started: list[dict[str, Any]] = []
        self.kinds: list[str] = []
        self.refuses = False
        self.answer: dict[str, Any] = {}
        self.error: str | None = None
        self.meanwhile: Callable[[], None] = lambda: None


class Handler(BaseHTTPRequestHandler):
    """Answers as AWS does."""

    server: Lambda

    def do_POST(self) -> None:
        """Take one event."""
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.server.refuses:
            return self._send(429, {"Type": "User", "message": "Rate Exceeded."})
        self.server.started.append(event)
        self.server.kinds.append(self.headers["x-amz-invocation-type"])
        self.server.meanwhile()
        if self.server.kinds[-1] == "Event":
            return self._send(202, None)
        return self._send(200, self.server.answer)

    def _send(self, status: int, told: object) -> None:
        body = b"" if told is None else json.dumps(told).encode()
        self.send_response(status)
        if self.server.error:
            self.send_header("x-amz-function-error", self.server.error)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the test knows what was asked."""


@contextmanager
def invocable(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lambda]:
    """Run such an API for a while, and send boto3 there."""
    with Lambda() as api:
        thread = Thread(target=api.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", f"http://127.0.0.1:{api.server_port}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        monkeypatch.setenv("SYNC_FUNCTION_NAME", "SyncFunction")
        lambda_client.client.cache_clear()
        try:
            yield api
        finally:
            lambda_client.client.cache_clear()
            api.shutdown()
            thread.join()
