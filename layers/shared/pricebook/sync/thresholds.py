"""Thresholds of the guards: those of settings.py, or what an operator set for a provider."""

import json
from dataclasses import dataclass
from decimal import Decimal

from pricebook import settings
from pricebook.storage.postgres import Database

type Number = Decimal | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What the guards of one provider go by; settings.py says what each number means."""

    shrink_floor: Number = settings.SHRINK_FLOOR
    reject_ceiling: Number = settings.REJECT_CEILING
    misses: Number = settings.MISSES
    miss_hours: Number = settings.MISS_HOURS
    jump_factor: Number = settings.JUMP_FACTOR
    alike_factor: Number = settings.ALIKE_FACTOR
    heal_factor: Number = settings.HEAL_FACTOR
    review_runs: Number = settings.REVIEW_RUNS
    review_hours: Number = settings.REVIEW_HOURS
    new_factor: Number = settings.NEW_FACTOR
    market_factor: Number = settings.MARKET_FACTOR
    lost_share: Number = settings.LOST_SHARE
    slip_factor: Number = settings.SLIP_FACTOR
    slip_sellers: Number = settings.SLIP_SELLERS
    absurd_below: Number = settings.ABSURD_BELOW
    absurd_above: Number = settings.ABSURD_ABOVE
    sibling_factor: Number = settings.SIBLING_FACTOR


DEFAULTS = Thresholds()


def of(database: Database, provider: str) -> Thresholds:
    """Return what a registered provider's guards go by now."""
    ((guards, _reviews),) = database.run("sync.thresholds.guards", provider=provider)
    return Thresholds(**json.loads(guards, parse_float=Decimal))


def is_automatic(database: Database, provider: str) -> bool:
    """Tell whether held prices of a provider may be accepted without a person."""
    ((_guards, reviews),) = database.run("sync.thresholds.guards", provider=provider)
    return bool(reviews == "automatic")
