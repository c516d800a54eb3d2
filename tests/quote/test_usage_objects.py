"""Usage objects: what lies around them, and their numbers by path."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.errors import BadRequest
from pricebook.quote.usage_objects import MAX_DEPTH, MAX_FIELDS, flattened, unwrapped

CHAT = {"prompt_tokens": 5}


@pytest.mark.parametrize(
    ("payload", "inner", "where"),
    [
        (CHAT, CHAT, ()),
        ({"id": "x", "usage": CHAT}, CHAT, ("usage",)),
        ({"response": {"usage": CHAT}}, CHAT, ("response", "usage")),
        ({"message": {"usage": CHAT}}, CHAT, ("message", "usage")),
        ({"data": {"usage": CHAT}}, CHAT, ("data", "usage")),
        ({"pages": [{}], "usage_info": CHAT}, CHAT, ("usage_info",)),
        ({"choices": [], "x_groq": {"usage": CHAT}}, CHAT, ("x_groq", "usage")),
        ({"metadata": {"usage": CHAT}}, CHAT, ("metadata", "usage")),
        (
            {"amazon-bedrock-invocationMetrics": CHAT},
            *(CHAT, ("amazon-bedrock-invocationMetrics",)),
        ),
        ({"llm_output": {"token_usage": CHAT}}, CHAT, ("llm_output", "token_usage")),
        ({"response": {"usageMetadata": CHAT}}, CHAT, ("response", "usageMetadata")),
        ({"result": {"message": {"usage": CHAT}}}, CHAT, ("result", "message", "usage")),
        (
            {"usage": {"x": 1}, "providerMetadata": {"anthropic": {"usage": CHAT}}},
            *(CHAT, ("providerMetadata", "anthropic", "usage")),
        ),
        ({"prompt_tokens": 5, "usage": {"x": 1}}, {"prompt_tokens": 5, "usage": {"x": 1}}, ()),
        ({"usage": 0.5}, {"usage": 0.5}, ()),
        ({"usage": {}}, {"usage": {}}, ()),
        ({"usage": [CHAT]}, {"usage": [CHAT]}, ()),
        ({"service_tier": "flex", "usage": CHAT}, {**CHAT, "service_tier": "flex"}, ("usage",)),
        ({"service_tier": 5, "usage": CHAT}, CHAT, ("usage",)),
        (
            {"service_tier": "flex", "usage": {**CHAT, "service_tier": "batch"}},
            {**CHAT, "service_tier": "batch"},
            ("usage",),
        ),
    ],
)
def test_a_whole_answer_is_unwrapped(
    payload: dict[str, Any], inner: dict[str, Any], where: tuple[str, ...]
) -> None:
    """With the tier that stands beside its usage; what counts something itself is no wrapper."""
    assert (inner, where) == unwrapped(payload)


@pytest.mark.parametrize(
    ("payload", "tier"),
    [
        ({"response": {"service_tier": "flex", "usage": CHAT}}, "flex"),
        ({"service_tier": "flex", "response": {"usage": CHAT}}, "flex"),
        ({"response": {"body": {"service_tier": "default", "usage": CHAT}}}, "default"),
        (
            {"custom_id": "a", "response": {"body": {"service_tier": "default", "usage": CHAT}}},
            "batch",
        ),
        ({"custom_id": "a", "response": {"usage": CHAT}}, None),
        ({"custom_id": "a", "usage": CHAT}, None),
    ],
)
def test_an_event_and_a_line_of_a_batch_say_their_tier(
    payload: dict[str, Any], tier: str | None
) -> None:
    """Beside the usage, wherever that lies; in a batch an answer calls itself an ordinary one."""
    assert tier == unwrapped(payload)[0].get("service_tier")


def test_values_lie_at_their_path() -> None:
    """Nulls are left out; a list of words and numbers reads like an object, and adds up."""
    assert {
        "a": 1,
        "b.c": "x",
        "d.audio": Decimal(3),
        "d.text": 0,
        "e": "a list",
        "f.one": True,
    } == flattened(
        {
            "a": 1,
            "b": {"c": "x", "n": None},
            "d": [
                {"modality": "AUDIO", "n": 1},
                {"modality": "AUDIO", "n": 2},
                {"modality": "TEXT"},
            ],
            "e": [1, 2],
            "empty": [],
            "f": [{"word": "one", "n": True}],
        }
    )


@pytest.mark.parametrize(
    "items", [[{"a": "x", "b": "y", "c": 1}], [{"a": 1}], [{"a": "x", "b": 1, "c": 2}]]
)
def test_a_list_of_anything_else_is_a_list(items: list[dict[str, object]]) -> None:
    """Nobody knows what it counts."""
    assert {"d": "a list"} == flattened({"d": items})


def test_what_lies_too_deep_is_one_value() -> None:
    """However deep it goes on."""
    deep: dict[str, Any] = {"x": 1}
    for _ in range(100):
        deep = {"x": deep}

    assert {".".join("x" * (MAX_DEPTH + 1)): "an object that nests too deep"} == flattened(deep)


def test_two_values_at_one_path_are_refused() -> None:
    """Unless they are the same."""
    assert {"a.b": 1} == flattened({"a.b": 1, "a": {"b": 1}})
    with pytest.raises(BadRequest, match=r"usage\.a\.b is not valid: it is given twice"):
        flattened({"a.b": 1, "a": {"b": 2}})


def test_too_many_fields_are_refused() -> None:
    """Before anybody looks at them."""
    many = {f"f{number}": number for number in range(MAX_FIELDS + 1)}

    assert MAX_FIELDS == len(flattened(dict(list(many.items())[:-1])))
    with pytest.raises(BadRequest, match="more than 200 fields"):
        flattened(many)
