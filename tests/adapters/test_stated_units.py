"""Units that an item states of its own prices, where no rule reads them."""

from typing import Any

import pytest

from pricebook.providers import registry

PRICING = {"prompt": "0.000001", "completion": "0.000002"}


def mapped(**item: Any) -> tuple[list[int], list[str], dict[str, int]]:
    """Return how many prices each listing has, the fields that were refused, what is unread."""
    result = registry()["wandb"].map([{"id": "acme/one", "pricing": PRICING} | item])
    fields = [reject.field for reject in result.rejects]
    return [len(listing.prices) for listing in result.listings], fields, dict(result.unread)


@pytest.mark.parametrize("place", [{"pricing": PRICING | {"currency": "eur"}}, {"currency": "EUR"}])
def test_another_currency_is_no_price(place: dict[str, Any]) -> None:
    """Euros are not stored as dollars, wherever the item says so; the run tells of it."""
    assert [] == mapped(**place)[0]
    assert mapped(**place)[1][0].endswith("currency")


@pytest.mark.parametrize("word", ["USD", "usd"])
def test_the_same_currency_is_understood(word: str) -> None:
    """An item that states the currency of its prices has nothing unread."""
    assert ([2], [], {}) == mapped(pricing=PRICING | {"currency": word})


@pytest.mark.parametrize("unit", ["second", "image", "1K characters"])
def test_another_unit_is_no_price_of_tokens(unit: str) -> None:
    """A figure for a second is not stored as one for a token."""
    assert ([], ["pricing.unit"], {}) == mapped(pricing=PRICING | {"unit": unit})


def test_a_unit_of_tokens_is_reported() -> None:
    """A word for tokens may mean a thousand of them: the prices stand, and the run tells of it."""
    assert ([2], [], {"pricing.unit": 1}) == mapped(pricing=PRICING | {"unit": "1K tokens"})


def test_a_currency_without_prices_says_nothing() -> None:
    """An item without any price is listed, whatever currency it names."""
    assert ([0], [], {}) == mapped(pricing=None, currency="EUR")
