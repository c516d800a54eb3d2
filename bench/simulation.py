"""`make simulate`: requests against the limits of a deployment, before anybody pays for it.

A discrete-event simulation of the read path as cache.py walks it: API Gateway's throttle, Lambda's
execution environments with a memory of their own, Valkey, the lease to build, the database. Each
run begins as after a deploy, with a full Valkey and no environment at all, and in its middle a sync
raises every generation: the two worst moments of a day.
"""

import heapq
import random
from bisect import bisect_left
from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import quantiles

from bench.limits import PER_ENVIRONMENT, STARTS_A_SECOND, UNITS_PER_PROCESSOR, Bucket, Deployment

SLOWER = 1769 / 1024
"""A function of 1,024 MB has that share of one processor (AWS: 1,769 MB are one)."""
HANDLER_MS = 0.9 * SLOWER
"""A request whose answer is in memory, through AWS's runtime client (`make bench`, runtime)."""
VALKEY_MS = 0.7
"""One question to Valkey from another zone: an assumption; a zone away is 0.5 to 1 ms."""
BODY_MS = 1.0 * SLOWER
"""Reading a stored body of 200 KB (`make bench`: Valkey less memory, 0.3 ms, and the transfer)."""
WHOLE_MS, PAGE_MS = 40.0, 1.0
"""What the database is busy with a catalogue of 5,000 models (21 on a quiet machine), or a page."""
PACK_MS = 12 * SLOWER
"""What an environment is busy with compressing it."""
CONNECT_MS = 60.0
"""What snapstart.py opens after a restore: TLS, IAM tokens, a role: an assumption."""
RESTORE_MS = 350.0
"""An environment from a SnapStart snapshot: AWS tells of several hundred milliseconds."""
GATEWAY_MS = 8.0
"""What API Gateway adds: an assumption."""
KEYS, WHOLES, WHOLE_SHARE = 5_000, 10, 0.6
"""Pages, whole bodies (catalogue and feeds), and how much of all is asked of these."""
MEMORY = 64
"""Answers that an environment keeps (cache.py)."""
SYNCS = 49
"""Connections of the syncs, when every provider is due at once."""


@dataclass
class Environment:
    """One execution environment of the catalogue function."""

    memory: OrderedDict[int, int] = field(default_factory=OrderedDict)
    connected: bool = False

    def keep(self, key: int, generation: int) -> None:
        """Remember an answer; the least recently used one goes first."""
        self.memory[key] = generation
        self.memory.move_to_end(key)
        if len(self.memory) > MEMORY:
            self.memory.popitem(last=False)


@dataclass
class Outcome:
    """What became of the requests."""

    spent_ms: list[float] = field(default_factory=list)
    worked_s: float = 0.0
    sources: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    busy: list[int] = field(default_factory=list)
    environments: int = 0
    connections: int = 0
    unconnected: int = 0
    database_s: float = 0.0

    def met(self) -> list[str]:
        """Name the limits that were met, the one that was met most often first."""
        names = [name for name, _ in self.refused.most_common()]
        return names + ["the database's connections"] * bool(self.unconnected)


