"""The workers of one function: as many as the events need, up to a limit."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from local.lambda_runtime.event import EXPIRED, Event, Outcome, failure
from local.lambda_runtime.worker import Worker

IDLE_S = 300
MAX_QUEUED_EVENTS = 1000
PATIENCE_S = 0.02  # an event that waits longer for a busy worker gets another one


class ThrottledError(Exception):
    """More events wait than would ever be answered in time."""


@dataclass(frozen=True, order=True)
class _Job:
    """An event in its turn: after all whose callers wait, if it is patient, as on Lambda."""

    patient: bool
    number: int
    event: Event = field(compare=False)
    answer: asyncio.Future[Outcome] = field(compare=False)


class Pool:
    """Starts workers on demand, keeps `warm` of them, and lets idle ones go."""

    def __init__(
        self,
        launch: Callable[[], Worker],
        *,
        limit: int,
        warm: int = 0,
        idle_s: float = IDLE_S,
    ) -> None:
        self._launch = launch
        self._limit = limit
        self._warm = warm
        self._idle_s = idle_s
        self._jobs: asyncio.PriorityQueue[_Job] = asyncio.PriorityQueue()
        self._numbers = count()
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting = 0
        self._idle = 0

    @property
    def size(self) -> int:
        """How many workers there are."""
        return len(self._tasks)

    def start(self) -> None:
        """Start the workers that are always there."""
        while self.size < self._warm:
            self._add()

    async def stop(self) -> None:
        """Stop every worker; events that wait stay unanswered."""
        self._limit = self._warm = 0
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def submit(self, event: Event, *, patient: bool = False) -> asyncio.Future[Outcome]:
        """Queue an event and return the promise of its outcome.

        Args:
            event: what the function gets.
            patient: whether nobody waits for it: it always finds room, and others go first.

        Raises:
            ThrottledError: too many wait already.
        """
        if self._jobs.qsize() >= MAX_QUEUED_EVENTS and not patient:
            raise ThrottledError(f"{MAX_QUEUED_EVENTS} events wait already.")
        loop = asyncio.get_running_loop()
        job = _Job(patient, next(self._numbers), event, loop.create_future())
        self._jobs.put_nowait(job)
        if self.size == 0:
            self._grow()
        elif self._jobs.qsize() > self._idle:
            loop.call_later(PATIENCE_S, self._grow)
        return job.answer

    def _grow(self) -> None:
        if self._jobs.qsize() > self._starting and self.size < self._limit:
            self._add()

    def _add(self) -> None:
        self._starting += 1
        task = asyncio.create_task(self._work())
        self._tasks.add(task)
        task.add_done_callback(self._drop)

    def _drop(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._grow()

    async def _work(self) -> None:
        """Live the life of one worker."""
        worker = self._launch()
        await worker.launch()
        try:
            ready = await worker.ready()
            self._starting -= 1
            if ready:
                await self._serve(worker)
                self._replace()
            else:
                self._fail_one(worker)
        finally:
            await worker.stop()

    async def _serve(self, worker: Worker) -> None:
        while (job := await self._take()) is not None:
            if not worker.alive:
                self._jobs.put_nowait(job)
                return
            if job.answer.done():
                continue  # nobody waits for it any more
            outcome = await self._run(worker, job.event)
            if not job.answer.done():
                job.answer.set_result(outcome)
            if not await worker.ready():
                return

    async def _run(self, worker: Worker, event: Event) -> Outcome:
        if event.expires < time.monotonic():
            return failure(event, EXPIRED, "The event waited longer than its maximum age")
        return await worker.run(event)

    async def _take(self) -> _Job | None:
        """Wait for a job; None when this worker has been idle for long and is not needed."""
        self._idle += 1
        try:
            while True:
                try:
                    return await asyncio.wait_for(self._jobs.get(), self._idle_s)
                except TimeoutError:
                    if self.size > self._warm:
                        return None
        finally:
            self._idle -= 1

    def _fail_one(self, worker: Worker) -> None:
        """Answer one event with the reason why its worker could not start."""
        if not self._jobs.empty():
            job = self._jobs.get_nowait()
            if not job.answer.done():
                job.answer.set_result(worker.init_failure(job.event))

    def _replace(self) -> None:
        """Start the successor of a warm worker that has ended."""
        if self.size <= self._warm:
            self._add()
