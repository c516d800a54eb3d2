"""Unread prices: numbers and words of an item that look like a price, and that no rule reads."""

import re
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import lru_cache

from pricebook.adapters.charges import Rule
from pricebook.adapters.fields import Item, find
from pricebook.decimals import decimal_text
from pricebook.errors import Malformed
from pricebook.pricing.price import Price, per_unit

PRICE_WORDS = {"cost", "costs", "fee", "fees", "price", "prices", "pricing", "tariff", "usd"}
RATE_WORDS = {"rate", "rates"}
BESIDE_RATE = {"base", "input", "output", "per", "token", "tokens", "unit", "usd", *RATE_WORDS}
"""What a rate of money stands beside; a sample rate and a rate limit are none."""
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
DOLLARS = re.compile(r"\$ ?([0-9]+(?:\.[0-9]+)?)")
UNITS = (
    r"[0-9]*[KM]?|million|thousand|tokens?|images?|pictures?|songs?|clips?|videos?|requests?|quer"
    r"(?:y|ies)|calls?|search(?:es)?|pages?|characters?|seconds?|minutes?|hours?|megapixels?|MP"
)
PER_UNIT = re.compile(rf"\$ ?([0-9]+(?:\.[0-9]+)?) ?(?:USD ?)?(?:/|per) ?(?:{UNITS})\b")
"""An amount that is charged for something, in prose: a budget or a prize is none."""
SCALES = (Decimal(1), Decimal(1000), Decimal(1_000_000))
"""How many units prices are quoted for: the same figure in another scale is no other price."""
MAX_PATH_CHARACTERS = 200
MAX_DEPTH = 100
"""Bound of the levels of an item: deeper ones cannot be walked, and mean nothing."""


def unread(
    offer: Item,
    rules: Iterable[Rule],
    prices: Iterable[Price],
    price_object: str | None,
    known: Collection[str],
) -> set[str]:
    """Return the paths of an item that may hold a price, and that no rule reads.

    Args:
        offer: the item.
        rules: how its prices are read.
        prices: what they read: the same figure elsewhere, for another quantity, is no other price.
        price_object: dotted path of the object of which every value counts as a price.
        known: what is known to hold no other price: keys anywhere in the item, and dotted paths.
    """
    read = {path for rule in rules if rule.understands(offer) for path in rule.reads}
    inside = _leaves(find(offer, price_object), price_object) if price_object else []
    copied = {(path.rpartition(".")[2], value) for path, value in inside}
    amounts = {per_unit(p.amount, from_float=True) for p in prices if p.amount is not None}
    named = {
        path
        for path, value in _leaves(offer, "")
        if _names_price(path)
        and (path.rpartition(".")[2], value) not in copied
        and _amount(value)
        and not _same(value, amounts)
    }
    paths = {path for path, _value in inside} | named
    return {path for path in paths if path not in read and not _is_known(path, known)}


def prices_in_prose(offer: Item, prices: Iterable[Price], price_object: str | None) -> set[str]:
    """Return the paths of texts with an amount that is none of the item's prices.

    Args:
        offer: the item.
        prices: what its rules read.
        price_object: dotted path of the object in which every amount is a price.

    Raises:
        Malformed: the item has more than 100 levels.
    """
    amounts = {scale * p.amount for p in prices if p.amount is not None for scale in SCALES}
    paths = set()
    for path, value in _leaves(offer, ""):
        if isinstance(value, str) and "$" in value:
            inside = price_object is not None and path.startswith(f"{price_object}.")
            pattern = DOLLARS if inside else PER_UNIT
            if any(Decimal(figure) not in amounts for figure in pattern.findall(value)):
                paths.add(path)
    return paths


def _same(value: object, amounts: Collection[Decimal]) -> bool:
    number = _amount(value)
    return number is not None and any(
        per_unit(number, per=int(scale), from_float=True) in amounts for scale in SCALES
    )


def _amount(value: object) -> Decimal | None:
    """Return a number other than zero, however it is written."""
    text = decimal_text(value)
    return (Decimal(text) or None) if text else None


@lru_cache(maxsize=4096)  # the items of a list have the same paths
def _names_price(path: str) -> bool:
    steps = ({word.lower() for word in WORD.findall(step)} for step in path.split("."))
    return any(
        words & PRICE_WORDS or (words & RATE_WORDS and words <= BESIDE_RATE) for words in steps
    )


def _is_known(path: str, known: Collection[str]) -> bool:
    return any(step in known for step in path.split(".")) or any(
        f"{path}.".startswith(f"{place}.") for place in known
    )


def _leaves(value: object, path: str) -> list[tuple[str, object]]:
    leaves: list[tuple[str, object]] = []
    _collect(leaves, value, path, 0)
    return leaves


def _collect(leaves: list[tuple[str, object]], value: object, path: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Malformed(path, "...", f"at most {MAX_DEPTH} levels")
    if isinstance(value, dict):
        for key, inner in value.items():
            # A key is the provider's text and ends in a report: escaped, it can be stored.
            step = f"{path}.{ascii(key)[1:-1]}".lstrip(".")
            _collect(leaves, inner, step[:MAX_PATH_CHARACTERS], depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _collect(leaves, inner, path, depth + 1)
    elif value is not None:
        leaves.append((path, value))
