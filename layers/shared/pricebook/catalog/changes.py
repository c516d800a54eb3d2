"""What happened to models: the questions behind /v1/changes and its feed."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import partial
from urllib.parse import urlencode

from pricebook.serving import cache
from pricebook.serving.answer import Answer
from pricebook.serving.cache import Question
from pricebook.serving.query import ask, require_name

TTL_S = 15 * 60
NO_HOST = re.compile(r"[^a-z0-9.-].*", re.DOTALL)
"""What of a host cannot stand in a tag, such as a port."""

type Asked = Mapping[str, str | int | None]


def changes(provider: str | None, asked: Asked) -> tuple[Answer, str]:
    """One page of the changes; asked are kind, since, cursor and page_size."""
    return _find("changes", provider, asked, {})


def atom(provider: str | None, asked: Asked, scheme: str, host: str) -> tuple[Answer, str]:
    """The same page as a feed, which tells under which scheme and host it lives."""
    base = f"{scheme}://{host}"
    filters = {"provider": provider, **asked}
    query = {name: str(value) for name, value in filters.items() if value is not None}
    page = f"{base}/v1/changes.atom?"
    addresses = {
        "base": base,
        "tag": f"tag:{NO_HOST.sub('', host.lower())},2026:pricebook",
        "here": page + urlencode(query),
        "onward": page + urlencode(query | {"cursor": ""}),
    }
    return _find("atom", provider, asked, addresses)


def _find(
    name: str, provider: str | None, asked: Asked, addresses: Mapping[str, str]
) -> tuple[Answer, str]:
    require_name(provider)
    words = (name, addresses.get("base"), provider, *asked.values())
    unknown = partial(_unknown, provider or "")
    return cache.get(
        Question(
            key=" ".join(str(word or "") for word in words),
            scope=provider or "all",
            ttl_s=TTL_S,
            build=partial(
                ask, f"catalog.changes.{name}", unknown, provider=provider, **asked, **addresses
            ),
        )
    )


def _unknown(slug: str, slugs: list[str]) -> str:
    nearest = get_close_matches(slug, slugs, n=1, cutoff=0)
    return f"There is no provider {slug!r}. The nearest name is {nearest[0]!r}."
