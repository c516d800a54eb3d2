"""The vocabulary in which a provider declares what one item of its list sells."""

from collections.abc import Callable, Iterable
from typing import Any

from pricebook.adapters.fields import Item, find


def single_offer(item: Item) -> Iterable[Item]:
    """The item itself: most items are one offer."""
    return (item,)


def separate(items: Iterable[Any]) -> Iterable[Any]:
    """The items themselves: most items say all of what they sell."""
    return items


def sellers(path: str) -> Callable[[Item], Iterable[Item]]:
    """One offer for each seller of a model: it lies under `offer`, and the item under `model`."""

    def offers(item: Item) -> Iterable[Item]:
        listed = find(item, path)
        listed = listed if isinstance(listed, list) else []
        return [{"model": item, "offer": seller} for seller in listed]

    return offers
