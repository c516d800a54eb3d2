"""Exact decimals: numbers of a query or a body, in ASCII and of a size that makes sense."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from pricebook.decimals import decimal_text

EXPECTED = "expected a decimal number such as 0.25, of at most 60 digits and 30 places"


def exact(value: object) -> object:
    """Pass on a decimal.

    Raises:
        ValueError: it is `1_0`, in other digits than 0 to 9, NaN, or longer than any amount.
    """
    if value is None:
        return None
    text = decimal_text(value)
    if text is None:
        raise ValueError(EXPECTED)
    return Decimal(text)


EXACT = BeforeValidator(exact)
"""Last in an annotation, so that the bounds before it apply to the decimal and are described."""

DollarsPerMillion = Annotated[Decimal, Field(ge=0, le=1_000_000_000, decimal_places=20), EXACT]
"""A price to filter by, in US dollars per 1M tokens."""
