"""Exchange rates in force today, as operators entered them, for GET /v1/exchange-rates."""

from functools import partial

from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import query_answer

TTL_S = 5 * 60
"""How late a new rate may show: entering one raises no generation where no price needs it."""


def rates() -> tuple[Answer, str]:
    """Newest rate of each currency that holds today."""
    return cache.get(
        CachedQuery(
            key="exchange-rates",
            scope="all",
            ttl_s=TTL_S,
            build=partial(query_answer, "catalog.exchange.rates", _nothing_yet),
        )
    )


def _nothing_yet(_slugs: list[str]) -> str:
    return "Nothing was synchronised yet, so there are no exchange rates."
