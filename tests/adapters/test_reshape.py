"""Price lists that have to be turned before a rule can read them."""

from typing import Any

import pytest

from pricebook.adapters.reshape import as_rows, merged, money, replaced


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


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"units": 0, "nanos": 750000}, "0.000750000"),
        ({"units": "12", "nanos": 5}, "12.000000005"),
        ({"units": 3}, "3.000000000"),
        ({"nanos": 500000000}, "0.500000000"),
        ({"units": -1, "nanos": 0}, {"units": -1, "nanos": 0}),
        ({"units": 0, "nanos": 10**10}, {"units": 0, "nanos": 10**10}),
        ({"units": None}, {"units": None}),
        ("0.40", "0.40"),
        (None, None),
    ],
)
def test_units_and_billionths_are_one_decimal(value: object, expected: object) -> None:
    """A sum of money in two parts becomes its decimal; whatever is none is left to the rules."""
    assert expected == money(value)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"a": 1}, {"b": 2}, {"a": 1}], {"a": 1, "b": 2}),
        ([{"a": 1}, {"a": 2}, {"a": 1}, {"b": 3}], {"a, contradictory": 1, "b": 3}),
        ([], {}),
        ([{"a": 1}, "odd"], [{"a": 1}, "odd"]),
        (None, None),
    ],
)
def test_two_figures_for_one_thing_are_none(rows: object, expected: object) -> None:
    """What is said twice is said once; what contradicts itself has a key that no rule reads."""
    assert expected == merged(rows)
