"""Verdict on a load: errors, the slowest reads beside an attack, and growth of memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.load.clients import Answer

MAX_RATIO = 5
"""How much slower the slowest hundredth of the reads may be beside an attack."""
NOISE_S = 0.02
"""A read is not called slow below this, however fast it is alone."""
MAX_GROWTH = 1.1
"""How much more memory may be held after the second half of the soak than after the first."""


@dataclass(slots=True)
class Verdict:
    """What was measured, line by line, and what of it is wrong."""

    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def reads(self, phase: str, found: Sequence[Answer]) -> None:
        """Hold that every read was answered."""
        wrong = Counter(answer.status for answer in found if answer.is_error)
        ends = f"{len(found):6} reads, p50 {_ms(found, 50)}, p99 {_ms(found, 99)}"
        self.lines.append(f"{phase:10} {ends}, {sum(wrong.values())} errors")
        if wrong or not found:
            self.faults.append(f"{phase}: reads failed, by status: {dict(wrong)}")

    def attack(self, found: Sequence[Answer]) -> None:
        """Hold that what is refused is refused in words: as too large, or as an outage."""
        statuses = Counter(answer.status for answer in found)
        self.lines.append(f"{'attackers':10} {len(found):6} requests, by status: {dict(statuses)}")
        if bad := [answer for answer in found if answer.is_error and not answer.marked]:
            self.faults.append(f"attack: {len(bad)} of status {bad[0].status} without Retry-After")

    def slower(self, alone: Sequence[Answer], beside: Sequence[Answer]) -> None:
        """Hold that readers hardly notice an attack."""
        limit = max(percentile(alone, 99), NOISE_S) * MAX_RATIO
        if alone and beside and percentile(beside, 99) > limit:
            self.faults.append(
                f"p99 beside the attack is {_ms(beside, 99)}, more than {limit * 1000:.0f} ms"
            )

    def memory(self, middle: int, end: int) -> None:
        """Hold that the second half of a soak needs no more memory than the first, in bytes."""
        mega = 1 << 20
        self.lines.append(f"{'memory':10} {middle // mega:6} MB, then {end // mega} MB")
        if end > middle * MAX_GROWTH:
            self.faults.append(f"memory grew from {middle // mega} to {end // mega} MB")


def percentile(found: Sequence[Answer], percent: int) -> float:
    """Return how long the slowest of so many per cent took, in seconds; 0 where there is none."""
    times = sorted(answer.seconds for answer in found)
    return times[(len(times) - 1) * percent // 100] if times else 0.0


def _ms(found: Sequence[Answer], percent: int) -> str:
    return f"{percentile(found, percent) * 1000:.0f} ms"
