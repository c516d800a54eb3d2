"""Heavy requests: quotes take turns, so that readers are not kept waiting."""

import asyncio

from local.gateway.gateway import MAX_HEAVY, Gateway
from local.lambda_runtime.event import Event, Outcome
from local.messages import Request
from local.sam.template import Route, Template


def test_heavy_requests_take_turns() -> None:
    """Of many quotes at once so many are worked on as processors can spare; readers pass by."""

    async def scenario() -> tuple[int, int, int]:
        submitted: list[asyncio.Future[Outcome]] = []

        def submit(_function: str, _event: Event) -> asyncio.Future[Outcome]:
            submitted.append(asyncio.get_running_loop().create_future())
            return submitted[-1]

        routes = (Route("POST", "/v1/quote", "F"), Route("GET", "/v1/catalog", "F"))
        gateway = Gateway(Template({}, routes, (), None), submit)
        quotes = [asyncio.create_task(gateway.answer(asked("POST", "/v1/quote"))) for _ in range(9)]
        await asyncio.sleep(0)
        working = len(submitted)
        reader = asyncio.create_task(gateway.answer(asked("GET", "/v1/catalog")))
        await asyncio.sleep(0)
        with_reader = len(submitted)
        for _turn in range(9):
            for promise in submitted:
                if not promise.done():
                    promise.set_result(Outcome(b'{"statusCode": 200}'))
            await asyncio.sleep(0.01)
        answers = await asyncio.gather(*quotes, reader)
        return working, with_reader, sum(answer.status == 200 for answer in answers)

    assert (MAX_HEAVY, MAX_HEAVY + 1, 10) == asyncio.run(scenario())


def asked(method: str, path: str) -> Request:
    """Return a request without a body."""
    return Request(
        method=method,
        path=path,
        query="",
        headers=[],
        body=b"",
        client="127.0.0.1",
        protocol="HTTP/1.1",
        client_port=1,
    )
