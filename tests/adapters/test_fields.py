"""The vocabulary of metadata, against everything that providers have really sent."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricebook.adapters import fields
from pricebook.errors import Malformed
from pricebook.pricing.price import Figure
from tests.support.strategies import JSON

READERS = {
    "can": fields.capabilities("x"),
    "count": fields.count("x"),
    "day": fields.day("x"),
    "gives": fields.outputs_of_kind("x", "x"),
    "instant": fields.instant("x"),
    "modalities": fields.modalities("x"),
    "side": fields.modality_side("x", 1),
    "takes": fields.inputs_of_kind("x", "x"),
    "text": fields.text("x"),
    "words": fields.words("x"),
}
AUGUST = datetime(2026, 8, 22, 8, 6, tzinfo=UTC)


def decoded(text: str) -> Any:
    """Decode one value as a run does, under the key x."""
    return {"x": json.loads(text, parse_float=Figure)}


@pytest.mark.parametrize("name", READERS)
@given(value=JSON)
def test_metadata_never_fails(name: str, value: Any) -> None:
    """Whatever a provider writes into a field of metadata, the item is not lost by it."""
    READERS[name]({"x": value})
    READERS[name](value if isinstance(value, dict) else {})


@given(value=st.text())
def test_texts_can_be_stored(value: str) -> None:
    """A text that is read goes into Postgres and into UTF-8, whatever came."""
    read = fields.text("x")({"x": value})

    assert read is None or (read and "\0" not in read and read == read.encode().decode().strip())


@pytest.mark.parametrize(
    ("path", "item", "expected"),
    [
        ("x", {"x": 1}, 1),
        ("x.y", {"x": {"y": 0}}, 0),
        ("x.y", {"x": {}}, None),
        ("x.y", {"x": "text"}, None),
        ("x.y", {"x": [{"y": 1}]}, None),
        ("x", {}, None),
    ],
)
def test_find(path: str, item: Any, expected: object) -> None:
    """A path leads to what lies there, or to nothing, whatever lies on the way."""
    assert expected == fields.find(item, path)


@pytest.mark.parametrize("written", ["null", '""', '"  "', "7", "[]", "{}", "true", '"a\\u0000b"'])
def test_required_text_is_there(written: str) -> None:
    """An item without a usable name is malformed, and the error says which field it is."""
    with pytest.raises(Malformed, match=r"^x is .*, expected a text") as caught:
        fields.required("x")(decoded(written))

    assert "x" == caught.value.field


@pytest.mark.parametrize("name", ["a/b:c", "@a~b.c d", "Ünï/cödé", "A/B"])
def test_odd_names_are_kept(name: str) -> None:
    """Names with slashes, colons, tildes and spaces stay as they are, also in letter case."""
    assert name == fields.required("x")({"x": f" {name}\t"})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("131072", 131072),
        ('"131072"', 131072),
        ('" 8192 "', 8192),
        ("8192.0", 8192),
        ("1.31072e5", 131072),
        ("2147483647", 2147483647),
        ("2147483648", None),
        ("8192.5", None),
        ("0", None),
        ("-1", None),
        ('"-1"', None),
        ("null", None),
        ('""', None),
        ('"128k"', None),
        ('"²"', None),
        ("true", None),
        ("[8192]", None),
        ("1e999999999", None),
        (f'"{"9" * 5000}"', None),
    ],
)
def test_count(written: str, expected: int | None) -> None:
    """A count is a whole number above zero however it is written, and otherwise unknown."""
    assert expected == fields.count("x")(decoded(written))


def test_first_count_that_says_something() -> None:
    """Where several fields may hold a count, count_below, the first one above zero is taken."""
    assert 7 == fields.count("a", "b", "c")({"a": 0, "b": "7", "c": 8})


@pytest.mark.parametrize(
    ("largest", "context", "expected"),
    [(32, 128, 32), (128, 128, None), ("128", 128, None), (256, 128, 256), (32, None, 32)],
)
def test_count_below(largest: object, context: object, expected: int | None) -> None:
    """A largest output that repeats the context tells nothing; any other number is kept."""
    assert expected == fields.count_below("max", "context")({"max": largest, "context": context})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1787385960", AUGUST),
        ("1787385960000", AUGUST),
        ('"1787385960"', AUGUST),
        ('"1787385960000"', AUGUST),
        ("1787385960.75", AUGUST),
        ('"2026-08-22T08:06:00Z"', AUGUST),
        ('"2026-08-22T08:06:00"', AUGUST),
        ('"2026-08-22T10:06:00+02:00"', AUGUST),
        ('"2026-08-22"', datetime(2026, 8, 22, tzinfo=UTC)),
        ('"20260822"', datetime(2026, 8, 22, tzinfo=UTC)),
        ("0", None),
        ("-1", None),
        ("null", None),
        ('""', None),
        ('"soon"', None),
        ("true", None),
        ("1e40", None),
        ("99999999999999999999", None),
    ],
)
def test_instant(written: str, expected: datetime | None) -> None:
    """A moment is read as seconds, milliseconds or ISO 8601, number or text."""
    assert expected == fields.instant("x")(decoded(written))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"2026-09-30"', date(2026, 9, 30)),
        ("1787385960", date(2026, 8, 22)),
        ('"2098-12-31"', None),
        ('"2026-13-31"', None),
    ],
)
def test_day(written: str, expected: date | None) -> None:
    """A date far away is how a provider writes that nothing is planned."""
    assert expected == fields.day("x")(decoded(written))


def test_modalities() -> None:
    """Modalities come in our words, each once, in the provider's order; unknown ones do not."""
    written = ["Text", "pdf", "image", "file", "speech", "smell", 7, None]

    assert ("text", "file", "image", "audio") == fields.modalities("x")({"x": written})
    assert () == fields.modalities("x")({"x": "text"})


