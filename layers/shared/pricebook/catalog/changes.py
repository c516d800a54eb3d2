"""Changes of models, newest first, for GET /v1/changes and its Atom feed."""

import re
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import CachedQuery
from pricebook.serving.query import query_answer, require_name
from pricebook.validation import nearest

TTL_S = 15 * 60
NOT_HOST = re.compile(r"[^a-z0-9.-].*", re.DOTALL)
"""The part of a host that cannot stand in a tag URI, such as a port."""

type Params = Mapping[str, str | int | None]


def changes(provider: str | None, params: Params) -> tuple[Answer, str]:
    """One page of the changes of a provider, or of all; params: kind, since, cursor, page_size."""
    return _find("changes", provider, params, {})


def atom(provider: str | None, params: Params, scheme: str, host: str) -> tuple[Answer, str]:
    """One page of the changes as an Atom feed.

    Args:
        provider: slug of a provider; None for all.
        params: kind, since, cursor and page_size, as for JSON.
        scheme: http or https, for the links in the feed.
        host: the host that was called, for the links and the ids in the feed.
    """
    base = f"{scheme}://{host}"
    filters = {"provider": provider, **params}
    query = {name: str(value) for name, value in filters.items() if value is not None}
    page = f"{base}/v1/changes.atom?"
    addresses = {
        "base": base,
        "tag": f"tag:{NOT_HOST.sub('', host.lower())},2026:pricebook",
        "here": page + urlencode(query),
        "onward": page + urlencode(query | {"cursor": ""}),
    }
    return _find("atom", provider, params, addresses)


def _find(
    name: str, provider: str | None, params: Params, addresses: Mapping[str, str]
) -> tuple[Answer, str]:
    require_name(provider)
    words = (name, addresses.get("base"), provider, *params.values())
    not_found = partial(nearest, "provider", provider or "")
    return cache.get(
        CachedQuery(
            key=" ".join(str(word or "") for word in words),
            scope=provider or "all",
            ttl_s=TTL_S,
            build=partial(
                query_answer,
                f"catalog.changes.{name}",
                not_found,
                provider=provider,
                **params,
                **addresses,
            ),
        )
    )
