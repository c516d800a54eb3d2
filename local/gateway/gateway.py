"""The HTTP API: routes a request to a function, and its answer back, as API Gateway does."""

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext

from local.gateway import cors, payload
from local.gateway.payload import MalformedError
from local.gateway.published import PublishedLists
from local.gateway.router import Router
from local.lambda_runtime.event import MAX_PAYLOAD_BYTES, TIMED_OUT, Event, Outcome
from local.lambda_runtime.pool import ThrottledError
from local.messages import Request, Response
from local.sam.template import Template

INTEGRATION_S = 30
MAX_HEAVY = max((os.cpu_count() or 1) // 2, 1)
"""How many heavy requests are worked on at a time: readers have the rest of the processors."""
HEAVY = {("POST", "/v1/quote")}
"""Routes whose one request may take seconds of a processor."""
Submit = Callable[[str, Event], asyncio.Future[Outcome]]


def _message(status: int, text: str) -> Response:
    body = json.dumps({"message": text}, separators=(",", ":")).encode()
    return Response(status, [("content-type", "application/json")], body)


FAILED = _message(502, "Internal Server Error")
NOT_FOUND = _message(404, "Not Found")
THROTTLED = _message(503, "Service Unavailable")
TIMEOUT = _message(504, "Gateway Timeout")
UNABLE = {FAILED.status, THROTTLED.status, TIMEOUT.status}
TOO_LARGE = _message(413, "Request Entity Too Large")


class Gateway:
    """Answers requests through functions; `submit` hands a named function an event.

    `lists` has what was published, on a machine that publishes.
    """

    def __init__(
        self, template: Template, submit: Submit, lists: PublishedLists | None = None
    ) -> None:
        self._cors = template.cors
        self._router = Router(template.routes)
        self._submit = submit
        self._lists = lists
        self._heavy = asyncio.Semaphore(MAX_HEAVY)

    async def answer(self, request: Request) -> Response:
        """Answer one request."""
        if self._cors is not None and cors.is_preflight(request):
            return cors.preflight(self._cors, request)
        event = Event(b"")
        response = await self._listed(request, event.request_id)
        if self._cors is not None:
            response = cors.apply(self._cors, request, response)
        identified = [*response.headers, ("apigw-requestid", event.request_id)]
        return Response(response.status, identified, response.body)

    async def _listed(self, request: Request, request_id: str) -> Response:
        """Answer from what is published: where it is current, or where no function can."""
        if self._lists is None:
            return await self._route(request, request_id)
        if current := self._lists.current(request):
            return current
        response = await self._route(request, request_id)
        return (self._lists.last(request) if _unable(response) else None) or response

    async def _route(self, request: Request, request_id: str) -> Response:
        match = self._router.match(request.method, request.path)
        if match is None:
            return NOT_FOUND
        text = json.dumps(payload.event(request, match, request_id)).encode()
        if len(text) > MAX_PAYLOAD_BYTES:
            return TOO_LARGE
        try:
            async with asyncio.timeout(INTEGRATION_S), self._turn(request):
                return await self._integrate(match.route.function, Event(text, request_id))
        except TimeoutError:
            return TIMEOUT

    def _turn(self, request: Request) -> AbstractAsyncContextManager[None]:
        """Return what a request waits for before a worker gets it: heavy ones take turns."""
        heavy = (request.method, request.path) in HEAVY
        return self._heavy if heavy else nullcontext()

    async def _integrate(self, function: str, event: Event) -> Response:
        try:
            return _translated(await self._submit(function, event))
        except ThrottledError:
            return THROTTLED
        except MalformedError:
            return FAILED


def _unable(response: Response) -> bool:
    """Tell whether what was published last is better: the bundled snapshot is much older."""
    return response.status in UNABLE or response.header("x-pricebook-cache") == "snapshot"


def _translated(outcome: Outcome) -> Response:
    if outcome.error:
        return TIMEOUT if outcome.error == TIMED_OUT else FAILED
    return payload.response(outcome.payload)
