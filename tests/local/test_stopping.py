"""Stopping: what is still being answered hears of it, and nobody reads a traceback."""

import asyncio

import pytest

from local.gateway import router, server
from local.gateway.server import Server
from local.messages import Request, Response

WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def test_a_long_request_is_told_that_the_machine_stops(caplog: pytest.LogCaptureFixture) -> None:
    """With 503 and when to come again; the terminal gets no traceback."""

    async def scenario() -> bytes:
        asked = asyncio.Event()

        async def never(_request: Request) -> Response:
            asked.set()
            await asyncio.Event().wait()
            raise AssertionError

        taken = server.listen(0)
        serving = Server(never, taken, router.decoded)
        serving.start()
        reader, writer = await asyncio.open_connection(*taken.getsockname())
        writer.write(WHOLE)
        await asked.wait()
        await serving.stop()
        text = await reader.read()
        writer.close()
        return text

    text = asyncio.run(scenario())

    assert text.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 5" in text
    assert [] == [record for record in caplog.records if record.exc_info]
