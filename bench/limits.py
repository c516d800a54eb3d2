"""What AWS allows, as far as the simulation meets it (documentation of 2026: check it)."""

from dataclasses import dataclass, field

PER_ENVIRONMENT = 10
"""Requests a second for each unit of the concurrency quota: AWS's second limit beside it."""
STARTS_A_SECOND = 100
"""Environments that Lambda adds: 1,000 every ten seconds."""
UNITS_PER_PROCESSOR = 4
"""A capacity unit is 2 GB with a quarter of a processor, as in the r classes."""


@dataclass(frozen=True, kw_only=True)
class Deployment:
    """What template.yaml and the account's quotas allow; the defaults are theirs.

    Attributes:
        name: what the table calls it.
        rate: RequestRate.
        burst: RequestBurst.
        concurrency: the account's quota of concurrent Lambda executions.
        units: DatabaseMaxCapacity.
        connections: what Aurora takes at that: 189 at 1 unit, 823 at 4, 1,669 at 8, 3,360 at 16,
            and never more than 2,000 where DatabaseMinCapacity is below 1.
        cdn: the share of the requests that CloudFront answers.
    """

    name: str
    rate: int = 500
    burst: int = 1_000
    concurrency: int = 1_000
    units: int = 4
    connections: int = 823
    cdn: float = 0.0


@dataclass
class Bucket:
    """A throttle: so many a second, and so many at once."""

    rate: float
    burst: float
    full: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        """Begin full."""
        self.full = self.burst

    def take(self, now: float) -> bool:
        """Let one through, or not."""
        self.full = min(self.burst, self.full + (now - self.at) * self.rate)
        self.at = now
        if self.full < 1:
            return False
        self.full -= 1
        return True
