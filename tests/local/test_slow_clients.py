"""Slow clients: a connection that sends no whole request in time is cut."""

import asyncio

import pytest

from local.gateway import router, server
from local.gateway.server import Server
from local.messages import Request, Response

WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def _ok(_request: Request) -> Response:
    return Response(200, [], b"ok")


def received(*parts: bytes, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Send the parts of a request, and return what came until the server cut the connection."""
    monkeypatch.setattr(server, "HEADERS_S", 0.3)
    monkeypatch.setattr(server, "BODY_S", 0.3)

    async def scenario() -> bytes:
        taken = server.listen(0)
        serving = Server(_ok, taken, router.decoded)
        serving.start()
        reader, writer = await asyncio.open_connection(*taken.getsockname())
        for part in parts:
            writer.write(part)
            await asyncio.sleep(0.05)
        text = await asyncio.wait_for(reader.read(), 60)
        writer.close()
        await serving.stop()
        return text

    return asyncio.run(scenario())


@pytest.mark.parametrize("parts", [(), (b"G",), (b"GET / HTTP/1.1\r\nHost: x\r\n", b"A: b\r\n")])
def test_headers_without_an_end_are_cut(
    monkeypatch: pytest.MonkeyPatch, parts: tuple[bytes, ...]
) -> None:
    """Nothing was sent, or headers that trickle: nobody holds a connection so."""
    assert b"" == received(*parts, monkeypatch=monkeypatch)


@pytest.mark.slow
def test_a_body_without_an_end_is_408(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client hears why."""
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"

    assert b" 408 " in received(head, b"half", monkeypatch=monkeypatch)


def test_the_next_request_has_its_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a connection that is kept, a half of a second request is cut as well."""
    text = received(WHOLE, WHOLE, b"GET / HT", monkeypatch=monkeypatch)

    assert 2 == text.count(b" 200 ")
