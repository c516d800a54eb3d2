"""Anything that a provider may write where something else was expected."""

from typing import Any

from hypothesis import strategies as st

from pricebook.pricing.price import Figure

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False).map(lambda number: Figure(str(number)))
    | st.sampled_from(["", "-1", "1e-06", "1e999999999", "NaN", "2026-08-22", "\0", "\ud800"])
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
"""Decoded JSON as a run gets it; NaN and Infinity are no JSON and are refused on the way."""


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every place inside decoded JSON as its container and key, so that it can change."""
    if isinstance(value, dict):
        keys: list[Any] = list(value)
    else:
        keys = list(range(len(value))) if isinstance(value, list) else []
    return [(value, key) for key in keys] + [p for key in keys for p in places(value[key])]
