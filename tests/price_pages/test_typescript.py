"""Objects of TypeScript: what is plain data is read, and what is code is not."""

import pytest

from pricebook.price_pages.typescript import string_of, value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pricing: { a: 1.50, b: ['x', \"y\",], },", {"a": "1.50", "b": ["x", "y"]}),
        ("pricing:{a:1,b:{c:null}}", {"a": "1", "b": {"c": "null"}}),
        ("pricing: {\n  a: '{', // }\n  /* b: 2 */ c: 3,\n}", {"a": "{", "c": "3"}),
        ("pricing: [ 1, 2 ]", ["1", "2"]),
        ("pricing: SHARED", None),
        ("pricing: { a: 1", None),
        ("prices: { a: 1 }", None),
        ("text: 'pricing: { a: 1 }', pricing: { a: 2 }", {"a": "2"}),
        ("text: `pricing: { a: 1 }`, // pricing: { a: 3 }\npricing: { a: 2 }", {"a": "2"}),
    ],
)
def test_value_of(text: str, value: object) -> None:
    """Notes, quotes, commas at the end and missing spaces change nothing."""
    assert value == value_of(f"name: 'x',\n{text}", "pricing")


@pytest.mark.parametrize("text", ["pricing: { a: f(1), 'it\\'s': 2 }", "pricing: { a: [}] }"])
def test_code_is_no_data(text: str) -> None:
    """What is written otherwise never becomes an object with a price in it."""
    assert not isinstance(value_of(text, "pricing"), dict) or "price" not in str(
        value_of(text, "pricing")
    )


def test_string_of() -> None:
    """The first text of a key, in either kind of quotes; a number is none."""
    assert "GA" == string_of("status: \"GA\", status: 'x'", "status")
    assert "" == string_of("a: ''", "a")
    assert string_of("status: 7", "status") is None
