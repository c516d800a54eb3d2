"""Conditions: the closed registry of what a price may depend on.

A new condition is a row here and a migration of the constraint on `model_prices`; a test holds it.
"""

from dataclasses import dataclass
from typing import Literal

type Kind = Literal["count", "word", "flag", "hours", "days"]

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of a price's conditions.

    Args:
        name: the key: the same word in SQL, JSON and URLs.
        kind: what its value is; hours are windows of the day in UTC, days those of the week.
        stated: whether a caller may state it; the others follow from a request's size and time.
        defaulted: whether a request that does not state it has none of it: no service tier is the
            standard one. Any other unstated word may be meant.
        whole_request: whether it changes every price of the request once it is stated.
    """

    name: str
    kind: Kind
    stated: bool = False
    defaulted: bool = False
    whole_request: bool = False

    @property
    def threshold(self) -> bool:
        """Tell whether it is met by a size above its value, and then prices the whole request."""
        return self.name.endswith(THRESHOLD_SUFFIX)


THRESHOLD_SUFFIX = "_gt"

REGISTRY = (
    Condition("prompt_tokens_gt", "count"),
    Condition("completion_tokens_gt", "count"),
    Condition("seconds_gt", "count"),
    Condition("beyond", "count"),
    Condition("mode", "word", stated=True),
    Condition("style", "word", stated=True),
    Condition("voice_control", "flag", stated=True),
    Condition("resolution", "word", stated=True),
    Condition("quality", "word", stated=True),
    Condition("audio", "flag", stated=True),
    Condition("search_context_size", "word", stated=True),
    Condition("cache_ttl", "word", stated=True),
    Condition("commitment", "word", stated=True, defaulted=True, whole_request=True),
    Condition("utc_windows", "hours"),
    Condition("weekdays", "days"),
    Condition("region", "word", stated=True, whole_request=True),
    Condition("speed", "word", stated=True, defaulted=True, whole_request=True),
    Condition("service_tier", "word", stated=True, defaulted=True, whole_request=True),
)
"""In order of precedence: of two prices that both apply, the one with the earlier condition;
between two thresholds, the higher. So a tier without a price for long prompts has the standard one.
`beyond` is no threshold: only the units beyond that number are charged by the price.
"""

PRECEDENCE = tuple(condition.name for condition in REGISTRY)
CONDITIONS = frozenset(PRECEDENCE)
THRESHOLDS = frozenset(condition.name for condition in REGISTRY if condition.threshold)
STATED = frozenset(condition.name for condition in REGISTRY if condition.stated)
DEFAULTED = frozenset(condition.name for condition in REGISTRY if condition.defaulted)
REQUEST_WIDE = frozenset(condition.name for condition in REGISTRY if condition.whole_request)
HOURS = tuple(c.name for c in REGISTRY if c.kind in {"hours", "days"})
"""The conditions of the clock: `utc_windows` and `weekdays`."""
BEYOND = "beyond"
LONG_PROMPT = "prompt_tokens_gt"
SEARCH_SIZES = ("low", "medium", "high")
"""The words of `search_context_size`, as every vendor that has them names them."""
SHORT_CACHE = "5m"
"""The `cache_ttl` of a cache write that does not say how long it lasts."""
