"""The vocabulary of offers: what one item of a list sells."""

from typing import Any

import pytest

from pricebook.adapters.offers import sellers, separate, single_offer

ITEM: dict[str, Any] = {"id": "acme/a", "providers": [{"name": "x"}, {"name": "y"}]}


def test_an_item_is_one_offer() -> None:
    """Unless an adapter says otherwise."""
    assert [ITEM] == list(single_offer(ITEM))
    assert [ITEM, "odd"] == list(separate([ITEM, "odd"]))


def test_each_seller_of_a_model_is_an_offer() -> None:
    """What the item says of the model stands beside what it says of the seller."""
    assert [
        {"model": ITEM, "offer": {"name": "x"}},
        {"model": ITEM, "offer": {"name": "y"}},
    ] == list(sellers("providers")(ITEM))


@pytest.mark.parametrize("strange", [None, {}, "text", []])
def test_no_sellers_are_no_offers(strange: object) -> None:
    """An item without a list of sellers sells nothing, and is reported."""
    assert [] == list(sellers("providers")({"id": "a", "providers": strange}))
