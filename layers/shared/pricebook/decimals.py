"""Decimals as people and programs write them: in ASCII, and of a size that makes sense."""

import re
from decimal import Decimal

MAX_DIGITS = 60
MAX_EXPONENT = 30
"""How many places before or behind the point a number may reach: 1e999999 is no price."""
MAX_INTEGER = 10 ** (MAX_EXPONENT + 1)
ASCII_DECIMAL = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?")
PLAIN_CHARACTERS = 30
"""A decimal without an exponent that is no longer than this is sensible, whatever its digits."""


def decimal_text(value: object) -> str | None:
    """Return a number as text, or None where a value is none: a boolean, `1_0`, NaN, 1e31."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    if isinstance(value, int):
        return str(value) if abs(value) < MAX_INTEGER else None
    text = str(value).strip()
    return text if is_decimal(text) else None


def is_decimal(text: str) -> bool:
    """Tell whether a text is a decimal: `1_0`, other digits than 0 to 9, NaN and 1e31 are none."""
    match = ASCII_DECIMAL.fullmatch(text)
    if match is None:
        return False
    plain = match[2] is None and len(text) <= PLAIN_CHARACTERS
    return plain or is_sensible(Decimal(text))


def is_sensible(number: Decimal) -> bool:
    """Tell whether a number is finite, has at most 60 digits, and reaches at most 30 places."""
    if not number.is_finite():
        return False
    _sign, digits, _exponent = number.as_tuple()
    return len(digits) <= MAX_DIGITS and (not number or abs(number.adjusted()) <= MAX_EXPONENT)
