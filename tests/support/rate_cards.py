"""Rate cards of reference lists, in US dollars per million tokens."""

from collections.abc import Mapping
from decimal import Decimal

from pricebook.resolution.card import Card, Key, Rate
from pricebook.resolution.rule import Resolution

MILLION = 1_000_000
LISTS = {"g": "reference:genai-prices", "l": "reference:litellm", "m": "reference:models.dev"}
LONG = {"prompt_tokens_gt": 200_000}
BATCH = {"service_tier": "batch"}


def rate(meter: str, dollars: str, conditions: Mapping[str, object] | None = None) -> Rate:
    """Return a rate in dollars per million."""
    return Rate(meter, conditions or {}, Decimal(dollars) / MILLION)


def card(source: str, *rates: Rate, **marks: bool) -> Card:
    """Return the card of a list, by the first letter of its name."""
    return Card(LISTS.get(source, source), {each.key: each for each in rates}, **marks)


def base(source: str, price_in: str, price_out: str, *more: Rate, **marks: bool) -> Card:
    """Return a card with a base price and other rates."""
    tokens = (rate("input_tokens", price_in), rate("output_tokens", price_out))
    return card(source, *tokens, *more, **marks)


def prices(resolution: Resolution) -> dict[Key, str]:
    """Return what was taken, in dollars per million."""
    return {
        taken.rate.key: f"{(taken.rate.amount * MILLION).normalize():f}"
        for taken in resolution.prices
    }


def sources(resolution: Resolution) -> set[str]:
    """Return whose rates were taken."""
    return {taken.source for taken in resolution.prices}


def own(*rates: Rate) -> dict[Key, Rate | None]:
    """Return what a seller states itself."""
    return {each.key: each for each in rates}
