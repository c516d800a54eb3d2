"""Runtime API: requests in any pieces, and two at once, get their answers in their order."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from local.lambda_runtime.event import MAX_PAYLOAD_BYTES, TOO_LARGE, Event, Outcome
from local.lambda_runtime.runtime_api import MAX_HEAD_BYTES, PREFIX, RuntimeApi

NEXT = f"GET {PREFIX}/invocation/next HTTP/1.1\r\n\r\n".encode()
PATIENCE_S = 5
type Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


def answer(event: Event, body: bytes) -> bytes:
    """Return the request that answers an event."""
    head = f"POST {PREFIX}/invocation/{event.request_id}/response HTTP/1.1"
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Return the status and the body of an answer."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = head.lower().partition("content-length: ")[2].partition("\r\n")[0]
    return int(head.split(" ")[1]), await reader.readexactly(int(length))


def served[T](talk: Callable[[RuntimeApi, Pair], Awaitable[T]]) -> T:
    """Return what comes of a talk with a Runtime API of its own."""

    async def all_of_it() -> T:
        api = RuntimeApi("CatalogFunction")
        host, _, port = (await api.open()).partition(":")
        pair = await asyncio.open_connection(host, int(port))
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await talk(api, pair)
        finally:
            pair[1].close()
            api.close()

    return asyncio.run(all_of_it())


def test_a_worker_answers_and_asks_in_one_write() -> None:
    """Both answers come, in their order, once there is another event."""
    first, second = Event(b'{"n":1}'), Event(b'{"n":2}')

    async def talk(api: RuntimeApi, pair: Pair) -> list[object]:
        reader, writer = pair
        writer.write(NEXT)
        await api.polling.wait()
        outcome = api.deliver(first, 3)
        seen: list[object] = [await read(reader)]
        writer.write(answer(first, b'"done"') + NEXT)
        seen.append(await outcome)
        await api.polling.wait()
        api.deliver(second, 3)
        return [*seen, await read(reader), await read(reader)]

    assert [(200, first.payload), Outcome(b'"done"'), (202, b'{"status":"OK"}')] == served(talk)[:3]
    assert (200, second.payload) == served(talk)[3]


def test_a_request_may_come_in_pieces() -> None:
    """Byte for byte, as TCP may bring it."""
    event = Event(b"{}")

    async def talk(api: RuntimeApi, pair: Pair) -> tuple[Outcome | None, tuple[int, bytes]]:
        reader, writer = pair
        for byte in NEXT:
            writer.write(bytes([byte]))
            await writer.drain()
        await api.polling.wait()
        outcome = api.deliver(event, 3)
        await read(reader)
        for byte in answer(event, b'"slow"'):
            writer.write(bytes([byte]))
            await asyncio.sleep(0)
        return await outcome, await read(reader)

    assert (Outcome(b'"slow"'), (202, b'{"status":"OK"}')) == served(talk)


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [(b"x" * (MAX_PAYLOAD_BYTES + 1), 413, TOO_LARGE), (b"x", 202, "")],
    ids=["too large", "small"],
)
def test_a_body_that_is_too_large_is_refused(body: bytes, status: int, kind: str) -> None:
    """The caller hears of it, and the worker too."""
    event = Event(b"{}")

    async def talk(api: RuntimeApi, pair: Pair) -> tuple[int, str]:
        reader, writer = pair
        writer.write(NEXT)
        await api.polling.wait()
        outcome = api.deliver(event, 3)
        await read(reader)
        writer.write(answer(event, body))
        told, _ = await read(reader)
        found = await outcome
        return told, found.error if found else "nothing"

    assert (status, kind) == served(talk)


def test_an_answer_to_another_event_is_refused() -> None:
    """A worker that is late answers nobody."""

    async def talk(_api: RuntimeApi, pair: Pair) -> tuple[int, bytes]:
        reader, writer = pair
        writer.write(answer(Event(b"{}"), b"late"))
        return await read(reader)

    status, body = served(talk)

    assert 400 == status
    assert {"errorType": "InvalidRequestID"} == json.loads(body)


def test_headers_without_an_end_are_cut() -> None:
    """What is no runtime client does not fill the memory."""

    async def talk(_api: RuntimeApi, pair: Pair) -> bytes:
        reader, writer = pair
        writer.write(b"x" * (MAX_HEAD_BYTES + 1))
        return await reader.read()

    assert b"" == served(talk)


def test_a_worker_that_ends_answers_nothing() -> None:
    """Whoever waits for it hears so at once."""

    async def talk(api: RuntimeApi, pair: Pair) -> Outcome | None:
        pair[1].write(NEXT)
        await api.polling.wait()
        outcome = api.deliver(Event(b"{}"), 3)
        api.give_up()
        return await outcome

    assert served(talk) is None
