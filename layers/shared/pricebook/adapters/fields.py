"""The vocabulary in which a provider declares where its fields lie.

Each word returns a reader: a function from one item of the provider's answer to a typed value.
A reader of metadata answers None for what is absent or makes no sense (a context of 0); a
reader that may not miss raises Malformed.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pricebook.adapters.listing import (
    CAPABILITIES,
    INPUT_TAGS,
    MODALITIES,
    MODALITIES_OF_KIND,
    OUTPUT_TAGS,
)
from pricebook.errors import Malformed

type Item = dict[str, Any]
type Reader[T] = Callable[[Item], T]

MAX_EPOCH_SECONDS = 100_000_000_000
"""An epoch above this cannot be seconds before the year 5138, so it is milliseconds."""
COMPACT_DATE_DIGITS = 8
"""Digits of an ISO date such as 20260822; a longer text of digits is an epoch."""
MAX_COUNT = 2**31
"""Bound of a count: the columns are integers of four bytes."""
STEPS = lru_cache(maxsize=4096)(lambda path: tuple(path.split(".")))
"""The steps of a path: adapters have few, and ask for each of them in every item."""
NEVER = date(2098, 1, 1)
"""Providers write a date beyond this where they mean that nothing is planned."""


def find(item: Any, path: str) -> Any:  # noqa: ANN401 - decoded JSON is Any until a reader types it
    """Return what lies at a dotted path, or None."""
    for step in STEPS(path):
        if not isinstance(item, dict):
            return None
        item = item.get(step)
    return item


def required(path: str) -> Reader[str]:
    """Text that every item must have."""

    def read(item: Item) -> str:
        value = find(item, path)
        if not (words := _text(value)) or words != value.strip():
            raise Malformed(path, value, "a text that is not empty and can be stored")
        return words

    return read


def _text(value: object) -> str:
    # JSON may carry NUL and half surrogates, which neither Postgres nor UTF-8 can hold.
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode(errors="ignore").decode().strip()


def unprefixed(name: Reader[str], prefix: str) -> Reader[str]:
    """A name without the beginning that every name of a list has."""

    def read(item: Item) -> str:
        value = name(item)
        if value == prefix:
            raise Malformed("name", value, f"more than {prefix}")
        return value.removeprefix(prefix)

    return read


def text(*paths: str) -> Reader[str | None]:
    """The first text that is there and not empty."""

    def read(item: Item) -> str | None:
        return next((words for path in paths if (words := _text(find(item, path)))), None)

    return read


def count(*paths: str) -> Reader[int | None]:
    """The first whole number above zero; 0 and -1 are how providers spell unknown."""

    def read(item: Item) -> int | None:
        return next((n for path in paths if (n := _count(find(item, path)))), None)

    return read


def count_below(path: str, bound: str) -> Reader[int | None]:
    """A whole number below another one: who repeats the context as largest output tells nothing."""

    def read(item: Item) -> int | None:
        number, limit = count(path)(item), count(bound)(item)
        return None if number == limit else number

    return read


def _count(value: object) -> int | None:
    number = _number(value)
    if number is None or not 0 < number < MAX_COUNT or number != int(number):
        return None
    return int(number)


def _number(value: object) -> Decimal | int | None:
    if isinstance(value, str) and value.strip().isdecimal():
        return Decimal(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return value if Decimal(value).is_finite() else None


def instant(path: str) -> Reader[datetime | None]:
    """A moment as epoch seconds, epoch milliseconds or ISO 8601; 0 means unknown."""

    def read(item: Item) -> datetime | None:
        value = find(item, path)
        if isinstance(value, str) and not (value.isdecimal() and len(value) > COMPACT_DATE_DIGITS):
            return _iso(value)
        return _epoch(_number(value))

    return read


def day(path: str) -> Reader[date | None]:
    """A date in any spelling that `instant` reads; a date beyond 2098 means never."""
    moment = instant(path)

    def read(item: Item) -> date | None:
        value = moment(item)
        return value.date() if value and value.date() < NEVER else None

    return read


def _epoch(seconds: Decimal | int | None) -> datetime | None:
    if seconds is None or not 0 < seconds < MAX_EPOCH_SECONDS * 1000:
        return None
    return datetime.fromtimestamp(
        int(seconds / 1000 if seconds > MAX_EPOCH_SECONDS else seconds), UTC
    )


def _iso(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if moment.timestamp() > 0 else None


def words(path: str) -> Reader[tuple[str, ...]]:
    """A sorted list of words, or of the keys of an object that hold true."""

    def read(item: Item) -> tuple[str, ...]:
        values = find(item, path)
        if isinstance(values, dict):
            values = [word for word, on in values.items() if on is True or on == "true"]
        values = values if isinstance(values, list) else []
        return tuple(sorted({word for value in values if (word := _text(value))}))

    return read


def modalities(*paths: str) -> Reader[tuple[str, ...]]:
    """The first list of modalities, in our words; one that nobody has seen before is left out."""

    def read(item: Item) -> tuple[str, ...]:
        values = (find(item, path) for path in paths)
        return _modalities(next((value for value in values if isinstance(value, list)), []))

    return read


def modality_side(path: str, number: int) -> Reader[tuple[str, ...]]:
    """One side of a text such as `text+image->text`: 0 is what goes in, 1 what comes out."""

    def read(item: Item) -> tuple[str, ...]:
        sides = (text(path)(item) or "").split("->")
        return _modalities(sides[number].split("+")) if number < len(sides) else ()

    return read


def _modalities(values: list[Any]) -> tuple[str, ...]:
    words = (value.strip().lower() for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(MODALITIES[word] for word in words if word in MODALITIES))


def equals(path: str, *values: object) -> Reader[bool]:
    """Predicate: a path holds one of these values."""
    return lambda item: find(item, path) in values


def true(path: str) -> Reader[bool]:
    """Predicate: a path holds true."""
    return lambda item: find(item, path) is True


def fine_tuned(path: str) -> Reader[bool]:
    """Predicate: an id of a model that an account has tuned for itself, `ft:base:account::id`."""
    return lambda item: str(find(item, path)).startswith("ft:")


def lacks(*paths: str) -> Reader[bool]:
    """Predicate: nothing stands at any of these paths."""
    return lambda item: not any(find(item, path) for path in paths)


def always(_: Item) -> bool:
    """Predicate: every item."""
    return True


def inputs_of_kind(kind: str, tags: str = "") -> Reader[tuple[str, ...]]:
    """Input modalities, by the kind of a model and its tags, where the list has no modalities.

    Args:
        kind: where the kind stands, such as `chat`; `listing.MODALITIES_OF_KIND` has those we know.
        tags: where further words about the model stand.
    """
    return lambda item: _of_kind(item, kind, 0, _known_words(item, tags, INPUT_TAGS))


def outputs_of_kind(kind: str, tags: str = "") -> Reader[tuple[str, ...]]:
    """Output modalities, by the kind of a model and its tags, where the list has no modalities."""
    return lambda item: _of_kind(item, kind, 1, _known_words(item, tags, OUTPUT_TAGS))


def _of_kind(item: Item, path: str, side: int, more: tuple[str, ...]) -> tuple[str, ...]:
    kind = find(item, path)
    kind = kind.lower().replace(" ", "-") if isinstance(kind, str) else None
    if kind not in MODALITIES_OF_KIND:
        return ()
    return tuple(dict.fromkeys((MODALITIES_OF_KIND[kind][side], *more)))


def capabilities(path: str) -> Reader[tuple[str, ...]]:
    """Capabilities, from a list that may hold other words as well."""
    return lambda item: _known_words(item, path, CAPABILITIES)


def _known_words(item: Item, path: str, table: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({table[word] for word in words(path)(item) if word in table}))


def capability_flags(table: Mapping[str, str]) -> Reader[tuple[str, ...]]:
    """Capabilities, from paths that hold true."""

    def read(item: Item) -> tuple[str, ...]:
        return tuple(sorted({word for path, word in table.items() if find(item, path) is True}))

    return read


def modality_flags(table: Mapping[str, str]) -> Reader[tuple[str, ...]]:
    """Modalities, from paths that hold true, in the order of the table."""
    return lambda item: tuple(
        dict.fromkeys(word for path, word in table.items() if find(item, path) is True)
    )
