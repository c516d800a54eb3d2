"""The bucket that hears how a custom resource went, as CloudFormation has it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

STACK = "arn:aws:cloudformation:us-east-1:123456789012:stack/pricebook/0d2c"


class Bucket(HTTPServer):
    """The address that CloudFormation signs; it refuses the first `refusals` answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.refusals = 0
        self.bodies: list[bytes] = []
        self.types: list[str | None] = []

    def asks(self, kind: str) -> dict[str, Any]:
        """Return what CloudFormation sends to a function that is to answer here."""
        return {
            "RequestType": kind,
            "ResponseURL": f"http://127.0.0.1:{self.server_port}/answer?signature=x",
            "StackId": STACK,
            "RequestId": "unique id for this request",
            "ResourceType": "Custom::Migrations",
            "LogicalResourceId": "Migrations",
            "ResourceProperties": {},
        }

    @property
    def answer(self) -> Any:
        """The one answer that arrived."""
        (body,) = self.bodies
        return json.loads(body)


class Answers(BaseHTTPRequestHandler):
    """Takes an answer as S3 does."""

    server: Bucket

    def do_PUT(self) -> None:
        """Take or refuse one answer."""
        body = self.rfile.read(int(self.headers["content-length"]))
        refused = self.server.refusals > 0
        self.server.refusals -= 1
        if not refused:
            self.server.bodies.append(body)
            self.server.types.append(self.headers["content-type"])
        self.send_response(503 if refused else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def bucketed() -> Iterator[Bucket]:
    """Run such a bucket for a while."""
    with Bucket() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
