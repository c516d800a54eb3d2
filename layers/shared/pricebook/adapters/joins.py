"""Join of two lists, for providers that spread what they know of a model over both."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import find
from pricebook.adapters.requests import FetchExtra
from pricebook.errors import Unreadable

type Place = tuple[str, str]
"""The address of a list, and the path of the list inside the body."""


def joined(first: Place, second: Place) -> Callable[[FetchExtra], Iterable[Any]]:
    """Every item of two lists, those of the same `id` as one; what the first says stands.

    Args:
        first: the address of a list, and the dotted path of the list inside the body.
        second: the same of the other one.
    """

    def fetch(get: FetchExtra) -> Iterator[Any]:
        items = _listed(get, *first)
        more = {str(find(i, "id")): i for i in _listed(get, *second) if isinstance(i, dict)}
        for item in items:
            yield more.pop(str(find(item, "id")), {}) | item if isinstance(item, dict) else item
        yield from more.values()

    return fetch


def _listed(get: FetchExtra, url: str, path: str) -> list[Any]:
    items = find(get(url), path)
    if not isinstance(items, list):
        raise Unreadable(f"{url}: {path} is {items!r:.200}, expected a list")
    return items
