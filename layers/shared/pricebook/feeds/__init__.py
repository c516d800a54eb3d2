"""Drop-in feeds: what we know in the shapes that programs read already, one format per file.

Each file declares how its format names a price, and that table is all that its statement knows of
prices. A price without a key is one that the format cannot express: the header
x-pricebook-inexpressible counts it, and so does the table feed_coverage. A feed never invents: what
is unknown or dynamic is absent. Of a price under review it has the last accepted figure, which the
header x-pricebook-under-review counts.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

from pricebook.pricing.meters import METERS
from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import Value, query_answer
from pricebook.storage import reader

type Builder = Callable[[], Answer | None]
"""What asks Postgres for an answer; None means that the database is empty."""

FRESH_S = 15 * 60
CENTS = 100


@dataclass(frozen=True, slots=True)
class PriceKey:
    """Key under which a format has one price.

    Args:
        key: how the format calls it; what the statement of the format makes of the key is said
            there.
        meter: what is counted.
        per: how many units of the meter the format's figure pays for.
        conditions: the conditions that the key implies.
        extra_conditions: further conditions that the price may have, which the format states in a
            place of their own.
        hours: for a price of a part of the day or of the week, which of these the format can state.
        scale: how much of the format's money one dollar is.
        currency: of the price; a factor has none, which is XXX.
    """

    key: str
    meter: str
    per: int = 1
    conditions: Mapping[str, object] = field(default_factory=dict)
    extra_conditions: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    scale: int = 1
    currency: str = "USD"

    def row(self) -> dict[str, object]:
        """Return it as the function `keyed_prices` of the database reads it."""
        factor = Decimal(self.per) * self.scale / METERS[self.meter].per
        return {
            "key": self.key,
            "meter": self.meter,
            "conditions": dict(self.conditions),
            "extra_conditions": [*self.extra_conditions, *self.hours],
            "hours": bool(self.hours),
            "currency": self.currency,
            "factor": format(factor, "f"),
        }


@dataclass(frozen=True, slots=True)
class Feed:
    """Feed with prices: what its format can express.

    Args:
        name: as people call it.
        price_keys: every key that the format has for a price.
        named_only: whether it knows a provider by its own name alone, which `providers.names` has.
        left_out: providers whose offers it does not list.
    """

    name: str
    price_keys: tuple[PriceKey, ...]
    named_only: bool = False
    left_out: tuple[str, ...] = ()


def as_parameter(price_keys: Iterable[PriceKey]) -> str:
    """Return a table of keys as the parameter `price_keys` of a statement: a JSON list of rows."""
    return json.dumps([price_key.row() for price_key in price_keys])


def served(
    key: str, build: Callable[[], Answer | None], *, scope: str = "all"
) -> tuple[Answer, str]:
    """Return a part of a feed, and where it came from.

    Args:
        key: tells it from all other feeds and parts.
        build: asks Postgres; None means that the database is empty.
        scope: whose changes make it old: a provider's, or all.
    """
    return cache.get(CachedQuery(key=f"feed {key}", scope=scope, ttl_s=FRESH_S, build=build))


def whole(key: str, path: str, build: Builder, bundled: Builder | None = None) -> CachedQuery:
    """Return the query of a whole feed, which the write side builds too.

    Args:
        key: tells it from all other feeds and parts.
        path: under which it is read, and published.
        build: asks Postgres; None means that the database is empty.
        bundled: asks the snapshot.
    """
    return CachedQuery(
        key=f"feed {key}",
        scope="all",
        ttl_s=FRESH_S,
        build=build,
        bundled=bundled,
        kept=True,
        path=f"/feeds/{path}",
    )


def reviewed(build: Builder, provider: Value = None) -> Builder:
    """Return what builds an answer that says how many prices wait for a decision.

    Args:
        build: builds the answer.
        provider: whose prices these are; None for everybody's.
    """

    def counted() -> Answer | None:
        answer = build()
        row = reader.row("feeds.coverage.under_review", provider=provider)
        return replace(answer, under_review=row[0]) if answer and row else answer

    return counted


def builder(statement: str, not_found: str, **params: Value) -> Callable[[], Answer | None]:
    """Return what builds an answer.

    Args:
        statement: its address, as in feeds.langfuse.models.
        not_found: the message where the row is not there.
        params: of the statement.
    """
    return partial(query_answer, statement, lambda _slugs: not_found, **params)
