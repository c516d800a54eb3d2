"""What the figures of the operations guide promise: that they can be worked out again."""

from decimal import Decimal
from statistics import fmean

import pytest

from bench import costs
from bench.costs import Month
from bench.limits import Bucket, Deployment
from bench.simulation import SYNCS, Simulation

SECONDS = 60


def test_it_agrees_with_littles_law() -> None:
    """What an arrival finds at work is the rate times the time that one takes, within 5 %."""
    outcome = Simulation(Deployment(name="steady")).run(400, SECONDS)

    served = len(outcome.spent_ms)
    arrivals, mean_s = served / SECONDS, outcome.worked_s / served
    assert 0 == outcome.refused.total()
    assert pytest.approx(arrivals * mean_s, rel=0.05) == fmean(outcome.busy)


def test_the_same_seed_gives_the_same_figures() -> None:
    """Two people see the same table."""
    first, again, other = (
        Simulation(Deployment(name="d"), seed=seed).run(50, 4) for seed in (1, 1, 2)
    )

    assert first == again
    assert first.spent_ms != other.spent_ms


def test_after_a_sync_one_builds_and_the_others_serve_the_old_one() -> None:
    """Only one request builds each answer of a new generation, however many want it."""
    outcome = Simulation(Deployment(name="d", rate=5_000, burst=5_000)).run(1_000, 4)

    assert outcome.sources["database"] <= 810  # 800 pages in its two seconds, and 10 whole bodies
    assert outcome.sources["stale"] > 0
    assert {"memory", "valkey", "database", "stale"} == set(outcome.sources)


@pytest.mark.parametrize(
    ("deployment", "rate", "met"),
    [
        (Deployment(name="throttled", rate=100, burst=10), 300, "RequestRate"),
        (Deployment(name="slow", concurrency=10), 150, "Lambda's requests a second"),
        (Deployment(name="narrow", concurrency=20), 150, "Lambda's concurrency"),
        (Deployment(name="small", rate=9_000, connections=60), 100, "the database's connections"),
    ],
)
def test_the_limit_that_is_met_is_named(deployment: Deployment, rate: float, met: str) -> None:
    """A limit refuses by its own name, and nothing goes beyond it."""
    outcome = Simulation(deployment).run(rate, 4)

    assert met in outcome.met()
    assert outcome.environments <= deployment.concurrency
    assert outcome.connections + SYNCS <= deployment.connections


def test_a_bucket_refills() -> None:
    """A throttle lets the burst through, then so many a second."""
    bucket = Bucket(2, 3)

    assert [True, True, True, False] == [bucket.take(0) for _ in range(4)]
    assert [True, True, False] == [bucket.take(1) for _ in range(3)]


def test_a_billion_requests_are_charged_by_tiers() -> None:
    """The first part of an amount costs what it costs alone, and the rest less."""
    month = Month(1_000_000_000)

    assert Decimal(930) == costs.MOVING["API Gateway, 1.00 a million, then 0.90"](month)
    assert Decimal(1750) == costs.tiered(month.gigabytes, costs.OUT)
    assert {Decimal()} == {price_of(Month(0)) for price_of in costs.MOVING.values()}
