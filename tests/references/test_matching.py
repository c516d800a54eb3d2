"""The match rules of genai-prices, as its own client decides them."""

import pytest

from pricebook.references.matching import Entries, Entry, compiled, matches, spellings


@pytest.mark.parametrize(
    ("rule", "meant"),
    [
        ({"equals": "GPT-5"}, True),
        ({"starts_with": "gpt-"}, True),
        ({"ends_with": "-5"}, True),
        ({"contains": "t-5"}, True),
        ({"regex": r"^gpt-\d$"}, True),
        ({"or": [{"equals": "x"}, {"contains": "5"}]}, True),
        ({"and": [{"starts_with": "gpt"}, {"contains": "6"}]}, False),
        ({"and": []}, False),
        ({"and": [{"starts_with": "gpt"}, {"or": [{"contains": "6"}, {"ends_with": "-5"}]}]}, True),
        ({"or": []}, False),
        ({"starts_with": "pt-"}, False),
        ({"regex": "(a+)+$"}, False),
        ({"regex": "["}, False),
        ({"regex": 3}, False),
        ({"unlike": "x"}, False),
        ("gpt-5", False),
        (None, False),
    ],
)
def test_a_rule_means_ids(rule: object, meant: bool) -> None:  # noqa: FBT001 - what the table says
    """Each kind of rule, and what is none."""
    assert meant == matches(rule, "gpt-5")


def test_the_first_entry_in_order_is_taken() -> None:
    """A rule that stands before a full name wins, one behind it does not."""
    rules = {
        "family": {"starts_with": "a-"},
        "named": {"equals": "a-1"},
        "other": {"equals": "b"},
        "late": {"contains": "b"},
    }
    entries = Entries([Entry({"id": name, "match": rule}) for name, rule in rules.items()])

    assert ["family", "other", "late"] == [
        (entries.first(model_id) or {}).get("id") for model_id in ("a-1", "b", "bc")
    ]
    assert None is entries.first("z")


def test_compact_dates_are_tried_with_dashes() -> None:
    """20251211 is 2025-12-11 in an id, where it is a date at all."""
    assert ["gpt-20251211", "gpt-2025-12-11"] == spellings("GPT-20251211")
    assert ["gpt-20251399"] == spellings("gpt-20251399")


@pytest.mark.parametrize(
    "pattern", ["(a|a)*b", "(.*)*", "(a{1,9}){9}", "a*a*a*a*b", r"(\d+)\1", "(?=a)", "x" * 300]
)
def test_an_expression_without_a_bound_is_not_tried(pattern: str) -> None:
    """Whoever writes a list cannot make a run last for ever."""
    assert None is compiled(pattern)


def test_deep_rules_end() -> None:
    """A rule inside rules without end means nothing."""
    rule: dict[str, object] = {"equals": "x"}
    for _ in range(2000):
        rule = {"or": [rule]}

    assert not matches(rule, "x")
