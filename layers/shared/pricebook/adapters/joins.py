"""Providers that spread what they know of a model over two lists."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import find
from pricebook.adapters.provider import Ask
from pricebook.errors import Unreadable

type Place = tuple[str, str]
"""The address of a list, and the path of the list inside the body."""


def joined(first: Place, second: Place) -> Callable[[Ask], Iterable[Any]]:
    """Every item of two lists, those of the same id as one; what the first says stands."""

    def fetch(ask: Ask) -> Iterator[Any]:
        items = _listed(ask, *first)
        more = {str(find(i, "id")): i for i in _listed(ask, *second) if isinstance(i, dict)}
        for item in items:
            yield more.pop(str(find(item, "id")), {}) | item if isinstance(item, dict) else item
        yield from more.values()

    return fetch


def _listed(ask: Ask, url: str, path: str) -> list[Any]:
    found = find(ask(url), path)
    if not isinstance(found, list):
        raise Unreadable(f"{url}: {path} is {found!r:.200}, expected a list")
    return found
