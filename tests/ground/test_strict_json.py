"""Strict JSON: limits are checked before any work, and no key counts in silence."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pricebook.errors import BadRequest, RequestTooLarge
from pricebook.strict_json import Limits, decode, require_depth

LIMITS = Limits(max_bytes=1000, max_depth=8, max_keys=10)


def nested(depth: int, bracket: str = "[]") -> str:
    """Return JSON that nests so deep."""
    return bracket[0] * depth + bracket[1] * depth


@pytest.mark.parametrize("value", [None, True, "a", 7, [], {}, {"a": [{"b": 1}]}, "\u20ac", '"[{'])
def test_what_json_says_is_read(value: Any) -> None:
    """As text and as bytes."""
    text = json.dumps(value)

    assert value == decode(text, LIMITS) == decode(text.encode(), LIMITS)


def test_numbers_are_exact() -> None:
    """A price is no binary float; whole numbers are read as the caller of the module says."""
    assert Decimal("0.1") == decode("0.1", LIMITS)
    assert isinstance(decode("7", LIMITS, parse_int=Decimal), Decimal)
    assert Decimal("Infinity") == decode("Infinity", LIMITS, parse_constant=Decimal)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"a":1,"a":2}', "a"),
        ('{"a":1,"a":1}', "a"),
        ('[{"x":{"b":1,"c":2,"b":3}}]', "b"),
        ('{"\\u0061":1,"a":2}', "a"),
    ],
)
def test_a_key_that_stands_twice_is_refused(text: str, key: str) -> None:
    """At any depth, also when it says the same twice or is written in another way."""
    with pytest.raises(BadRequest, match="twice") as refused:
        decode(text, LIMITS)

    assert key == refused.value.details["parameter"]


def test_equal_keys_of_two_objects_are_no_repetition() -> None:
    """Each object has keys of its own."""
    assert [{"a": 1}, {"a": {"a": 2}}] == decode('[{"a":1},{"a":{"a":2}}]', LIMITS)


@pytest.mark.parametrize("bracket", ["[]", '{"a":}'])
def test_depth_has_a_limit(bracket: str) -> None:
    """Objects and lists count alike; a bracket in a string counts for nothing."""
    opening, closing = ("[", "]") if bracket == "[]" else ('{"a":', "}")

    assert decode(opening * 8 + "1" + closing * 8, LIMITS)
    with pytest.raises(BadRequest, match="nests deeper than 8"):
        decode(opening * 9 + "1" + closing * 9, LIMITS)
    assert "[" * 20 == decode(json.dumps("[" * 20), LIMITS)
    assert 20 * [[]] == decode(json.dumps(20 * [[]]), Limits(1000, 8, 10))


@pytest.mark.parametrize(
    "text",
    [
        nested(500_000),
        "[" * 1_000_000,
        '"' + '\\"' * 500_000 + "[" * 100,
        '{"a":' * 200_000,
        "]" * 100 + "[" * 100,
    ],
)
def test_depth_is_measured_in_one_pass(text: str) -> None:
    """A megabyte that is made to be slow is looked through once, and is never decoded."""
    with pytest.raises(BadRequest):
        decode(text, Limits(1 << 20, 8, 10))


def test_an_open_string_hides_no_depth() -> None:
    """Text that ends inside a string is measured up to there."""
    require_depth('[["' + "[" * 50, 8)
    with pytest.raises(BadRequest, match="nests"):
        require_depth("[" * 9 + '"' + "]" * 9, 8)


def test_keys_and_bytes_have_a_limit() -> None:
    """Ten keys and a thousand bytes are read; one more is refused, the bytes before any work."""
    ten = {str(number): 0 for number in range(10)}

    assert ten == decode(json.dumps(ten), LIMITS)
    with pytest.raises(BadRequest, match="more than 10 keys"):
        decode(json.dumps({**ten, "more": 0}), LIMITS)
    with pytest.raises(RequestTooLarge) as refused:
        decode(" " * 1001, LIMITS)
    assert (413, {"max_bytes": 1000}) == (refused.value.status, refused.value.details)


@pytest.mark.parametrize("text", ["", "{", "NaN", "1e99999999999999999999", "nil", b"\xff"])
def test_other_text_is_refused(text: str | bytes) -> None:
    """A sentence, whatever is wrong."""
    with pytest.raises(BadRequest, match=r"^body is not valid: "):
        decode(text, LIMITS)
