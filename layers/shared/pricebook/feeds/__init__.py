"""Drop-in feeds: what we know in the shapes that programs read already, one format per file.

Each file declares how its format spells a meter and its conditions, and that table is all that its
statement knows of prices. A price without a spelling is one that the format cannot say: the header
x-pricebook-inexpressible counts it, and so does the table feed_coverage. A feed never invents: what
is unknown or dynamic is absent.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from pricebook.pricing.meters import METERS
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import Value, query_answer

FRESH_S = 15 * 60
CENTS = 100


@dataclass(frozen=True, slots=True)
class Spelling:
    """The key of one price.

    Args:
        key: how the format calls it; what the statement of the format makes of the key is said
            there.
        meter: what is counted.
        per: how many units of the meter the format's figure pays for.
        conditions: the conditions that the key implies.
        open: further conditions that the price may have, which the format says in a place of their
            own.
        hours: for a price of a part of the day or of the week, which of these the format can say.
        times: how much of the format's money one dollar is.
        currency: of the price; a factor has none, which is XXX.
    """

    key: str
    meter: str
    per: int = 1
    conditions: Mapping[str, object] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    times: int = 1
    currency: str = "USD"

    def row(self) -> dict[str, object]:
        """Return it as the function `spelt` of the database reads it."""
        factor = Decimal(self.per) * self.times / METERS[self.meter].per
        return {
            "key": self.key,
            "meter": self.meter,
            "conditions": dict(self.conditions),
            "open": [*self.open, *self.hours],
            "hours": bool(self.hours),
            "currency": self.currency,
            "factor": format(factor, "f"),
        }


def spelt(spellings: Iterable[Spelling]) -> str:
    """Return a table of spellings as the parameter of a statement."""
    return json.dumps([spelling.row() for spelling in spellings])


def served(
    key: str,
    build: Callable[[], Answer | None],
    *,
    scope: str = "all",
    bundled: Callable[[], Answer | None] | None = None,
) -> tuple[Answer, str]:
    """Return a feed, or a part of it, and where it came from."""
    return cache.get(
        CachedQuery(key=f"feed {key}", scope=scope, ttl_s=FRESH_S, build=build, bundled=bundled)
    )


def asking(statement: str, nothing: str, **asked: Value) -> Callable[[], Answer | None]:
    """Return what builds an answer.

    Args:
        statement: its name, as in feed_langfuse.models.
        nothing: what to tell a caller who asked for what is not there.
        asked: its parameters.
    """
    return partial(query_answer, statement, lambda _slugs: nothing, **asked)
