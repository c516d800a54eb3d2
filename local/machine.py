"""The small Lambda: functions, HTTP API, Invoke API and schedules of one template, in one loop."""

import asyncio
import json
import os
import secrets
import socket
import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import uvloop

from local.errors import LocalError
from local.gateway import access_log, own_token, router
from local.gateway import server as web
from local.gateway.gateway import Gateway
from local.gateway.published import PublishedLists
from local.lambda_runtime import environment, invoke_api
from local.lambda_runtime.event import Event
from local.lambda_runtime.pool import IDLE_S, Pool
from local.lambda_runtime.worker import OWN_CLIENT, Worker
from local.log_file import LogFile
from local.messages import Request, Response
from local.sam import schedule
from local.sam.intrinsics import ACCOUNT, REGION
from local.sam.template import Function, Schedule, Template

DEFAULT_CONCURRENCY = min(max(2 * (os.cpu_count() or 1), 4), 8)
"""Workers of a function: more of them take turns on the same processors, with cold caches."""


@dataclass(frozen=True)
class Settings:
    """What a machine may be told besides its template."""

    keys: Mapping[str, str] = field(default_factory=dict)  # provider keys for the workers
    connections: int | None = None  # how many workers there may be, all functions together
    client: tuple[str, ...] = OWN_CLIENT
    idle_s: float = IDLE_S
    retry_delays_s: tuple[float, ...] = invoke_api.RETRY_DELAYS_S
    access_log: Callable[[str], None] | None = None  # takes a line for each request
    token: Callable[[], str] | None = None  # makes an operator's token for the pages
    published: Path | None = None  # the folder with what is published


class Machine:
    """Runs a template behind one socket until it is stopped."""

    def __init__(
        self,
        template: Template,
        taken: socket.socket,
        logs: Path,
        settings: Settings | None = None,
    ) -> None:
        self._template = template
        self._settings = settings or Settings()
        self._taken = taken
        self._invoke_socket = web.listen(0)
        self._secret = secrets.token_urlsafe(24)
        self._logs = {name: LogFile(logs / f"{name}.log") for name in template.functions}
        self._requests = LogFile(logs / "requests.log")
        self._asked: set[asyncio.Task[tuple[bytes, bool]]] = set()  # the loop itself forgets them
        self._loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def port(self) -> int:
        """Where the HTTP API answers."""
        return int(self._taken.getsockname()[1])

    @property
    def invoke_url(self) -> str:
        """Where boto3 finds the Lambda API: an address that nobody can guess."""
        port = self._invoke_socket.getsockname()[1]
        return f"http://{invoke_api.HOST}:{port}/{self._secret}"

    def start(self) -> None:
        """Start to answer."""
        for function in self._template.functions.values():
            if not function.code.is_dir():
                raise LocalError(f"{function.name} in template.yaml: no folder {function.code}.")
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()

    def stop(self) -> None:
        """Stop everything."""
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        for log in (*self._logs.values(), self._requests):
            log.close()

    def invoke(self, function: str, payload: bytes) -> Future[tuple[bytes, bool]]:
        """Invoke a function; the promise is of its answer, and of whether that is an error."""
        answer: Future[tuple[bytes, bool]] = Future()
        self._loop.call_soon_threadsafe(self._begin, function, payload, answer)
        return answer

    def _begin(self, function: str, payload: bytes, answer: Future[tuple[bytes, bool]]) -> None:
        """Run in the loop: a coroutine of a thread that Ctrl-C ends would never be awaited."""
        task = self._loop.create_task(self._invoked(function, payload))
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)
        task.add_done_callback(partial(_settle, answer))

    async def _invoked(self, function: str, payload: bytes) -> tuple[bytes, bool]:
        outcome = await self._pools[function].submit(Event(payload), patient=True)
        return outcome.payload, bool(outcome.error)

    async def _start(self) -> None:
        functions = self._template.functions
        self._pools = {name: self._pool(function) for name, function in functions.items()}
        self._invocations = invoke_api.Invocations(
            functions, self._pools, self._logs, self._settings.retry_delays_s, secret=self._secret
        )
        gateway = Gateway(
            self._template,
            lambda name, event: self._pools[name].submit(event),
            PublishedLists(self._settings.published) if self._settings.published else None,
        )
        self._servers = (
            web.Server(self._logged(self._with_token(gateway)), self._taken, router.decoded),
            web.Server(self._invocations.answer, self._invoke_socket, invoke_api.decoded),
        )
        for pool in self._pools.values():
            pool.start()
        for server in self._servers:
            server.start()
        dues = [(timed, schedule.due(timed.expression)) for timed in self._template.schedules]
        self._ticks = [asyncio.create_task(self._tick(*pair)) for pair in dues]

    def _with_token(self, gateway: Gateway) -> web.Answer:
        """Return what answers: the gateway, and before it the token of this machine."""
        token = self._settings.token

        async def answer(request: Request) -> Response:
            if token is not None and request.path == own_token.PATH:
                return own_token.answer(request, token)
            return await gateway.answer(request)

        return answer

    def _logged(self, answer: access_log.Answer) -> access_log.Answer:
        routes = router.Router(self._template.routes)

        def write(line: str) -> None:
            self._requests.write(f"{line}\n".encode())
            if self._settings.access_log:
                self._settings.access_log(line)

        def function_of(request: Request) -> str:
            match = routes.match(request.method, request.path)
            return match.route.function if match else ""

        return access_log.logged(answer, write, function_of)

    async def _stop(self) -> None:
        await asyncio.gather(*(pool.stop() for pool in self._pools.values()))
        await asyncio.gather(*(server.stop() for server in self._servers))
        rest = asyncio.all_tasks() - {cast("asyncio.Task[Any]", asyncio.current_task())}
        for task in rest:  # schedules, retries, and who waits for answers that will not come
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def _pool(self, function: Function) -> Pool:
        limit = function.concurrency or DEFAULT_CONCURRENCY
        if self._settings.connections is not None:
            share = self._settings.connections // len(self._template.functions)
            limit = min(limit, max(share, 1))
        routed = function.name in {route.function for route in self._template.routes}
        worker = partial(
            Worker,
            function,
            partial(self._variables, function),
            self._logs[function.name],
            self._settings.client,
        )
        return Pool(worker, limit=limit, warm=1 if routed else 0, idle_s=self._settings.idle_s)

    def _variables(self, function: Function, runtime_api: str) -> dict[str, str]:
        return environment.of_worker(
            function,
            runtime_api=runtime_api,
            invoke_url=self.invoke_url,
            keys=self._settings.keys,
        )

    async def _tick(self, timed: Schedule, due: schedule.Due) -> None:
        """Invoke a scheduled function whenever it is due."""
        moment = datetime.now(UTC)
        while True:
            moment = due(moment)
            await asyncio.sleep((moment - datetime.now(UTC)).total_seconds())
            payload = timed.input or _default_input(timed.name, moment)
            self._invocations.send(timed.function, payload.encode())
            moment = max(moment, datetime.now(UTC))  # what a sleeping machine missed stays missed


def _default_input(name: str, moment: datetime) -> str:
    """Return what EventBridge Scheduler sends where the template gives no input."""
    event = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": ACCOUNT,
        "time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule/default/{name}"],
        "detail": "{}",
    }
    return json.dumps(event)


def _settle(answer: Future[tuple[bytes, bool]], task: asyncio.Task[tuple[bytes, bool]]) -> None:
    """Keep the promise that a thread holds, however the task has ended."""
    if task.cancelled():
        answer.cancel()
    elif error := task.exception():
        answer.set_exception(error)
    else:
        answer.set_result(task.result())
