"""OpenRouter's contract for sellers: one declaration of prices for many sellers."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.adapters.openrouter_contract import contract_seller
from pricebook.pricing.price import PriceState

seller = contract_seller(
    slug="acme",
    name="Acme",
    website="https://acme.test",
    docs_url="https://acme.test",
    api="https://acme.test/v1",
    url="https://acme.test/v1/models",
)


def prices(**pricing: str) -> dict[str, tuple[PriceState, Decimal | None]]:
    """Return what a seller's prices become, by meter."""
    (listing,) = seller.map([{"id": "acme/m", "pricing": pricing}]).listings
    return {price.meter: (price.state, price.amount) for price in listing.prices}


def known(amount: str) -> tuple[PriceState, Decimal]:
    """Return a known price."""
    return PriceState.KNOWN, Decimal(amount)


@pytest.mark.parametrize("end", ["", "s"])
def test_cache_prices_have_two_spellings(end: str) -> None:
    """Singular and plural names of the cache's prices are the same meters."""
    pricing = {f"input_cache_read{end}": "0.1", f"input_cache_write{end}": "0.2"}

    assert {
        "cache_read_tokens": known("0.1"),
        "cache_write_tokens": known("0.2"),
    } == prices(**pricing)


def test_zeros_are_no_prices() -> None:
    """A zero for anything is what the seller does not say, and never free."""
    zeros = dict.fromkeys(("prompt", "completion", "image", "request", "input_cache_read"), "0")

    assert {} == prices(**zeros)


def test_a_router_is_dynamic() -> None:
    """-1 is a price that depends on what the router picks."""
    assert {"input_tokens": (PriceState.DYNAMIC, None)} == prices(prompt="-1")


def test_an_image_and_a_request_have_their_own_units() -> None:
    """Prices of images and requests are per one of them, whatever a token costs."""
    stated: dict[str, Any] = prices(prompt="0.001", image="0.04", request="0.5")

    assert known("0.04") == stated["input_images"]
    assert known("0.5") == stated["requests"]
