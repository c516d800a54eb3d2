"""Units that an item states of its own prices, where no rule reads them.

A rule says which currency and which quantity a figure has. An item that says something else is not
what its rules were written for: its figures would be stored as other prices than they are.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from pricebook.adapters.charges import Rule
from pricebook.adapters.fields import Item, find
from pricebook.errors import Malformed
from pricebook.pricing.meters import METERS
from pricebook.pricing.price import Price

CURRENCY = ("currency", "currency_code")
UNIT = ("unit", "price_unit", "billing_unit")


def agreed(
    offer: Item, rules: Iterable[Rule], prices: Collection[Price], price_object: str | None
) -> set[str]:
    """Return where an item states the very currency of its prices, so that nothing is unread there.

    Args:
        offer: the item.
        rules: how its prices are read.
        prices: what they read.
        price_object: dotted path of the object with its prices.

    Raises:
        Malformed: it states another currency, or a unit that is no token for what is one.
    """
    currencies = list(_stated(offer, price_object, CURRENCY))
    units = list(_stated(offer, price_object, UNIT))
    if not currencies and not units:
        return set()
    read = {path for rule in rules for path in rule.reads}
    places = set()
    for path, word in currencies:
        if path not in read and prices:
            _require_currency(path, word, prices)
            places.add(path)
    for path, word in units:
        if path not in read and "tok" not in word.lower() and _has_tokens(prices):
            raise Malformed(path, word, "a unit of tokens")
    return places


def _stated(
    offer: Item, price_object: str | None, keys: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Yield what stands under some keys, beside the prices or beside their object."""
    for path in _paths(price_object, keys):
        word = find(offer, path)
        if isinstance(word, str) and word.strip():
            yield path, word.strip()


@cache
def _paths(price_object: str | None, keys: tuple[str, ...]) -> tuple[str, ...]:
    places = [f"{price_object}." if price_object else "", ""]
    return tuple(dict.fromkeys(f"{place}{key}" for place in places for key in keys))


def _require_currency(path: str, word: str, prices: Iterable[Price]) -> None:
    currencies = {price.currency for price in prices if price.currency}
    if currencies and word.upper() not in currencies:
        raise Malformed(path, word, " or ".join(sorted(currencies)))


def _has_tokens(prices: Iterable[Price]) -> bool:
    return any(METERS[price.meter].family == "tokens" and price.amount for price in prices)
