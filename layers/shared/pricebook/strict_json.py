"""Strict JSON of callers: bounded in size, depth and keys, and no key twice in one object."""

import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from typing import Any, NamedTuple, Never

from pricebook.errors import BadRequest, RequestTooLarge
from pricebook.validation import MAX_REPEATED, bad

STRINGS = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""A string; one without an end matches too, or each quote in it would be tried anew."""
BRACKETS = re.compile(r"[][{}]")
STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


class Limits(NamedTuple):
    """Bounds of a body: its bytes, how deep it nests, and the keys of one object."""

    max_bytes: int
    max_depth: int
    max_keys: int


def decode(
    body: str | bytes,
    limits: Limits,
    *,
    parse_int: Callable[[str], Any] | None = None,
    parse_constant: Callable[[str], Any] | None = None,
) -> Any:  # noqa: ANN401 - decoded JSON
    """Return decoded JSON, in which a number with a decimal point is Decimal.

    Args:
        body: text, or its bytes in UTF-8.
        limits: its bounds, checked before any of it is decoded.
        parse_int: reads a whole number; int where nothing is given.
        parse_constant: reads NaN and Infinity, which are refused where nothing is given.

    Raises:
        BadRequest: it is no JSON within the limits, or has a key twice.
    """
    text = _text(body, limits.max_bytes)
    require_depth(text, limits.max_depth)
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_int=parse_int,
            parse_constant=parse_constant or _no_number,
            object_pairs_hook=lambda pairs: _object(pairs, limits.max_keys),
        )
    except ValueError as error:
        raise bad("body", f"expected JSON; {error}") from None
    except InvalidOperation:
        raise bad("body", "it has a number that is too long") from None


def require_depth(text: str, max_depth: int) -> None:
    """Refuse text that nests deeper than so many objects and lists.

    Raises:
        BadRequest: it does.
    """
    if text.count("[") + text.count("{") <= max_depth:
        return  # most bodies: nothing has to be looked through
    brackets = BRACKETS.findall(STRINGS.sub("", text))
    if max(accumulate(map(STEPS.__getitem__, brackets)), default=0) > max_depth:
        raise bad("body", f"it nests deeper than {max_depth} objects and lists")


def _text(body: str | bytes, max_bytes: int) -> str:
    if len(body) > max_bytes:
        raise RequestTooLarge(
            f"A body here has at most {max_bytes} bytes: send fewer.",
            code="too_large",
            details={"max_bytes": max_bytes},
        )
    try:
        return body if isinstance(body, str) else body.decode()
    except ValueError:
        raise bad("body", "expected text in UTF-8") from None


def _object(pairs: list[tuple[str, Any]], max_keys: int) -> dict[str, Any]:
    decoded = dict(pairs)
    if len(decoded) < len(pairs):
        raise _repeated(pairs)
    if len(pairs) > max_keys:
        raise bad("body", f"an object of it has more than {max_keys} keys")
    return decoded


def _repeated(pairs: list[tuple[str, Any]]) -> BadRequest:
    """Return the error for a key that stands twice: which one counts would be a guess."""
    ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
    return bad(twice[:MAX_REPEATED] or "body", "this key stands twice in one object")


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is no number")
