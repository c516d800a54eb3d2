"""The Lambda Invoke API, as boto3 speaks it, and the queue of asynchronous events."""

import asyncio
import hmac
import json
import re
import time
from collections.abc import Mapping
from urllib.parse import unquote

from local.lambda_runtime.event import EXPIRED, MAX_PAYLOAD_BYTES, UNHANDLED, Event, Outcome
from local.lambda_runtime.pool import Pool, ThrottledError
from local.lambda_runtime.worker import Log
from local.messages import Request, Response
from local.sam.intrinsics import arn
from local.sam.template import Function

PATH = re.compile(r"/2015-03-31/functions/(?P<name>[^/]+)/invocations/?")
MAX_EVENT_BYTES = 1_048_576  # bytes of an asynchronous one
RETRY_DELAYS_S = (60.0, 120.0)
HOST = "127.0.0.1"
JSON = ("content-type", "application/json")


class Invocations:
    """Takes invocations for the pools of all functions, from who knows its address."""

    def __init__(
        self,
        functions: Mapping[str, Function],
        pools: Mapping[str, Pool],
        logs: Mapping[str, Log],
        delays_s: tuple[float, ...] = RETRY_DELAYS_S,
        *,
        secret: str,
    ) -> None:
        self._functions = functions
        self._pools = pools
        self._logs = logs
        self._delays_s = delays_s
        self._deliveries: set[asyncio.Task[None]] = set()
        self._secret = secret.encode()

    async def answer(self, request: Request) -> Response:
        """Answer one request of the Lambda API; a page of a browser gets nothing here."""
        secret, _, path = request.path.removeprefix("/").partition("/")
        known = hmac.compare_digest(secret.encode(), self._secret)
        if not known or _is_foreign(request):
            return _error(403, "AccessDeniedException", "Use the address in machine.json.")
        match = PATH.fullmatch(f"/{path}")
        if match is None or request.method != "POST":
            return _error(404, "UnknownOperationException", f"{request.path} is not served here.")
        name = match["name"].split(":function:")[-1].partition(":")[0]
        if name not in self._functions:
            message = f"Function not found: {arn(name)}"
            return _error(404, "ResourceNotFoundException", message)
        kind = request.header("x-amz-invocation-type") or "RequestResponse"
        return await self._invoke(name, kind, request.body or b"{}")

    def send(self, name: str, payload: bytes) -> None:
        """Queue an asynchronous event."""
        expires = time.monotonic() + self._functions[name].event_age_s
        task = asyncio.create_task(self._deliver(name, Event(payload, expires=expires)))
        self._deliveries.add(task)
        task.add_done_callback(self._deliveries.discard)

    async def _invoke(self, name: str, kind: str, payload: bytes) -> Response:
        limit = MAX_EVENT_BYTES if kind == "Event" else MAX_PAYLOAD_BYTES
        if len(payload) > limit:
            message = f"{len(payload)} byte payload is too large for the {kind} invocation type"
            return _error(413, "RequestTooLargeException", f"{message} (limit {limit} bytes)")
        if not _is_json(payload):
            message = "Could not parse request body into json"
            return _error(400, "InvalidRequestContentException", message)
        if kind == "Event":
            self.send(name, payload)
            return Response(202, [], b"")
        if kind == "DryRun":
            return Response(204, [], b"")
        return await self._run(name, payload)

    async def _run(self, name: str, payload: bytes) -> Response:
        try:
            outcome = await self._pools[name].submit(Event(payload))
        except ThrottledError:
            return _error(429, "TooManyRequestsException", "Rate Exceeded.")
        headers = [JSON, ("x-amz-executed-version", "$LATEST")]
        if outcome.error:
            headers.append(("x-amz-function-error", UNHANDLED))
        return Response(200, headers, outcome.payload)

    async def _deliver(self, name: str, event: Event) -> None:
        """Run an asynchronous event, again after failures, until it succeeds or is given up."""
        function = self._functions[name]
        for attempt in range(function.retry_attempts + 1):
            outcome = await self._pools[name].submit(event, patient=True)
            if not outcome.error:
                return
            delay = self._delays_s[min(attempt, len(self._delays_s) - 1)]
            late = time.monotonic() + delay > event.expires or outcome.error == EXPIRED
            if late or attempt == function.retry_attempts:
                self._give_up(name, event, outcome, attempt + 1)
                return
            await asyncio.sleep(delay)

    def _give_up(self, name: str, event: Event, outcome: Outcome, attempts: int) -> None:
        """Tell the log, which stands for the failure destination here."""
        line = {
            "message": "asynchronous event given up",
            "requestId": event.request_id,
            "attempts": attempts,
            "event": event.payload.decode(errors="replace"),
            "error": outcome.payload.decode(errors="replace"),
        }
        self._logs[name].write(f"{json.dumps(line)}\n".encode())


def _is_foreign(request: Request) -> bool:
    """Tell whether a page sends this: a browser names its origin, or another host."""
    host = request.header("host").partition(":")[0]
    return bool(request.header("origin")) or host != HOST


def decoded(raw_path: bytes) -> str:
    """Return the path as Lambda reads it; a function's ARN comes percent-encoded."""
    return unquote(raw_path.decode("latin-1"))


def _is_json(payload: bytes) -> bool:
    try:
        json.loads(payload)
    except ValueError:
        return False
    return True


def _error(status: int, kind: str, message: str) -> Response:
    body = json.dumps({"Type": "User", "Message": message}).encode()
    return Response(status, [JSON, ("x-amzn-errortype", kind)], body)
