"""Bedrock's list: what it tells of a model that reasons."""

from typing import Any

import pytest

from pricebook.providers.bedrock import reasoning

SWITCH = '{"reasoningConfig": {"type": "object"}}'


@pytest.mark.parametrize(
    ("converse", "reasons"),
    [
        ({"reasoningSupported": {"embedded": True}}, True),
        ({"reasoningSupported": {"embedded": False}}, True),
        ({"reasoningSupported": False}, False),
        ({"additionalRequestFieldsSchema": SWITCH}, False),
        ({}, False),
    ],
)
def test_what_reasons_says_so(converse: dict[str, Any], *, reasons: bool) -> None:
    """Always or when it is switched on; a schema of a request is no word about the model."""
    assert reasons == ("reasoning" in reasoning({"converse": converse}))
