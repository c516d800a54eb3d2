"""Usage objects as they come out of a request's JSON."""

import json
from decimal import Decimal
from typing import Any

from pricebook.quote import usage
from pricebook.quote.measured import Usage, divided


def decoded(payload: Any) -> Any:
    """Return a payload as it comes out of a request's JSON: every number is a decimal."""
    return json.loads(json.dumps(payload), parse_float=Decimal, parse_int=Decimal)


def read(payload: Any, **stated: Any) -> Usage:
    """Read a usage object of a request."""
    return usage.read(decoded(payload), **stated)


def counts(used: Usage) -> dict[str, int]:
    """Return how much of each meter, with the time that a cache keeps it and with its step."""
    return {
        count.meter
        + (f" {count.cache_ttl}" if count.cache_ttl else "")
        + (f" #{count.step}" if count.step else ""): int(count.quantity)
        for count in divided(used)
    }
