"""The Lambda Runtime API, on a port of its own for each worker."""

import asyncio
import time
from http import HTTPStatus
from typing import cast

from local.lambda_runtime.event import (
    MAX_PAYLOAD_BYTES,
    TOO_LARGE,
    UNHANDLED,
    Event,
    Outcome,
    failure,
)
from local.sam.intrinsics import arn

PREFIX = "/2018-06-01/runtime"
MAX_HEAD_BYTES = 64 * 1024
"""Longer headers are none of a runtime client."""
END = b"\r\n\r\n"
Answer = tuple[HTTPStatus, dict[str, str], bytes]
ACCEPTED: Answer = (HTTPStatus.ACCEPTED, {}, b'{"status":"OK"}')


class Connection(asyncio.Protocol):
    """One connection of a worker, whose requests are answered in their order.

    A worker that answers an event and asks for the next one in one write gets both answers in one:
    it is woken once, and so are we.
    """

    def __init__(self, api: "RuntimeApi") -> None:
        self._api = api
        self._received = bytearray()
        self._answers = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)  # TCP has no other
        self._api.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """End: the worker has gone, which its process tells too."""
        del exc
        self._api.connections.discard(self)

    def data_received(self, data: bytes) -> None:
        """Answer what is complete; who waits for an event gets all answers with it."""
        self._received += data
        waits = False
        while request := self._request():
            answer = self._api.answer(*request)
            waits = answer is None
            self._answers += _response(*answer) if answer else b""
        if waits:
            self._api.wait(self)
        elif self._answers:
            self.send(b"")

    def send(self, answer: bytes) -> None:
        """Send what was kept, and this behind it."""
        kept, self._answers = self._answers, b""
        self._transport.write(kept + answer)

    def close(self) -> None:
        """Let go of the worker."""
        self._transport.close()

    def _request(self) -> tuple[str, bytes] | None:
        """Take one request: its path and its body, which runtime clients send with a length."""
        end = self._received.find(END)
        if end < 0:
            if len(self._received) > MAX_HEAD_BYTES:
                self.close()
            return None
        first, *lines = self._received[:end].decode("latin-1").split("\r\n")
        fields = (line.partition(":") for line in lines)
        headers = {name.lower(): value for name, _, value in fields}
        start = end + len(END)
        stop = start + int(headers.get("content-length", "0"))
        if len(self._received) < stop:
            return None
        body = bytes(self._received[start:stop])
        del self._received[:stop]
        return first.split(" ")[1], body


class RuntimeApi:
    """Hands events to one worker, one at a time, and takes its answers."""

    def __init__(self, function: str) -> None:
        self.polling = asyncio.Event()  # the worker asks for an event, so it is done with the last
        self.init_error: bytes | None = None
        self.connections: set[Connection] = set()
        self._arn = arn(function)
        self._event = Event(b"")
        self._outcome: asyncio.Future[Outcome | None] | None = None

    async def open(self) -> str:
        """Start to listen and return the address."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        """Stop listening and let go of the worker."""
        self._server.close()
        for connection in set(self.connections):
            connection.close()

    def deliver(self, event: Event, timeout_s: float) -> asyncio.Future[Outcome | None]:
        """Give the worker, which waits for it, an event.

        Returns:
            The promise of its outcome, which is None where the worker ends before.
        """
        self._event = event
        self._outcome = asyncio.get_running_loop().create_future()
        self.polling.clear()
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": event.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + timeout_s) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": self._arn,
            "Lambda-Runtime-Trace-Id": f"Root=1-{round(time.time()):08x}-{'0' * 24};Sampled=0",
        }
        self._waiting.send(_response(HTTPStatus.OK, headers, event.payload))
        return self._outcome

    def give_up(self) -> None:
        """Promise nothing any more: the worker has ended."""
        if self._outcome and not self._outcome.done():
            self._outcome.set_result(None)

    def wait(self, connection: Connection) -> None:
        """Let a connection have the next event."""
        self._waiting = connection
        self.polling.set()

    def answer(self, path: str, body: bytes) -> Answer | None:
        """Return the answer of a request; None for one that waits for an event."""
        match path.removeprefix(PREFIX).strip("/").split("/"):
            case ["invocation", "next"]:
                return None
            case ["invocation", request_id, "response" | "error" as kind]:
                return self._take(request_id, Outcome(body, UNHANDLED if kind == "error" else ""))
            case ["init", "error"]:
                self.init_error = body
                return ACCEPTED
            case ["restore", "next"]:
                return HTTPStatus.OK, {}, b""
            case ["restore", "error"]:
                return ACCEPTED
        return HTTPStatus.NOT_FOUND, {}, b""

    def _take(self, request_id: str, outcome: Outcome) -> Answer:
        if self._outcome is None or self._outcome.done() or request_id != self._event.request_id:
            return HTTPStatus.BAD_REQUEST, {}, b'{"errorType":"InvalidRequestID"}'
        size = len(outcome.payload)
        if size <= MAX_PAYLOAD_BYTES:
            self._outcome.set_result(outcome)
            return ACCEPTED
        message = (
            f"Response payload size ({size} bytes) exceeded maximum allowed payload size"
            f" ({MAX_PAYLOAD_BYTES} bytes)."
        )
        self._outcome.set_result(failure(self._event, TOO_LARGE, message))
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {}, b'{"errorType":"RequestEntityTooLarge"}'


def _response(status: HTTPStatus, headers: dict[str, str], body: bytes) -> bytes:
    fields = {**headers, "Content-Length": str(len(body))}
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{k}: {v}" for k, v in fields.items())]
    return "\r\n".join((*lines, "", "")).encode("latin-1") + body
