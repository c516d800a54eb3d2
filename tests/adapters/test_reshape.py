"""Price lists that have to be turned before a rule can read them."""

from typing import Any

import pytest

from pricebook.adapters.reshape import as_rows, replaced


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"eu": {"input": 3}}, [{"region": "eu", "input": 3}]),
        ({"60": {"region": 50}}, [{"region": 50}]),
        ({}, []),
        ({"eu": 3}, {"eu": 3}),
        ([{"input": 3}], [{"input": 3}]),
        (None, None),
    ],
)
def test_keys_become_a_condition(rows: object, expected: object) -> None:
    """What an object is keyed by stands in each row; whatever is none is left to the rules."""
    assert expected == as_rows(rows, "region")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": [1], "c": 2}}),
        ({"a": {"c": 2}}, {"a": {"c": 2}}),
        ({"a": 5}, {"a": 5}),
        ({}, {}),
    ],
)
def test_one_value_changes(item: dict[str, Any], expected: object) -> None:
    """Only what lies at the path is another one, and the provider's answer stays as it was."""
    before = repr(item)

    assert expected == replaced(item, "a.b", lambda value: [value])
    assert before == repr(item)
