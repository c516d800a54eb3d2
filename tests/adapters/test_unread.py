"""Numbers and words that look like a price: what is reported, and what is no price."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.adapters.charges import Charge
from pricebook.adapters.unread import prices_in_prose, unread
from pricebook.pricing.price import Price, PriceState

RULE = Charge("pricing.prompt", "input_tokens", "USD per token")
PRICE = Price("input_tokens", PriceState.KNOWN, "x", Decimal("0.00000125"), "USD")


def reported(item: Any, *known: str) -> set[str]:
    """Return what is reported of an item that has its price where the rule reads it."""
    offer = {"pricing": {"prompt": "0.00000125"}, **item}
    return unread(offer, (RULE,), (PRICE,), "pricing", known)


@pytest.mark.parametrize(
    ("item", "paths"),
    [
        ({}, set()),
        ({"price": {"usd": 0.5}}, {"price.usd"}),
        ({"price": {"usd": "0.5"}}, {"price.usd"}),
        ({"costPerImage": 2}, {"costPerImage"}),
        ({"tiers": [{"fee": 1}, {"fee": 2}]}, {"tiers.fee"}),
        ({"input_rate": 3, "rates": {"output": 4}}, {"input_rate", "rates.output"}),
        ({"pricing": {"prompt": "0.00000125", "video": "1"}}, {"pricing.video"}),
        # no price
        ({"rate_limit": 60, "sample_rate": 24000, "win_rate": 31.5}, set()),
        ({"price": {"usd": 0, "eur": "free", "note": None, "on": True}}, set()),
        ({"context": 4096, "version": "1.5"}, set()),
        # the same price again, for another quantity
        ({"price": {"per_million": "1.25", "per_1k": 0.00125}}, set()),
    ],
)
def test_a_number_that_looks_like_a_price_is_reported(item: Any, paths: set[str]) -> None:
    """By the words of its key, unless a rule reads it or it is a price that is known."""
    decimal = {key: _decimals(value) for key, value in item.items()}

    assert paths == reported(decimal)


def test_what_an_adapter_knows_is_no_other_price() -> None:
    """Keys anywhere, and dotted paths."""
    item = {"price": {"usd": Decimal("0.5"), "tao": Decimal("0.1")}, "offers": {"price": 7}}

    assert {"price.usd", "offers.price"} == reported(item, "tao")
    assert {"price.usd"} == reported(item, "tao", "offers.price")
    assert set() == reported(item, "price")


def test_a_key_of_any_length_is_reported_in_part() -> None:
    """A report is read by people, and stored."""
    (path,) = reported({"price_" + "x" * 1000: 5})

    assert 200 == len(path)


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("Costs $1.25 per million tokens.", False),
        ("$1.25/M input", False),
        ("Costs $1.25 per million tokens, and $2.50 per million above 128K.", True),
        ("Songs are priced at $0.08 per song.", True),
        ("Output at $ 3 / 1M tokens", True),
        ("A prize of $5000 for whoever breaks it.", False),
        ("Trained for $5M.", False),
        ("Raised $100 million per year", False),
    ],
)
def test_an_amount_in_prose_is_told(words: str, *, is_told: bool) -> None:
    """An amount for a unit that is none of the prices is another price; a budget is none."""
    paths = prices_in_prose({"description": words}, (PRICE,), "pricing")

    assert ({"description"} if is_told else set()) == paths


def test_every_amount_in_the_price_object_is_a_price() -> None:
    """There a word needs no unit."""
    item = {"pricing": {"full": "$1.25 in <= 128K, $2.50 in > 128K"}}

    assert {"pricing.full"} == prices_in_prose(item, (PRICE,), "pricing")


def _decimals(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _decimals(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_decimals(inner) for inner in value]
    return Decimal(str(value)) if isinstance(value, float) else value
