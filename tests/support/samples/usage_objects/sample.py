"""A usage object, and what it means."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sample:
    """A usage object, the format that it is in, and the meters that it means.

    A meter with a time is what a cache keeps for so long; one with a number belongs to that step.
    """

    usage_format: str
    payload: dict[str, Any]
    counts: dict[str, int]
    model: str = ""
