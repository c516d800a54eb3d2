"""Circuit breaker: a store that failed is left alone for a moment."""

import time

import pytest

from pricebook.storage.circuit_breaker import COOLDOWN_S, MIN_REST_S, Circuit


@pytest.mark.parametrize(
    ("took_s", "rest_s"), [(0, MIN_REST_S), (0.01, MIN_REST_S), (0.25, 2.5), (4, COOLDOWN_S)]
)
def test_a_failure_opens_the_circuit_for_a_moment(
    monkeypatch: pytest.MonkeyPatch, took_s: float, rest_s: float
) -> None:
    """Nobody calls the store until the rest is over, which is long where the attempt was long."""
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    circuit = Circuit("Store")
    assert circuit.closed

    circuit.trip(OSError("gone"), took_s)
    monkeypatch.setattr(time, "monotonic", lambda: now + rest_s - 0.01)
    assert not circuit.closed

    monkeypatch.setattr(time, "monotonic", lambda: now + rest_s)
    assert circuit.closed


def test_the_log_says_which_store_and_why(caplog: pytest.LogCaptureFixture) -> None:
    """An operator reads the store, the pause and the error, once per outage."""
    circuit = Circuit("Valkey")
    for _attempt in range(3):
        circuit.trip(OSError("no route"))
    circuit.answered()
    circuit.answered()

    first, last = caplog.records
    assert "Valkey does not answer; it is tried again every 0.5 seconds" == first.message
    assert "OSError: no route" == first.__dict__["reason"]
    assert "Valkey answers again" == last.message


def test_reset_closes_the_circuit() -> None:
    """A process that is reset forgets the failure."""
    circuit = Circuit("Store")
    circuit.trip(OSError())

    circuit.reset()

    assert circuit.closed
