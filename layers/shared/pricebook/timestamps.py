"""Moments as callers write them: RFC 3339, or a date alone, which is its midnight in UTC."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

FORM = re.compile(
    r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)?)?", re.ASCII
)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FITS = "write 2026-08-22 or 2026-08-22T17:20:33Z, with + as %2B in an address"


def read(text: object) -> datetime:
    """Read a moment; without a time zone it is in UTC.

    Raises:
        ValueError: it is no moment; says what one looks like.
    """
    if not isinstance(text, str) or not FORM.fullmatch(text):
        raise ValueError(FITS)
    try:
        moment = datetime.fromisoformat(text.upper())
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"there is no such day or time; {FITS}") from error


def read_day(text: object) -> date:
    """Read a day.

    Raises:
        ValueError: it is none; says what one looks like.
    """
    if not isinstance(text, str) or not DAY.fullmatch(text):
        raise ValueError("expected a day such as 2026-08-22")
    return date.fromisoformat(text)


def told(moment: datetime | None) -> str | None:
    """Return a moment as SQL is asked with it."""
    return moment.isoformat() if moment else None


Moment = Annotated[
    datetime,
    BeforeValidator(read),
    WithJsonSchema({"anyOf": [{"type": "string", "format": f} for f in ("date-time", "date")]}),
]
Day = Annotated[date, BeforeValidator(read_day)]