class Simulation:
    """One deployment under one load."""

    def __init__(self, deployment: Deployment, *, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same numbers in every run
        self._limits = deployment
        ranks = list(accumulate(1 / rank for rank in range(1, KEYS + 1)))
        self._ranks = [rank / ranks[-1] for rank in ranks]
        self._idle: list[Environment] = []
        self._working: list[tuple[float, int, Environment]] = []
        self._stored = dict.fromkeys(range(WHOLES + KEYS), (0, 0.0))  # generation, and from when
        self._processors = [0.0] * max(1, deployment.units // UNITS_PER_PROCESSOR)
        self._generation = 0
        self.outcome = Outcome()

    def run(self, rate: float, seconds: float) -> Outcome:
        """Send requests at random moments, with a sync in the middle."""
        limits = self._limits
        gateway = Bucket(limits.rate, limits.burst)
        per_second = limits.concurrency * PER_ENVIRONMENT
        invocations = Bucket(per_second, per_second / 10)
        starts = Bucket(STARTS_A_SECOND, 1_000)
        now = 0.0
        while (now := now + self._random.expovariate(rate * (1 - limits.cdn))) < seconds:
            self._generation = int(now > seconds / 2)
            if not gateway.take(now):
                self.outcome.refused["RequestRate"] += 1
            elif not invocations.take(now):
                self.outcome.refused["Lambda's requests a second"] += 1
            else:
                self._invoke(now, starts)
        return self.outcome

    def _invoke(self, now: float, starts: Bucket) -> None:
        while self._working and self._working[0][0] <= now:
            self._idle.append(heapq.heappop(self._working)[2])
        self.outcome.busy.append(len(self._working))
        wait = 0.0
        if self._idle:
            environment = self._idle.pop()  # the one that was used last
        elif self.outcome.environments == self._limits.concurrency:
            self.outcome.refused["Lambda's concurrency"] += 1
            return
        elif not starts.take(now):
            self.outcome.refused["Lambda's starts a second"] += 1
            return
        else:
            environment, wait = self._started(), RESTORE_MS + CONNECT_MS
        took = wait + self._serve(now + wait / 1000, environment)
        heapq.heappush(self._working, (now + took / 1000, len(self.outcome.spent_ms), environment))
        self.outcome.spent_ms.append(GATEWAY_MS + took)
        self.outcome.worked_s += took / 1000

    def _serve(self, now: float, environment: Environment) -> float:
        """Return the milliseconds of one request, and change what is stored where."""
        key = self._key()
        spent = HANDLER_MS + VALKEY_MS * self._random.uniform(0.7, 1.5)  # asks for the generation
        if environment.memory.get(key) == self._generation:
            return self._from("memory", spent)
        generation, ready = self._stored[key]
        spent += VALKEY_MS + (BODY_MS if key < WHOLES else 0)
        if generation == self._generation and ready <= now:
            environment.keep(key, generation)
            return self._from("valkey", spent)
        if generation == self._generation or not environment.connected:
            return self._from("stale", spent)  # somebody else has the lease to build it, or can
        return self._from("database", spent + self._build(now + spent / 1000, key, environment))

    def _started(self) -> Environment:
        """Start an environment, which connects at once if the database takes another one."""
        room = self.outcome.connections + SYNCS < self._limits.connections
        self.outcome.environments += 1
        self.outcome.connections += room
        self.outcome.unconnected += not room
        return Environment(connected=room)

    def _build(self, now: float, key: int, environment: Environment) -> float:
        """Wait for a processor of the database, then for the answer."""
        work = self._random.lognormvariate(-0.02, 0.2) * (WHOLE_MS if key < WHOLES else PAGE_MS)
        start = max(now, heapq.heappop(self._processors))
        end = start + work / 1000
        heapq.heappush(self._processors, end)
        self.outcome.database_s += work / 1000
        self._stored[key] = (self._generation, end)
        environment.keep(key, self._generation)
        return (end - now) * 1000 + (PACK_MS if key < WHOLES else 0)

    def _from(self, source: str, spent: float) -> float:
        self.outcome.sources[source] += 1
        return spent

    def _key(self) -> int:
        if self._random.random() < WHOLE_SHARE:
            return self._random.randrange(WHOLES)
        # Zipf: the first page is asked for twice as often as the second
        return WHOLES + bisect_left(self._ranks, self._random.random())


PROD = {"burst": 5_000, "units": 16, "connections": 3_360}
"""What the environment prod of samconfig.toml sets, beside its rate."""
LOADS = (
    (1, Deployment(name="a new account's quota", concurrency=10)),
    (1, Deployment(name="as it comes")),
    (10, Deployment(name="as it comes")),
    (10, Deployment(name="prod without Cdn", rate=5_000, **PROD)),
    (100, Deployment(name="prod without Cdn", rate=5_000, **PROD)),
    (100, Deployment(name="the same, quotas x2", rate=20_000, concurrency=2_000, **PROD)),
    (100, Deployment(name="prod, Cdn hits 95 %", rate=5_000, cdn=0.95, **PROD)),
)
MONTHLY, PEAK, SECONDS_A_MONTH = 100_000_000, 4, 730 * 3600
"""Requests a month at 1x, how far the busiest minute is above the mean, and a month."""
WINDOW_S = 30
COLUMNS = ("asked/s", "served %", "p50 ms", "p99 ms", "at once", "envs", "db conn", "db busy %")


def row(outcome: Outcome, rate: float, units: int) -> tuple[float, ...]:
    """Return the figures of one line, in the order of COLUMNS."""
    cuts = quantiles(outcome.spent_ms, n=100)
    served = len(outcome.spent_ms)
    processors = max(1, units // UNITS_PER_PROCESSOR)
    return (
        rate,
        100 * served / (served + outcome.refused.total()),
        cuts[49],
        cuts[98],
        max(outcome.busy),
        outcome.environments,
        outcome.connections + SYNCS,
        100 * outcome.database_s / WINDOW_S / processors,
    )


def main() -> None:
    """Print what every deployment makes of its load, and which limits it meets."""
    print(f"{'':30}" + "".join(f"{name:>11}" for name in COLUMNS) + "  limits met")
    for times, deployment in LOADS:
        rate = times * MONTHLY * PEAK / SECONDS_A_MONTH
        outcome = Simulation(deployment).run(rate, WINDOW_S)
        figures = row(outcome, rate, deployment.units)
        cells = "".join(f"{figure:11.0f}" for figure in figures)
        print(f"{times:>4}x {deployment.name:24}{cells}  {', '.join(outcome.met()) or 'none'}")


if __name__ == "__main__":
    main()
