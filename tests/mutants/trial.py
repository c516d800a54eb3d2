"""Trial: every test as it is, then for each mutant the tests that can notice it."""

import signal
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import FrameType
from typing import Any, TextIO

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.subject import Mutant, Subject

TWICE = 2
"""So often a test must fail: one that is unsteady on a busy machine notices nothing."""
PATIENCE, PATIENCE_S = 10, 10.0
"""So many times, and seconds, longer a test may take with a mutant: one that hangs noticed it."""

FAILING = 8
"""So many tests may fail on a busy machine; more, and something else is wrong."""
REPORTED = 100
FEW, FEW_S = 8, 4.0
"""How many tests are asked of each mutant first; more if these take no longer than so."""
MORE_S = 10.0
"""How long other parameters of these are asked before it is looked at more closely."""


class Hung(BaseException):
    """A test took too long; no `except Exception` of what is tested may go on after it."""


class Patience:
    """A block that may take so long, and is interrupted then, again and again until it ends."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.is_lost = False

    def __enter__(self) -> None:
        """Set the clock."""
        signal.signal(signal.SIGALRM, self._lose)
        signal.setitimer(signal.ITIMER_REAL, self._seconds, 1)

    def __exit__(self, *_raised: object) -> None:
        """Stop the clock."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _lose(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_lost = True
        raise Hung


