"""Verdict on a load: it can be bad, for each of its reasons."""

import pytest

from tests.load.clients import LOST, Answer
from tests.load.verdict import MAX_RATIO, NOISE_S, Verdict, percentile

GOOD = [Answer("/v1/models", 200, 0.05)] * 100


def test_a_quiet_machine_passes() -> None:
    """Nothing is wrong where all is answered alike and memory stays."""
    verdict = Verdict()
    verdict.reads("alone", GOOD)
    verdict.attack([Answer("/v1/quote", 413, 0.1), Answer("/v1/quote", 503, 0.1, marked=True)])
    verdict.slower(GOOD, GOOD)
    verdict.memory(100 << 20, 105 << 20)

    assert [] == verdict.faults
    assert len(verdict.lines) == 3


@pytest.mark.parametrize("status", [500, 502, 503, 504, LOST])
def test_a_read_that_failed_is_a_fault(status: int) -> None:
    """Also one among many, and also where a reader is told to come again."""
    verdict = Verdict()
    verdict.reads("alone", [*GOOD, Answer("/v1/models", status, 0.01, marked=True)])

    assert len(verdict.faults) == 1


def test_nothing_read_is_a_fault() -> None:
    """A machine that answered nobody has not passed."""
    verdict = Verdict()
    verdict.reads("alone", [])

    assert len(verdict.faults) == 1


def test_an_unmarked_outage_is_a_fault() -> None:
    """An attacker may be refused, and must be told so."""
    verdict = Verdict()
    verdict.attack([Answer("/v1/quote", 502, 0.1)])

    assert len(verdict.faults) == 1


def test_slow_reads_beside_an_attack_are_a_fault() -> None:
    """Of the slowest hundredth; a few milliseconds more are none."""
    verdict = Verdict()
    quick = [Answer("/v1/models", 200, 0.001)] * 100
    verdict.slower(quick, [Answer("/v1/models", 200, NOISE_S * MAX_RATIO)] * 100)
    assert [] == verdict.faults

    verdict.slower(GOOD, [*GOOD[:90], *[Answer("/v1/models", 200, 1.0)] * 10])
    assert len(verdict.faults) == 1


def test_growth_is_a_fault() -> None:
    """Memory that a soak does not give back."""
    verdict = Verdict()
    verdict.memory(100 << 20, 120 << 20)

    assert len(verdict.faults) == 1


def test_a_percentile_is_of_what_was_answered() -> None:
    """The slowest is the hundredth percentile; nothing answered has none."""
    spread = [Answer("/", 200, number / 100) for number in range(101)]

    assert [0.5, 0.99, 1.0] == [percentile(spread, percent) for percent in (50, 99, 100)]
    assert percentile([], 99) == 0.0
