"""Join of two lists, for providers that spread what they know of a model over both."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pricebook.adapters.fields import find
from pricebook.adapters.requests import FetchExtra
from pricebook.errors import Unreadable

type Place = tuple[str, str]
"""The address of a list, and the path of the list inside the body."""


def joined(first: Place, second: Place, *more: Place) -> Callable[[FetchExtra], Iterable[Any]]:
    """Every item of some lists, those of the same `id` as one; what an earlier list says stands.

    Args:
        first: the address of a list, and the dotted path of the list inside the body.
        second: the same of another one.
        more: the same of lists without which the run is partial.
    """

    def fetch(get: FetchExtra) -> Iterable[Any]:
        items = list(_together(_listed(get, *first), _listed(get, *second)))
        for place in more:
            items = list(_together(items, _listed(get, *place, optional=True)))
        return items

    return fetch


def _together(items: Iterable[Any], others: Iterable[Any]) -> Iterator[Any]:
    more = {str(find(other, "id")): other for other in others if isinstance(other, dict)}
    for item in items:
        yield more.pop(str(find(item, "id")), {}) | item if isinstance(item, dict) else item
    yield from more.values()


def _listed(get: FetchExtra, url: str, path: str, *, optional: bool = False) -> list[Any]:
    body = get(url, optional=optional)
    items = [] if body is None and optional else find(body, path)
    if not isinstance(items, list):
        raise Unreadable(f"{url}: {path} is {items!r:.200}, expected a list")
    return items
