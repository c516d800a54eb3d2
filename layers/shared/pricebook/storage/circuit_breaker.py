"""What did not answer is not asked again for a moment, so that its outage costs no request."""

import time

from pricebook.telemetry import logger

REST_S = 5
"""How long a server that failed is left alone."""


class Circuit:
    """Remembers that a server failed; closed means that it may be asked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._until = 0.0

    @property
    def closed(self) -> bool:
        """Whether the server may be asked."""
        return time.monotonic() >= self._until

    def trip(self, error: Exception) -> None:
        """Leave the server alone from now on, and say why once."""
        self._until = time.monotonic() + REST_S
        logger.warning(
            f"{self._name} does not answer; asking again in {REST_S} seconds",
            extra={"reason": f"{type(error).__name__}: {error}"},
        )

    def reset(self) -> None:
        """Forget the failure."""
        self._until = 0.0
