"""HTTP on sockets of our own: plain ASGI callables served by uvicorn."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from local.messages import Headers, Request, Response

Answer = Callable[[Request], Awaitable[Response]]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
MAX_BODY_BYTES = 10 * 1024 * 1024
TOO_LARGE = Response(
    413, [("content-type", "application/json")], b'{"message":"Request Entity Too Large"}'
)
TOO_SLOW = Response(
    408,
    [("content-type", "application/json"), ("connection", "close")],
    b'{"message":"Request Timeout"}',
)
STOPPING = Response(
    503,
    [("content-type", "application/json"), ("retry-after", "5")],
    b'{"message":"The machine stops"}',
)
HEADERS_S = 10
"""Seconds from the first byte of a request to the end of its headers."""
BODY_S = 20
"""Seconds for its body."""


class Impatient(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # uvicorn chooses one of two classes
    """HTTP on one connection, which is cut where a request does not get to its end."""

    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what arrived, and wait no longer once there is a request."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        super().connection_lost(exc)
        self._stop()

    def _watch(self) -> None:
        if self._at_work():
            self._stop()
        elif self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(HEADERS_S, self._cut)

    def _stop(self) -> None:
        alarm, self._alarm = self._alarm, None
        if alarm is not None:
            alarm.cancel()

    def _cut(self) -> None:
        self._alarm = None
        if not self._at_work():
            self.transport.close()

    def _at_work(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete


def listen(port: int, host: str = "127.0.0.1") -> socket.socket:
    """Take a port of an interface, 0 a free one; clients wait there until we serve."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind((host, port))
    taken.listen(128)
    return taken


class Server:
    """Answers every request on one socket with one function."""

    def __init__(
        self, answer: Answer, taken: socket.socket, decode: Callable[[bytes], str]
    ) -> None:
        self._answer = answer
        self._decode = decode
        self._socket = taken
        config = uvicorn.Config(
            self._app,
            access_log=False,
            http=Impatient,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=1,
            ws="none",
        )
        self._server = uvicorn.Server(config)

    def start(self) -> None:
        """Start to serve; must be called in the event loop."""
        self._task = asyncio.create_task(self._server.serve([self._socket]))

    async def stop(self) -> None:
        """Finish what is being answered, within a second."""
        self._server.should_exit = True
        await self._task
        self._socket.close()

    async def _app(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(BODY_S):
                body = await _body(receive)
        except TimeoutError:
            await _send(send, TOO_SLOW)
            return
        try:
            response = TOO_LARGE if body is None else await self._answer(self._request(scope, body))
        except asyncio.CancelledError:  # it took longer than a machine that stops waits
            response = STOPPING
        await _send(send, response)

    def _request(self, scope: Message, body: bytes) -> Request:
        headers: Headers = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]]
        return Request(
            method=scope["method"],
            path=self._decode(scope["raw_path"]),
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            body=body,
            client=scope["client"][0],
            protocol=f"HTTP/{scope['http_version']}",
            client_port=scope["client"][1],
        )


async def _body(receive: Receive) -> bytes | None:
    """Read the whole body; None if it is too large, of which no more is kept then."""
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
        if sum(map(len, parts)) > MAX_BODY_BYTES:
            return None
    return b"".join(parts)


async def _send(send: Send, response: Response) -> None:
    length = [("content-length", str(len(response.body)))] if response.status >= 200 else []  # noqa: PLR2004 - 1xx has no body
    kept = [pair for pair in response.headers if pair[0] not in {"content-length", "connection"}]
    headers = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in (*kept, *length)]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": response.body})