class Trial[M: Mutant]:
    """A plugin: it tries all mutants in the place of running the tests."""

    def __init__(self, subject: Subject[M], out: TextIO, why: Callable[[str], str]) -> None:
        self._subject = subject
        self._out = out
        self._why = why
        self._took: dict[str, float] = {}
        self._watched, self._unwatched = set[str](), set[str]()
        self._in_vain: dict[str, set[str]] = defaultdict(set)
        self._items: dict[str, pytest.Item] = {}
        self._parameters: Mapping[str, Sequence[pytest.Item]] = {}
        self._failed = 0
        self._asked: Counter[str] = Counter()
        self._kills: Counter[str] = Counter()
        self._kills_at: Counter[tuple[str, str]] = Counter()
        self.tried: Counter[str] = Counter()
        self.survivors: list[M] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants: with the likeliest tests first, then with all that can notice them."""
        self._parameters = _by_test(session.items)
        self._watch_all([items[0] for items in self._parameters.values()])
        mutants = [m for m in self._subject.mutants if self._subject.tests(m) is not None]
        self.tried = Counter(mutant.address for mutant in mutants)
        left = list(self._left_by_few(mutants))
        self.survivors = [mutant for mutant in left if self._why(mutant.name)]
        if doubtful := [mutant for mutant in left if not self._why(mutant.name)]:
            self._watch_all([i for i in session.items if i.nodeid not in self._watched])
            self.survivors += self._left_by_all(doubtful)
        return True

    def _left_by_few(self, mutants: Sequence[M]) -> Iterator[M]:
        """Yield those that the likeliest tests do not notice, in any of their cases."""
        for number, mutant in enumerate(mutants, 1):
            few = self._nearest(mutant, self._can(mutant))
            is_noticed = self._ask(self._in_time(few, FEW_S, FEW), mutant)
            if not (is_noticed or self._others_notice(mutant)):
                why = self._why(mutant.name) or "to be looked at more closely"
                self._say(f"{number} / {len(mutants)}: {mutant.name}\n    {why}")
                yield mutant

    def _left_by_all(self, left: Sequence[M]) -> Iterator[M]:
        """Yield those that no test notices.

        They are asked about in rounds, each twice as long as the one before: most are noticed in
        the first, and what is left is tried in few of the tests that take long.
        """
        seconds, began = FEW_S, time.monotonic()
        while left:
            names = f": {'; '.join(m.name for m in left)}" if len(left) <= FEW else ""
            self._say(f"{len(left)} are looked at, {time.monotonic() - began:.0f} s{names}")
            left = list(self._left_by_round(left, seconds))
            yield from (mutant for mutant in left if self._is_unnoticed(mutant))
            left = [mutant for mutant in left if self._can(mutant)]
            seconds *= 2

    def _left_by_round(self, left: Sequence[M], seconds: float) -> Iterator[M]:
        """Yield those that the next of their tests do not notice."""
        still = {mutant.name: mutant for mutant in left}
        for mutant in left:
            self._subject.look_closer(list(still.values()))
            if self._ask(self._looked_at(mutant, seconds), mutant):
                del still[mutant.name]
            else:
                yield mutant

    def _looked_at(self, mutant: M, seconds: float) -> Iterator[pytest.Item]:
        """Yield the next tests that can notice a mutant, after each was watched for it."""
        for item in self._in_time(self._nearest(mutant, self._can(mutant)), seconds, FEW):
            if not self._subject.is_sure(mutant, item.nodeid):
                self._watch(item)
            if item.nodeid in self._can(mutant):
                yield item

    def _in_time(
        self, items: Iterable[pytest.Item], seconds: float, least: int
    ) -> Iterator[pytest.Item]:
        """Yield the first of some tests: at least so many, and all that take no longer than so."""
        spent = 0.0
        for number, item in enumerate(items, 1):
            yield item
            spent += self._took[item.nodeid]
            if spent >= seconds and number >= least:
                return

    def _is_unnoticed(self, mutant: M) -> bool:
        """Tell of a mutant of which no test is left to be asked."""
        if self._can(mutant):
            return False
        self._say(f"{mutant.name}  ({len(self._in_vain[mutant.name])} tests)\n    NOT EXPLAINED")
        return True

    def _can(self, mutant: M) -> set[str]:
        """Return the tests that can notice a mutant and were not asked yet."""
        can = (self._subject.tests(mutant) or set()) | self._unwatched
        return (can & self._items.keys()) - self._in_vain[mutant.name]

    def _watch_all(self, items: Sequence[pytest.Item]) -> None:
        began = time.monotonic()
        for number, item in enumerate(items, 1):
            self._watch(item)
            if number % REPORTED == 0 or item is items[-1]:
                self._say(f"{number} tests watched in {time.monotonic() - began:.0f} s")

    def _watch(self, item: pytest.Item) -> None:
        """Run a test watched; one that fails then, and not as it is, is asked about all."""
        self._watched.add(item.nodeid)
        began = time.monotonic()
        with self._subject.watching(item.nodeid):
            passed = not _fails(item)
        if not passed:
            began = time.monotonic()
            if _fails(item):
                self._say(f"{item.nodeid} fails without any change, and is not asked")
                self._fail()
                return
            self._unwatched.add(item.nodeid)
        # watched more closely, it takes longer than it will when it is asked
        self._took.setdefault(item.nodeid, time.monotonic() - began)
        self._items[item.nodeid] = item

    def _fail(self) -> None:
        """Give up where so many tests fail that survivors would tell nothing."""
        self._failed += 1
        if self._failed > FAILING:
            pytest.exit(f"{self._failed} tests fail without any change")

    def _others_notice(self, mutant: M) -> bool:
        """Ask other parameters of the tests that were asked, unless there is a reason already."""
        if self._why(mutant.name):
            return False
        few = self._nearest(mutant, self._in_vain[mutant.name])
        others = [other for item in few for other in self._parameters[_test_of(item)][1:]]
        for other in others:
            if other.nodeid not in self._watched:
                self._watch(other)
        can = self._can(mutant)
        asked = (other for other in others if other.nodeid in can)
        return self._ask(self._in_time(asked, MORE_S, 1), mutant)

    def _ask(self, asked: Iterable[pytest.Item], mutant: M) -> bool:
        """Ask one test after the other whether it notices a mutant, until one does."""
        for item in asked:
            if self._notices(item, mutant):
                self._kills[item.nodeid] += 1
                self._kills_at[mutant.address, item.nodeid] += 1
                return True
            self._in_vain[mutant.name].add(item.nodeid)
        return False

    def _nearest(self, mutant: M, tests: Collection[str]) -> list[pytest.Item]:
        """Return the tests to ask, those first that notice most in the least time."""
        near = mutant.address.split(".")[1].rstrip("s")
        likely = self._subject.likely(mutant)

        def cost(test: str) -> float:
            kills = 5 * self._kills_at[mutant.address, test] + self._kills[test] + (near in test)
            return self._took[test] * (1 + self._asked[test]) / (0.1 + kills + 5 * (test in likely))

        return [self._items[test] for test in sorted(tests & self._items.keys(), key=cost)]

    def _notices(self, item: pytest.Item, mutant: M) -> bool:
        self._asked[item.nodeid] += 1
        with self._subject.changed(mutant):
            return all(self._fails_or_hangs(item) for _ in range(TWICE))

    def _fails_or_hangs(self, item: pytest.Item) -> bool:
        patience = Patience(PATIENCE * self._took[item.nodeid] + PATIENCE_S)
        try:
            with patience:
                return _fails(item)
        except BaseException:
            if not patience.is_lost:
                raise
            # outside of what pytest catches, or what its plugins made of it
            session: Any = item.session
            try:
                session._setupstate.teardown_exact(session)
            except Exception as error:  # noqa: BLE001 - whatever the fixtures of a hung test raise
                self._say(f"{item.nodeid} hung, and was not torn down: {error!r}")
            return True

    def _say(self, told: str) -> None:
        print(told, file=self._out, flush=True)  # pytest has the standard output


def _by_test(items: Sequence[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Return the parameters of each test."""
    found = defaultdict(list)
    for item in items:
        found[_test_of(item)].append(item)
    return found


def _test_of(item: pytest.Item) -> str:
    """Return the id of a test without its parameters."""
    return item.nodeid.partition("[")[0]


def _fails(item: pytest.Item) -> bool:
    """Run a test, and tear down all but what the whole session shares."""
    session: Any = item.session  # in the place of the next test
    reports = runtestprotocol(item, log=False, nextitem=session)
    return any(report.failed for report in reports)
