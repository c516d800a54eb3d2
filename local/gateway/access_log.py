"""Access log: one line of JSON for each request, as API Gateway's access log has them."""

import json
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from local.messages import Request, Response

type Answer = Callable[[Request], Awaitable[Response]]


def logged(answer: Answer, write: Callable[[str], None]) -> Answer:
    """Return what answers as before, and writes a line when it has.

    Args:
        answer: answers one request.
        write: takes a line without its end.
    """

    async def answered(request: Request) -> Response:
        started = time.perf_counter()
        response = await answer(request)
        write(_line(request, response, time.perf_counter() - started))
        return response

    return answered


def _line(request: Request, response: Response, seconds: float) -> str:
    """Return the line of a request, without its query and its headers: they may hold secrets."""
    return json.dumps(
        {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": request.client,
            "method": request.method,
            "path": request.path,
            "status": response.status,
            "bytes": len(response.body),
            "ms": round(seconds * 1000, 1),
            "user_agent": request.header("user-agent"),
        }
    )
