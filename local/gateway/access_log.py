"""Access log: one line of JSON for each request, as API Gateway's access log has them."""

import json
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

from local.messages import Request, Response

type Answer = Callable[[Request], Awaitable[Response]]


def logged(
    answer: Answer, write: Callable[[str], None], function_of: Callable[[Request], str]
) -> Answer:
    """Return what answers as before, and writes a line when it has.

    Args:
        answer: answers one request.
        write: takes a line without its end; its failures stay without consequence.
        function_of: returns the function that a request is for.
    """

    async def answered(request: Request) -> Response:
        started = time.perf_counter()
        response = await answer(request)
        line = _line(request, response, time.perf_counter() - started, function_of(request))
        with suppress(OSError):  # a broken pipe or a full disk
            write(line)
        return response

    return answered


def _line(request: Request, response: Response, seconds: float, function: str) -> str:
    """Return the line of a request, without its query and its headers: they may hold secrets."""
    return json.dumps(
        {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": request.client,
            "function": function,
            "method": request.method,
            "path": request.path,
            "status": response.status,
            "bytes": len(response.body),
            "ms": round(seconds * 1000, 1),
            "source": response.header("x-pricebook-cache"),
            "user_agent": request.header("user-agent"),
        }
    )