def test_words_do_not_depend_on_order() -> None:
    """A list in another order, or with repetitions, is the same list."""
    read = fields.words("x")

    assert ("a", "b") == read({"x": ["b", "a", " b ", "", None, 7]}) == read({"x": ["a", "b"]})


def test_kind_and_tags() -> None:
    """A kind of model and its tags tell what goes in and what comes out; a new kind does not."""
    item = {"type": "language", "tags": ["vision", "file-input", "image-generation", "fast"]}

    assert ("text", "file", "image") == fields.inputs_of_kind("type", "tags")(item)
    assert ("text", "image") == fields.outputs_of_kind("type", "tags")(item)
    assert ("text",) == fields.outputs_of_kind("type")(item)
    assert () == fields.inputs_of_kind("type", "tags")(item | {"type": "telepathy"})
    assert () == fields.inputs_of_kind("type", "tags")(item | {"type": ["language"]})


def test_capabilities() -> None:
    """Capabilities come in our words, from lists and from switches."""
    spelled = ["function-calling", "structured_outputs", "json_mode", "tools"]

    assert ("structured_output", "tools") == fields.capabilities("x")({"x": spelled})
    assert ("tools",) == fields.capability_flags({"a": "tools", "b": "vision"})(
        {"a": True, "b": "yes"}
    )


def test_conditions_of_an_item() -> None:
    """Questions about an item are answered by what lies at a path."""
    assert fields.equals("x", "a", ["text"])({"x": ["text"]})
    assert not fields.equals("x", "a", ["text"])({"x": ["text", "audio"]})
    assert fields.true("x")({"x": True})
    assert not fields.true("x")({"x": "true"})
    assert fields.lacks("x", "y")({"x": {}, "y": False})
    assert not fields.lacks("x", "y")({"y": Decimal(1)})
    assert fields.always({})


def test_words_are_switches_that_are_on() -> None:
    """An object of switches tells the same as a list of the words that hold true."""
    assert ("seed", "top_p") == fields.words("x")({"x": {"top_p": True, "seed": True, "a": False}})


@pytest.mark.parametrize(
    ("spelling", "taken", "given_back"),
    [
        ("text+image->text", ("text", "image"), ("text",)),
        ("Text+Vision", ("text", "image"), ()),
        ("smell->text", (), ("text",)),
        (None, (), ()),
    ],
)
def test_sides_of_an_arrow(spelling: object, taken: object, given_back: object) -> None:
    """What goes in stands before the arrow, what comes out behind it; no arrow tells no more."""
    item = {"x": spelling}

    assert (taken, given_back) == (
        fields.modality_side("x", 0)(item),
        fields.modality_side("x", 1)(item),
    )
