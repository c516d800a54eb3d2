"""Alibaba Cloud tells tiers in words: which are understood, and what becomes of the rest."""

import pytest

from pricebook.adapters.provider import Mapped
from pricebook.pricing.price import Figure
from pricebook.providers import registry
from pricebook.providers.alibaba_cloud.prices import floor

RANGE = {"range_name": "Default", "prices": []}


def mapped(prices: object) -> Mapped:
    """Map one model with these prices."""
    return registry()["alibaba-cloud"].map([{"model": "acme", "prices": prices}])


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("Default", 0),
        ("Input<=32k", 0),
        ("0<Input<=32k", 0),
        ("0-128k", 0),
        ("32k<Input<=128k", 32_000),
        ("32K < Input <= 128K", 32_000),
        ("256k<Input", 256_000),
        ("1m<Input", 1_000_000),
        ("128k - 256k", 128_000),
        ("32k<=Input<128k", None),
        ("peak hours", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_ranges_are_read(words: object, start: int | None) -> None:
    """A tier begins strictly above its lower bound; words that nobody knows begin nowhere."""
    assert start == floor(words)


@pytest.mark.parametrize("prices", ["free", {"type": 1}, [7], [["input_token", "1"]]])
def test_prices_of_another_shape_are_set_aside(prices: object) -> None:
    """Prices that are no ranges make their item malformed or unread, and never a price."""
    result = mapped(prices)

    assert 1 == len(result.rejects) + len(result.unread)
    assert [] == [price for listing in result.listings for price in listing.prices]


@pytest.mark.parametrize("row", [7, {}, {"type": ["x"], "price_unit": {}, "price": "1"}])
def test_strange_rows_are_no_price(row: object) -> None:
    """A row without a kind or a unit that is known gives no price and stops nothing."""
    sound = {"type": "input_token", "price": Figure("0.5"), "price_unit": "USD/1M tokens"}
    (listing,) = mapped([RANGE | {"prices": [row, sound]}]).listings

    assert ["input_tokens"] == [price.meter for price in listing.prices]


def test_pages_end_with_the_last_model() -> None:
    """Pages are asked for until they hold as many models as the answer says there are."""
    alibaba = registry()["alibaba-cloud"]
    second = alibaba.next_page({"output": {"total": 101}}, alibaba.url)

    assert alibaba.url.replace("page_no=1", "page_no=2") == second
    assert alibaba.next_page({"output": {"total": 101}}, second) is None
    assert alibaba.next_page({"output": {"total": "many"}}, alibaba.url) is None
