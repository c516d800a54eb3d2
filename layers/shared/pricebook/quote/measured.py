"""What a usage object says: counts, and all that is uncertain about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pricebook.pricing.meters import Count

MEDIA = ("text", "audio", "image", "video", "file")


@dataclass(frozen=True, slots=True)
class Reading:
    """Another way to read the same usage object.

    Attributes:
        counts: what it would be then.
        reason: under which condition it would be right.
        decided: whether documentation speaks against it, so that a quote may be complete.
    """

    counts: tuple[Count, ...]
    reason: str
    decided: bool = True


@dataclass(frozen=True, slots=True)
class Usage:
    """What one answer used.

    Attributes:
        counts: how much of which meter, none of them zero.
        usage_format: what the object was read as.
        stated: the conditions that the object itself states.
        assumptions: how an ambiguous number was read.
        missing: what costs money and is in no count.
        readings: how else the object could be read.
        cached: how many of the counted input tokens came out of a cache, where nothing says of
            which medium they are.
        undivided: the sides (input, output) that no detail divides into media.
        medium: the one medium of a side, where the format knows it.
        implied: the meters of which one was used that no number counts, if it costs money.
        summed: whether these are sums over several requests, whose sizes are unknown.
        billed: what the vendor itself charged, in US dollars.
    """

    counts: tuple[Count, ...]
    usage_format: str = "meters"
    stated: Mapping[str, str] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    cached: Decimal = Decimal()
    undivided: frozenset[str] = frozenset()
    medium: Mapping[str, str] = field(default_factory=dict)
    implied: tuple[str, ...] = ()
    summed: bool = False
    billed: Decimal | None = None


def meter(side: str, medium: str) -> str:
    """Return the meter of a medium that went in, came out of a cache, or came out."""
    if medium == "text" or (side == "cache_read" and medium == "file"):
        return f"{side}_tokens"
    return f"{side}_{medium}_tokens"


def divided(usage: Usage, order: Iterable[str] = MEDIA) -> tuple[Count, ...]:
    """Return the counts with the cached tokens taken from one medium after the other."""
    remaining, counts = usage.cached, list(usage.counts)
    for medium in order if remaining else ():
        for place, count in enumerate(counts):
            if count.meter == meter("input", medium) and (moved := min(count.quantity, remaining)):
                remaining -= moved
                counts[place] = replace(count, quantity=count.quantity - moved)
                counts.append(replace(count, meter=meter("cache_read", medium), quantity=moved))
    return tuple(count for count in counts if count.quantity)
