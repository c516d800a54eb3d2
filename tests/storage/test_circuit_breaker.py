"""Circuit breaker: a store that failed is left alone for a moment."""

import time

import pytest

from pricebook.storage.circuit_breaker import COOLDOWN_S, Circuit


def test_a_failure_opens_the_circuit_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody calls the store until the pause is over."""
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    circuit = Circuit("Store")
    assert circuit.closed

    circuit.trip(OSError("gone"))
    assert not circuit.closed

    monkeypatch.setattr(time, "monotonic", lambda: now + COOLDOWN_S)
    assert circuit.closed


def test_the_log_says_which_store_and_why(caplog: pytest.LogCaptureFixture) -> None:
    """An operator reads the store, the pause and the error."""
    Circuit("Valkey").trip(OSError("no route"))

    (record,) = caplog.records
    assert "Valkey does not answer; next attempt in 5 seconds" == record.message
    assert "OSError: no route" == record.__dict__["reason"]


def test_reset_closes_the_circuit() -> None:
    """A process that is reset forgets the failure."""
    circuit = Circuit("Store")
    circuit.trip(OSError())

    circuit.reset()

    assert circuit.closed
