"""The Lambda Runtime API, on a port of its own for each worker."""

import asyncio
import time
from http import HTTPStatus

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
BUFFER = 8 * 1024 * 1024  # an answer of any permitted size is read without pauses
Answer = tuple[HTTPStatus, dict[str, str], bytes]
ACCEPTED: Answer = (HTTPStatus.ACCEPTED, {}, b'{"status":"OK"}')


class RuntimeApi:
    """Hands events to one worker, one at a time, and takes its answers."""

    def __init__(self, function: str) -> None:
        self.polling = asyncio.Event()  # the worker asks for an event, so it is done with the last
        self.init_error: bytes | None = None
        self._arn = arn(function)
        self._inbox: asyncio.Queue[tuple[Event, float] | None] = asyncio.Queue()
        self._event = Event(b"")
        self._outcome: asyncio.Future[Outcome] | None = None
        self._writers: list[asyncio.StreamWriter] = []

    async def open(self) -> str:
        """Start to listen and return the address."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=BUFFER)
        return f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        """Stop listening and let go of the worker."""
        self._inbox.put_nowait(None)
        self._server.close()
        for writer in self._writers:
            writer.close()

    def deliver(self, event: Event, timeout_s: float) -> asyncio.Future[Outcome]:
        """Give the worker an event and return the promise of its outcome."""
        self._outcome = asyncio.get_running_loop().create_future()
        self.polling.clear()
        self._inbox.put_nowait((event, time.time() + timeout_s))
        return self._outcome

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        try:
            while answer := await self._answer(*await _request(reader)):
                writer.write(_response(*answer))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the worker has gone, which its process tells too
        finally:
            writer.close()

    async def _answer(self, path: str, body: bytes) -> Answer | None:
        match path.removeprefix(PREFIX).strip("/").split("/"):
            case ["invocation", "next"]:
                return await self._next()
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

    async def _next(self) -> Answer | None:
        self.polling.set()
        item = await self._inbox.get()
        if item is None:
            return None
        self._event, deadline = item
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": self._event.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": self._arn,
            "Lambda-Runtime-Trace-Id": f"Root=1-{round(time.time()):08x}-{'0' * 24};Sampled=0",
        }
        return HTTPStatus.OK, headers, self._event.payload

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


async def _request(reader: asyncio.StreamReader) -> tuple[str, bytes]:
    """Read one request: its path and its body, which runtime clients send with a length."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return first.split(" ")[1], body


def _response(status: HTTPStatus, headers: dict[str, str], body: bytes) -> bytes:
    fields = {**headers, "Content-Length": str(len(body))}
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{k}: {v}" for k, v in fields.items())]
    return "\r\n".join((*lines, "", "")).encode("latin-1") + body
