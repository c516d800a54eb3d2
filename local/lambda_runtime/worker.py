"""One worker process of a function: one event at a time, with Lambda's limits and log lines."""

import asyncio
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import psutil

from local.lambda_runtime import client as loop
from local.lambda_runtime.event import EXITED, TIMED_OUT, UNHANDLED, Event, Outcome, failure
from local.lambda_runtime.runtime_api import RuntimeApi
from local.sam.template import Function

INIT_S = 30
MEMORY_CHECK_S = 0.2
MB = 1024 * 1024
OWN_CLIENT = (sys.executable, "-P", str(Path(loop.__file__)))
AWS_CLIENT = (sys.executable, "-m", "awslambdaric")
READ_BYTES = 64 * 1024
LAST_OUTPUT_S = 1
"""How long the output of a worker that has ended is waited for."""


class Log(Protocol):
    """What takes the lines of a worker."""

    def write(self, text: bytes, /) -> object:
        """Add text."""


class Worker:
    """A process that runs the function's handler; `variables` makes its environment."""

    def __init__(
        self,
        function: Function,
        variables: Callable[[str], dict[str, str]],
        log: Log,
        client: tuple[str, ...] = OWN_CLIENT,
    ) -> None:
        self._function = function
        self._variables = variables
        self._log = log
        self._client = client
        self._api = RuntimeApi(function.name)
        self._peak = 0

    async def launch(self) -> None:
        """Start the process; it is of use once it is ready."""
        address = await self._api.open()
        self._process = await asyncio.create_subprocess_exec(
            *self._client,
            self._function.handler,
            cwd=self._function.code,
            env=self._variables(address),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        self._output = asyncio.create_task(self._copy())
        self._exit = asyncio.create_task(self._process.wait())
        self._exit.add_done_callback(lambda _: self._api.give_up())
        self._watch = asyncio.create_task(self._watch_memory())

    async def ready(self) -> bool:
        """Wait until the worker asks for an event; False if it ends before, or is too slow."""
        if self._api.polling.is_set():  # it asked in the same breath in which it answered
            return self.alive
        polling = asyncio.create_task(self._api.polling.wait())
        both = {polling, self._exit}
        try:
            await asyncio.wait(both, timeout=INIT_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            polling.cancel()
        return self._api.polling.is_set() and self.alive

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return not self._exit.done()

    def init_failure(self, event: Event) -> Outcome:
        """Return what an event gets whose worker could not start."""
        if self._api.init_error is not None:
            return Outcome(self._api.init_error, UNHANDLED)
        if self.alive:
            return failure(event, TIMED_OUT, f"Init timed out after {INIT_S:.2f} seconds")
        return self._exit_failure(event)

    async def run(self, event: Event) -> Outcome:
        """Give the worker one event; a worker that fails to answer is dead afterwards."""
        self._write(f"START RequestId: {event.request_id} Version: $LATEST")
        started = time.monotonic()
        answer = self._api.deliver(event, self._function.timeout_s)
        try:
            async with asyncio.timeout(self._function.timeout_s):
                outcome = await answer or self._exit_failure(event)
        except TimeoutError:
            outcome = await self._timed_out(event)
        self._report(event, started, outcome)
        return outcome

    async def stop(self) -> None:
        """End the process at once; a second time does nothing."""
        self._watch.cancel()
        self._api.close()
        self._kill()
        await self._exit
        await asyncio.wait({self._output}, timeout=LAST_OUTPUT_S)
        self._output.cancel()

    async def _timed_out(self, event: Event) -> Outcome:
        self._kill()
        await self._exit
        message = f"Task timed out after {self._function.timeout_s:.2f} seconds"
        return failure(event, TIMED_OUT, message)

    def _exit_failure(self, event: Event) -> Outcome:
        code = self._exit.result()
        reason = f"exit status {code}"
        if code < 0:
            reason = f"signal: {(signal.strsignal(-code) or str(-code)).lower()}"
        return failure(event, EXITED, f"Runtime exited with error: {reason}")

    def _kill(self) -> None:
        if self.alive:
            self._process.kill()

    async def _copy(self) -> None:
        """Write what the process prints into the log: its own writes would fail on a full disk."""
        output = self._process.stdout
        while output and (text := await output.read(READ_BYTES)):
            self._log.write(text)

    async def _watch_memory(self) -> None:
        while self.alive:
            self._peak = max(self._peak, self._memory_mb())
            if self._peak > self._function.memory_mb:
                self._write(f"Memory passed {self._function.memory_mb} MB: the worker is killed.")
                self._kill()
            await asyncio.sleep(MEMORY_CHECK_S)

    def _memory_mb(self) -> int:
        """Return the memory that the process uses now; none once it has ended."""
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss // MB)
        except psutil.NoSuchProcess:
            return 0

    def _report(self, event: Event, started: float, outcome: Outcome) -> None:
        if outcome.error and outcome.error != UNHANDLED:  # else the runtime client has logged it
            self._write(outcome.payload.decode())
        took = (time.monotonic() - started) * 1000
        self._write(
            f"END RequestId: {event.request_id}\n"
            f"REPORT RequestId: {event.request_id}\tDuration: {took:.2f} ms"
            f"\tMemory Size: {self._function.memory_mb} MB\tMax Memory Used: {self._peak} MB"
        )

    def _write(self, line: str) -> None:
        self._log.write(f"{line}\n".encode())
