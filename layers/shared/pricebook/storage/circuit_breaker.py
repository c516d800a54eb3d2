"""Circuit breaker: stop calling a store for a moment after a failure, then try it again.

The rest is ten times as long as the failed attempt: a store that refuses at once is tried twice a
second, and one that hangs takes a tenth of the time at most. Whoever has a question that costs
little may ask it twice a second during the rest, and end it.
"""

import time

from pricebook.telemetry import logger

MIN_REST_S = 0.5
"""Seconds without a call after a failure, at least."""
COOLDOWN_S = 5
"""The same at most."""
REST_FACTOR = 10
"""How many times as long as the failed attempt the rest is."""


class Circuit:
    """State of one store; closed means that it may be called."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._until = 0.0
        self._probed = 0.0
        self._failing = False

    @property
    def closed(self) -> bool:
        """Whether the store may be called."""
        return time.monotonic() >= self._until

    def probe(self) -> bool:
        """Tell whether a short question may be asked during the rest, and count it as asked."""
        now = time.monotonic()
        due = now >= self._probed + MIN_REST_S
        if due:
            self._probed = now
        return due

    def trip(self, error: Exception, took_s: float = 0) -> None:
        """Stop calling the store from now on, and log why once.

        Args:
            error: what the failed attempt raised.
            took_s: how long it took, in seconds.
        """
        rest_s = min(max(took_s * REST_FACTOR, MIN_REST_S), COOLDOWN_S)
        self._probed = time.monotonic()
        self._until = self._probed + rest_s
        if not self._failing:
            logger.warning(
                f"{self._name} does not answer; it is tried again every {rest_s:.1f} seconds",
                extra={"reason": f"{type(error).__name__}: {error}"},
            )
        self._failing = True

    def answered(self) -> None:
        """End the rest: the store has answered; log it where it had failed."""
        self._until = 0.0
        if self._failing:
            logger.info(f"{self._name} answers again")
        self._failing = False

    def reset(self) -> None:
        """Forget the failure."""
        self._until = 0.0
        self._failing = False
