"""Helicone's answer, which has an envelope in its documentation and none in its example."""

from typing import Any

import pytest

from pricebook.providers import registry

MODELS = [{"id": "rocket-1", "endpoints": [{"provider": "north"}]}]


@pytest.mark.parametrize(
    "answer", [{"data": {"models": MODELS}, "error": None}, {"models": MODELS}]
)
def test_the_envelope_is_optional(answer: dict[str, Any]) -> None:
    """The list is found inside the documented envelope, and without it."""
    fetch = registry()["helicone"].fetch

    assert fetch
    assert MODELS == list(fetch(lambda *_, **__: answer))
