"""Fields of a quote request, each read by its own rule; None is not stated."""

from datetime import UTC, datetime
from decimal import Decimal

from pricebook.pricing.conditions import DEFAULTED, STATED
from pricebook.pricing.matching import Value
from pricebook.quote.usage import AUTO
from pricebook.quote.usage_formats import STANDARD_WORDS
from pricebook.quote.usage_formats.registry import NAMES
from pricebook.validation import bad

MAX_WORD_LENGTH, MAX_NAME_LENGTH = 100, 500
MAX_SECONDS, MAX_REQUESTS, MAX_SELLERS = 1_000_000, 10**12, 1000
MIN_CURRENCY, MAX_CURRENCY = 3, 20
DECIDING = STATED | {"model", "at", "usage_format", "requests", "seconds", "currency"}
"""The fields that decide an amount, and are repeated by a receipt."""
OTHERS = {"canonical", "usage", "known_at", "assume", "sellers", "include_variants", "receipt"}
FIELDS = DECIDING | OTHERS
EARLIEST = "earliest"


def name(field: str, value: object) -> str | None:
    """Read the id of a model."""
    if value is None:
        return None
    if not _is_text(value, MAX_NAME_LENGTH):
        raise bad(field, "expected an id such as 'openai/gpt-5.5'")
    return str(value)


def word(field: str, value: object) -> Value | None:
    """Read a condition; the standard tier is none."""
    if value is None or isinstance(value, bool):
        return value
    if not _is_text(value, MAX_WORD_LENGTH):
        raise bad(field, "expected a word, or true or false")
    folded = str(value).casefold()
    return None if field in DEFAULTED and folded in STANDARD_WORDS else folded


def usage_format(value: object) -> str | None:
    """Read the name of a usage format."""
    folded = str(value).casefold().replace("-", "_") if isinstance(value, str) else value
    if folded is None or folded == AUTO:
        return None
    if not isinstance(folded, str) or folded not in NAMES:
        raise bad("usage_format", f"expected {AUTO}, or one of {', '.join(NAMES)}")
    return folded


def time(field: str, value: object) -> datetime | None:
    """Read a time in RFC 3339, or a date, which means midnight UTC."""
    if value is None:
        return None
    fits = "expected a time such as '2026-07-29T12:00:00Z', or a date, which means midnight UTC"
    if not isinstance(value, str):
        raise bad(field, fits)
    try:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise bad(field, fits) from None


def assume(value: object) -> str | None:
    """Read what to take where no price is known yet."""
    if value is not None and value != EARLIEST:
        raise bad("assume", f"expected {EARLIEST}: before any price is known, the first one")
    return EARLIEST if value else None


def requests(value: object) -> int | None:
    """Read how many requests there were."""
    return _whole("requests", value, MAX_REQUESTS)


def sellers(value: object) -> int | None:
    """Read how many sellers to answer with."""
    return _whole("sellers", value, MAX_SELLERS)


def seconds(value: object) -> Decimal | None:
    """Read the length of a clip."""
    if value is None:
        return None
    if not isinstance(value, Decimal) or not 0 <= value <= MAX_SECONDS:
        raise bad("seconds", "expected the length of a clip, as a number of at least zero")
    return value.normalize()


def currency(value: object) -> str | None:
    """Read what the total is converted to."""
    if value is None:
        return None
    if not _is_text(value, MAX_CURRENCY) or not str(value).isascii() or not str(value).isalpha():
        raise bad("currency", "expected a code such as EUR")
    if len(str(value)) < MIN_CURRENCY:
        raise bad("currency", "expected a code such as EUR")
    return str(value).upper()


def flag(field: str, value: object) -> bool:
    """Read true or false; nothing is false."""
    if value is not None and not isinstance(value, bool):
        raise bad(field, "expected true or false")
    return value is True


def _whole(field: str, value: object, most: int) -> int | None:
    if value is None:
        return None
    if not isinstance(value, Decimal) or not 1 <= value <= most or value % 1:
        raise bad(field, f"expected a whole number from 1 to {most}")
    return int(value)


def _is_text(value: object, length: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= length and value.isprintable()
