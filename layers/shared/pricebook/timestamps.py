"""Timestamps in requests: RFC 3339, or a date alone, which means its midnight in UTC."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

FORM = re.compile(
    r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)?)?", re.ASCII
)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EXPECTED = "expected 2026-08-22 or 2026-08-22T17:20:33Z, with + as %2B in a URL"


def read(text: object) -> datetime:
    """Read a timestamp; without a time zone it is in UTC.

    Raises:
        ValueError: it is not a timestamp; the message shows an example.
    """
    if not isinstance(text, str) or not FORM.fullmatch(text):
        raise ValueError(EXPECTED)
    try:
        moment = datetime.fromisoformat(text.upper())
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"there is no such day or time; {EXPECTED}") from error


def read_day(text: object) -> date:
    """Read a date.

    Raises:
        ValueError: it is not a date; the message shows an example.
    """
    if not isinstance(text, str) or not DAY.fullmatch(text):
        raise ValueError("expected a day such as 2026-08-22")
    return date.fromisoformat(text)


def rfc3339(moment: datetime | None) -> str | None:
    """Return a timestamp in RFC 3339, as statements take it; None stays None."""
    return moment.isoformat() if moment else None


Moment = Annotated[
    datetime,
    BeforeValidator(read),
    WithJsonSchema({"anyOf": [{"type": "string", "format": f} for f in ("date-time", "date")]}),
]
Day = Annotated[date, BeforeValidator(read_day)]
