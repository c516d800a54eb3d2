"""Merge patches, applied by the client's own code."""

import json
import time

import pytest

from pricebook.snapshots.merge_patch import Json, canonical, difference
from pricebook_client.snapshots import merged

DOCUMENTS: list[dict[str, Json]] = [
    {},
    {"a": 1},
    {"a": True},
    {"a": [1, {"b": 2}]},
    {"a": {}},
    {"a": {"b": 1, "c": "x"}},
    {"a": {"c": "y"}, "b": 0},
    {"a": {"c": {"d": False}}, "d": ""},
]


@pytest.mark.parametrize("before", DOCUMENTS, ids=str)
def test_a_patch_makes_one_of_the_other(before: dict[str, Json]) -> None:
    """Whatever differs, also where a value becomes an object, and true is not 1."""
    for after in DOCUMENTS:
        patch = difference(before, after)

        assert canonical(after) == canonical(merged(before, patch))
        assert (patch == {}) == (before is after)


def test_the_canonical_form() -> None:
    """Sorted, without blanks and nulls, with other scripts as they are."""
    assert '{"a":["é"],"b":{}}' == canonical({"b": {"c": None}, "a": ["é"], "d": None})


def test_a_patch_takes_little_longer_than_reading() -> None:
    """A real catalogue has 15 million characters, and a reader waits for its delta."""
    model: Json = {"name": "A", "prices": [{"meter": "input_tokens", "amount": "1"}] * 20}
    models: dict[str, Json] = {f"acme/{number}": model for number in range(2000)}
    text = json.dumps({"models": models})
    began = time.process_time()
    before, after = json.loads(text), json.loads(text)
    read = time.process_time() - began
    after["models"]["acme/7"]["name"] = "B"

    assert {"models": {"acme/7": {"name": "B"}}} == difference(before, after)
    assert time.process_time() - began < 6 * read
