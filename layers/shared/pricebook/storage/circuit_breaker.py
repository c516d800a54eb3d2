"""Circuit breaker: stop calling a store for 5 s after a failure, so that no request waits on it."""

import time

from pricebook.telemetry import logger

COOLDOWN_S = 5
"""Seconds without a call after a failure."""


class Circuit:
    """State of one store; closed means that it may be called."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._until = 0.0

    @property
    def closed(self) -> bool:
        """Whether the store may be called."""
        return time.monotonic() >= self._until

    def trip(self, error: Exception) -> None:
        """Stop calling the store from now on, and log why once."""
        self._until = time.monotonic() + COOLDOWN_S
        logger.warning(
            f"{self._name} does not answer; next attempt in {COOLDOWN_S} seconds",
            extra={"reason": f"{type(error).__name__}: {error}"},
        )

    def reset(self) -> None:
        """Forget the failure."""
        self._until = 0.0
