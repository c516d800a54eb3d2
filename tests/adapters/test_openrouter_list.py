"""OpenRouter's list: the unit of an image's price, which it does not name."""

import pytest

from pricebook.adapters.fields import always
from pricebook.adapters.openrouter_list import LIST_FIELDS, list_prices
from pricebook.adapters.provider import Provider
from pricebook.pricing.price import PriceState


def gateway(*, free: bool) -> Provider:
    """Return a provider with such a list."""
    return Provider(
        slug="acme",
        name="Acme",
        kind="aggregator",
        website="https://acme.test",
        docs_url="https://acme.test",
        api="https://acme.test/v1",
        url="https://acme.test/v1/models",
        fields=LIST_FIELDS,
        prices=list_prices(always if free else None),
    )


TOKEN, PICTURE = "input_image_tokens", "input_images"


@pytest.mark.parametrize(
    ("prompt", "image", "meter"),
    [
        ("0.000001", "0.000001", TOKEN),
        ("0.0000010", "0.000001", TOKEN),
        ("0.000001", "0.0000012", TOKEN),  # the prompt alone became cheaper
        ("0.000005", "0.00001", TOKEN),
        ("0.00015", "0.00015", TOKEN),
        ("0.000001", "0.0002", PICTURE),
        ("0.0000001", "0.0000258", PICTURE),
        ("-1", "0.00258", PICTURE),
        ("0", "0.00258", PICTURE),
        ("-1", "0.0000003", TOKEN),
        ("0", "0.0000003", TOKEN),
        ("-1", "-1", TOKEN),
        ("-1", "0.0005", None),  # fits both
        ("0.000001", "0.00002", None),  # dear for a token, cheap for an image
        ("0.0001", "0.0005", None),
        ("0.01", "0.01", None),
        ("0.000001", "11", None),
        (None, "0.04", PICTURE),
        (None, "0.0005", None),
    ],
)
def test_the_unit_of_an_image(prompt: str | None, image: str, meter: str | None) -> None:
    """What it costs beside a token of the prompt tells; without one the size does, or nothing."""
    mapped = gateway(free=False).map([{"id": "m", "pricing": {"prompt": prompt, "image": image}}])
    (listing,) = mapped.listings
    meters = [price.meter for price in listing.prices if "image" in price.meter]

    assert ([meter] if meter else []) == meters
    assert ({} if meter else {"pricing.image": 1}) == mapped.unread


@pytest.mark.parametrize(("free", "states"), [(True, [PriceState.FREE] * 2), (False, [])])
def test_zero_is_free_only_where_it_is_said(*, free: bool, states: list[PriceState]) -> None:
    """A zero of the prompt is free at OpenRouter, and says nothing at gateways like it."""
    zeros = {"id": "m", "pricing": {"prompt": "0", "completion": "0", "request": "0"}}
    (listing,) = gateway(free=free).map([zeros]).listings

    assert states == [price.state for price in listing.prices]
