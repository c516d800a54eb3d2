"""Moving names: which card prices an id that ends in -latest."""

import pytest

from pricebook.resolution.moving import cards_of, kind_of, newest_sibling
from tests.support.rate_cards import base


@pytest.mark.parametrize(
    ("name", "ids", "newest"),
    [
        ("m-latest", ["m-2402", "m-2512", "m", "m-large-2601"], "m-2512"),
        ("c-latest", ["c-20240620", "c-20241022"], "c-20241022"),
        ("g-latest", ["g-2024-05-13", "g-2024-11-20"], "g-2024-11-20"),
        ("k-latest", ["k-08-2024", "k-03-2025"], "k-03-2025"),
        ("m-latest", ["m-mini"], None),
        ("m-2402", ["m-2512"], None),
    ],
)
def test_the_newest_dated_sibling(name: str, ids: list[str], newest: str | None) -> None:
    """Dates as vendors write them; another family or size is no sibling."""
    assert newest == newest_sibling(name, ids)


def test_a_moving_name_has_its_siblings_cards() -> None:
    """The newest release prices it, unless two sources agree on a price of its own."""
    stale, fresh = base("m", "2", "6"), base("m", "1", "3")
    agreed = [base("g", "5", "5"), base("l", "5", "5")]

    assert [fresh] == cards_of("x-latest", {"x-latest": [stale], "x-2512": [fresh]})
    assert agreed == cards_of("x-latest", {"x-latest": agreed, "x-2512": [fresh]})
    assert [stale] == cards_of("x-latest", {"x-latest": [stale], "x-2512": []})


def test_models_dev_keeps_track_of_moving_names() -> None:
    """In a tie its word of a moving name is taken, also at a lab."""
    assert ("host", "lab") == (kind_of("x-latest", "lab"), kind_of("x", "lab"))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("us.anthropic.claude-opus-4-8", "zone"),
        ("us-gov.anthropic.claude-opus-4-8", "zone"),
        ("global.anthropic.claude-opus-4-8", "cloud"),
        ("anthropic.claude-opus-4-8", "cloud"),
        ("eu-model", "cloud"),
        ("gpt-4.1", "cloud"),
    ],
)
def test_a_zone_is_told_by_the_name_of_a_profile(name: str, kind: str) -> None:
    """Of clouds alone, and not of what serves the whole world."""
    assert (kind, "host") == (kind_of(name, "cloud"), kind_of(name, "host"))
