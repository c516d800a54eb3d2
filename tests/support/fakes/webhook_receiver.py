"""A receiver of webhooks on this machine, and a verifier that shares no code with the sender.

Written from the specification of Standard Webhooks alone: the signed content is the id, the
timestamp and the body with dots between; the key is the base64 after `whsec_`.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

TOLERANCE_S = 5 * 60


@dataclass(frozen=True)
class Request:
    """One request that the receiver was sent."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def changes(self) -> list[dict[str, Any]]:
        """The changes in the body."""
        changes: list[dict[str, Any]] = json.loads(self.body)["data"]["changes"]
        return changes


class Receiver(ThreadingHTTPServer):
    """What was sent, and what is answered: a status, or None for a head that never ends."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status: int | None = 200
        self.requests: list[Request] = []

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def titles(self) -> list[str]:
        """The titles of all changes that were sent, in the order in which they came."""
        return [change["title"] for request in self.requests for change in request.changes]


class Handler(BaseHTTPRequestHandler):
    """Takes what is posted, before it answers."""

    server: Receiver

    def do_POST(self) -> None:
        """Take one request."""
        body = self.rfile.read(int(self.headers["content-length"]))
        sent = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(Request(self.path, sent, body))
        with suppress(ConnectionError):
            if self.server.status is None:
                self.drip()
            else:
                self.answer(self.server.status)

    def answer(self, status: int) -> None:
        """Answer at once, also where else to look."""
        self.send_response(status)
        self.send_header("location", f"{self.server.url}/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    def drip(self) -> None:
        """Send a head a byte at a time, until the other side has had enough."""
        self.connection.sendall(b"HTTP/1.1 200 OK\r\nx-slow: ")
        self.connection.settimeout(0.02)
        while True:
            try:
                if not self.connection.recv(1):
                    return
            except TimeoutError:
                self.connection.sendall(b"a")

    def log_message(self, *_: object) -> None:
        """Say nothing: the test knows what was asked."""


def verified(request: Request, secret: str, now: int) -> bool:
    """Tell whether a request is the sender's and of the last five minutes."""
    headers = request.headers
    if abs(now - int(headers["webhook-timestamp"])) > TOLERANCE_S:
        return False
    signed = b".".join(
        [headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), request.body]
    )
    key = base64.b64decode(secret.split("_", 1)[1])
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    signatures = [part.split(",", 1) for part in headers["webhook-signature"].split(" ")]
    return any(
        version == "v1" and hmac.compare_digest(text, expected) for version, text in signatures
    )


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Give a receiver while a block runs."""
    with Receiver() as receiver:
        thread = Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield receiver
        receiver.shutdown()
        thread.join()
