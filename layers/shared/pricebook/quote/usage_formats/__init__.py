"""How a vendor's answer says what was used: where each number lies, and within which total.

A path is the keys of an object, joined by dots. A list whose objects each hold one word and one
number reads like an object: `[{"modality": "AUDIO", "tokenCount": 9}]` lies at `AUDIO`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pricebook.validation import bad

STANDARD_TIER = "standard"
"""The word for a condition that asks for nothing special."""
MAX_DEPTH = 4
"""No usage object nests deeper than this."""


@dataclass(frozen=True, slots=True)
class Part:
    """A number that is charged.

    Attributes:
        paths: where it may lie; the first place that is not zero counts.
        meter: what it counts.
        within: the number that contains it, which is charged without it.
        less: a number that lies within this one, and is a part of its own.
        cache_ttl: how long a cache keeps it.
    """

    paths: tuple[str, ...]
    meter: str
    within: str | None = None
    less: str | None = None
    cache_ttl: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says under which condition the request was answered.

    Attributes:
        path: where it lies.
        condition: a key of `conditions.CONDITIONS`.
        means: what the vendor's words are in ours, where they differ.
    """

    path: str
    condition: str
    means: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shape:
    """What one kind of answer says.

    Attributes:
        name: what people call it.
        marks: one of these paths is always there.
        parts: what is charged.
        total: where the sum of all tokens lies.
        words: the conditions that it states.
        free: what costs nothing, or repeats what other numbers say; a key stands for all below it.
        uncounted: what costs money that no meter counts.
    """

    name: str
    marks: frozenset[str]
    parts: tuple[Part, ...]
    total: str | None = None
    words: tuple[Word, ...] = ()
    free: frozenset[str] = frozenset()
    uncounted: frozenset[str] = frozenset()


def part(path: str, meter: str, within: str | None = None, less: str | None = None) -> Part:
    """Return a part that lies at one place."""
    return Part((path,), meter, within, less)


def media(details: str, side: str, within: str, *kinds: str) -> tuple[Part, ...]:
    """Return what of a total is not text: `audio_tokens` of an input are `input_audio_tokens`."""
    return tuple(part(f"{details}.{k}_tokens", f"{side}_{k}_tokens", within) for k in kinds)


def kept(path: str, within: str, cache_ttl: str) -> Part:
    """Return what was written to a cache for so long."""
    return Part((path,), "cache_write_tokens", within, cache_ttl=cache_ttl)


def flattened(payload: Mapping[str, object]) -> dict[str, object]:
    """Return every value of a usage object that is not null, by its path.

    Raises:
        BadRequest: a list holds something else, two values share a path, or it is too deep.
    """
    flat: dict[str, object] = {}
    for path, value in _leaves(payload, ()):
        if path in flat:
            raise bad(f"usage.{path}", "it is given twice")
        flat[path] = value
    return flat


def _leaves(payload: object, keys: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    path = ".".join(keys)
    if len(keys) > MAX_DEPTH:
        raise bad(f"usage.{path}", "no usage object is as deep as that")
    if isinstance(payload, dict):
        for key, value in payload.items():
            yield from _leaves(value, (*keys, key))
    elif isinstance(payload, list):
        yield from (_entry(item, path) for item in payload)
    elif payload is not None:
        yield path, payload


def _entry(item: object, path: str) -> tuple[str, object]:
    """Return the number of an object that holds one word and one number, under its word."""
    values = [v for v in item.values() if v is not None] if isinstance(item, dict) else []
    words = [value for value in values if isinstance(value, str)]
    numbers = [value for value in values if not isinstance(value, str)]
    if len(words) != 1 or len(numbers) > 1:
        raise bad(f"usage.{path}", "expected a list of objects, each with one word and one number")
    # Google leaves out a number that is zero
    return f"{path}.{words[0]}", numbers[0] if numbers else Decimal()
