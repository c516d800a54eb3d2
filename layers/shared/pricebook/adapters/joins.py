"""Join of lists, for providers that spread what they know of a model."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import find
from pricebook.adapters.requests import FetchExtra
from pricebook.errors import Unreadable

type Place = tuple[str, str]
"""The address of a list, and the path of the list inside the body."""


def joined(*places: Place) -> Callable[[FetchExtra], Iterable[Any]]:
    """Every item of some lists, those of the same `id` as one; what an earlier list says stands.

    Args:
        places: the address of each list, and the dotted path of the list inside the body. Without
            one of them the run is partial, and without all of them it fails.
    """

    def fetch(get: FetchExtra) -> Iterable[Any]:
        there = [listed for place in places if (listed := _listed(get, *place)) is not None]
        if not there:
            get(places[0][0])
        items: list[Any] = []
        for listed in there:
            items = list(_together(items, listed)) if items else listed
        return items

    return fetch


def _together(items: Iterable[Any], others: Iterable[Any]) -> Iterator[Any]:
    more = {str(find(other, "id")): other for other in others if isinstance(other, dict)}
    for item in items:
        yield more.pop(str(find(item, "id")), {}) | item if isinstance(item, dict) else item
    yield from more.values()


def _listed(get: FetchExtra, url: str, path: str) -> list[Any] | None:
    body = get(url, optional=True)
    items = None if body is None else find(body, path)
    if body is not None and not isinstance(items, list):
        raise Unreadable(f"{url}: {path} is {items!r:.200}, expected a list")
    return items
