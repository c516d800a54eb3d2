"""Merge patches, applied by the client's own code."""

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
