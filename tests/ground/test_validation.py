"""Validation: what is suggested for an unknown name, and what is listed instead."""

import pytest

from pricebook.providers import registry
from pricebook.validation import MAX_LISTED, bad, likeliest, nearest, no_model, unknown


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("grok", "groq"),
        ("opnrouter", "openrouter"),
        ("DeepSeek", "deepseek"),
        ("nobody", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_only_a_likely_name_is_suggested(name: str, match: str | None) -> None:
    """A suggestion is at least 0.6 alike, whatever the case: `nobody` is not `ovhcloud`."""
    assert match == likeliest(name, registry())


def test_an_id_is_found_without_its_seller() -> None:
    """Of an id with slashes the last part is compared too."""
    assert "openai/gpt-4o" == likeliest("gpt4o", ["acme/rocket", "openai/gpt-4o"])


def test_an_unknown_name_gets_a_suggestion_or_a_list() -> None:
    """The message asks for the likeliest name, and else lists the first of what there is."""
    names = [f"name-{letter}" for letter in "abcdefghijkl"]

    assert "There is no meter 'b'. Known meters: a1, c1." == nearest("meter", "b", ["c1", "a1"])
    assert "There is no meter 'nam-b'. Did you mean 'name-b'?" == nearest("meter", "nam-b", names)
    assert nearest("meter", "x", names).endswith(f"name-j and {len(names) - MAX_LISTED} more.")
    assert "There is no meter 'x'." == nearest("meter", "x", [])


@pytest.mark.parametrize(
    ("near", "message"),
    [
        ([], "There is no model 'acme/one'."),
        (["acme/on"], "There is no model 'acme/one'. Did you mean 'acme/on'?"),
        (
            ["acme/on", "b/x", "b/y"],
            "There is no model 'acme/one'. Did you mean 'acme/on'? Others near it: 'b/x', 'b/y'.",
        ),
        (["b/x", "b/y"], "There is no model 'acme/one'. The nearest: 'b/x', 'b/y'."),
    ],
)
def test_an_unknown_model_has_its_nearest(near: list[str], message: str) -> None:
    """The likeliest is asked for, and the others are named."""
    assert message == no_model("acme/one", near)


def test_an_unknown_field_is_named_with_its_path() -> None:
    """The last part of the path is what was misspelt; programs get the suggestion by itself."""
    error = unknown("usage.input_token", ["input_tokens", "output_tokens"], " It was counted.")

    assert (
        "There is no field 'usage.input_token'. Did you mean 'input_tokens'? It was counted."
    ) == str(error)
    assert {"parameter": "usage.input_token", "nearest": "input_tokens"} == error.details


def test_a_wrong_value_ends_as_one_sentence() -> None:
    """A reason that is a question or a sentence gets no second full stop."""
    assert "mix is not valid: expected 3:1." == str(bad("mix", "expected 3:1"))
    assert "meter is not valid: did you mean a?" == str(bad("meter", "did you mean a?"))
