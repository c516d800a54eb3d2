"""Which texts and values are decimals, wherever one is read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricebook.decimals import decimal_text, is_decimal, is_sensible

GOOD = ["0", "1", "-1", "0.25", "007", "1e3", "2.5E-7", "-1.5e+30", "9" * 31, "0." + "1" * 60]
BAD = [
    *(
        "",
        " ",
        "1_0",
        "\u0661",
        "\uff11",
        "0x10",
        "1,5",
        "1.",
        ".5",
        "+1",
        "--1",
        "1e",
        "e3",
        "\u00bd",
    ),
    *("NaN", "Infinity", "1e31", "1e-31", "1e999999", "1e-999999", "1 2"),
    *("9" * 32, "9" * 17_000, "0." + "1" * 61),
]


@pytest.mark.parametrize("text", GOOD)
def test_ascii_decimals_are_numbers(text: str) -> None:
    """Digits, a point, an exponent, up to 60 digits and 30 places either way."""
    assert text == decimal_text(text)
    assert text == decimal_text(f" {text}\n")


@pytest.mark.parametrize("text", BAD)
def test_everything_else_is_none(text: str) -> None:
    """However Python would read it."""
    assert decimal_text(text) is None


@pytest.mark.parametrize(
    "value", [None, True, False, 1.5, [], {}, Decimal("NaN"), 10**31, -(10**400)]
)
def test_other_values_are_none(value: object) -> None:
    """A boolean is no number, a float is not exact, and nothing is longer than any amount."""
    assert decimal_text(value) is None


@given(st.integers(-(10**31) + 1, 10**31 - 1) | st.decimals(-1, 1, allow_nan=False, places=20))
def test_what_is_a_number_keeps_its_value(number: int | Decimal) -> None:
    """Its text is read as the same number."""
    assert number == Decimal(decimal_text(number) or "")


@given(st.text(max_size=80))
def test_no_text_fails(text: str) -> None:
    """Whatever is sent, the answer is a decimal or none."""
    found = decimal_text(text)

    assert found is None or Decimal(found).is_finite()


@given(st.from_regex(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", fullmatch=True))
def test_a_short_decimal_is_as_sensible_as_it_looks(text: str) -> None:
    """What is not looked at closely would have been a number all the same."""
    assert is_decimal(text) == is_sensible(Decimal(text))
