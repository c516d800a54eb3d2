"""Deprecations: the days on which models end, as a calendar, for GET /v1/deprecations.ics."""

from functools import partial

from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import query_answer, require_name
from pricebook.validation import nearest

TTL_S = 60 * 60


def calendar(provider: str | None, scheme: str, host: str) -> tuple[Answer, str]:
    """Days on which models that are sold now end, also those of the last month.

    Args:
        provider: slug of a provider; None for all.
        scheme: http or https, for the links in the calendar.
        host: the host that was called, for the links and the ids in the calendar.

    Raises:
        NotFound: there is no such provider.
    """
    require_name(provider)
    return cache.get(
        CachedQuery(
            key=f"deprecations {scheme}://{host} {provider or ''}",
            scope=provider or "all",
            ttl_s=TTL_S,
            build=partial(
                query_answer,
                "catalog.deprecations.deprecations",
                partial(nearest, "provider", provider or ""),
                provider=provider,
                base=f"{scheme}://{host}",
                host=host,
            ),
        )
    )
