"""Dated lines of models.dev."""

from tests.support.dated_history import models_dev, statements

ONE = {"input": 1, "output": 4}
TWO = {"input": 2, "output": 8}


def test_a_price_stands_from_its_day_until_it_is_gone() -> None:
    """New, another price, gone."""
    assert [
        ("openai/gpt-5", "2026-03-01", "2026-03-05", {"input_tokens": "1", "output_tokens": "4"}),
        ("openai/gpt-5", "2026-03-05", "2026-03-09", {"input_tokens": "2", "output_tokens": "8"}),
    ] == statements(
        "models.dev",
        models_dev("2026-03-01", "openai", "gpt-5", cost=ONE),
        models_dev("2026-03-05", "openai", "gpt-5", "price", cost=TWO),
        models_dev("2026-03-09", "openai", "gpt-5", "gone"),
    )


def test_an_entry_inherits_the_costs_of_another() -> None:
    """It changes when the other does, and leaves out what it says."""
    extends = {"from": "openai/gpt-5", "omit": ["cost.cache_read"]}
    lines = (
        models_dev("2026-03-01", "openai", "gpt-5", cost={**ONE, "cache_read": 0.1}),
        models_dev("2026-03-02", "azure", "gpt-5", extends=extends, cost=None),
        models_dev("2026-03-03", "openai", "gpt-5", "price", cost=TWO),
    )

    assert [
        ("azure/gpt-5", "2026-03-02", "2026-03-03", {"input_tokens": "1", "output_tokens": "4"}),
        ("azure/gpt-5", "2026-03-03", None, {"input_tokens": "2", "output_tokens": "8"}),
    ] == [told for told in statements("models.dev", *lines) if told[0] == "azure/gpt-5"]


def test_own_costs_beat_inherited_ones() -> None:
    """An entry that omits all costs inherits none."""
    base = models_dev("2026-03-01", "openai", "gpt-5", cost=ONE)
    dearer = models_dev(
        "2026-03-01", "azure", "a", cost={"input": 3}, extends={"from": "openai/gpt-5"}
    )
    plan = models_dev(
        "2026-03-01", "azure", "b", extends={"from": "openai/gpt-5", "omit": ["cost"]}
    )

    assert [("azure/a", "2026-03-01", None, {"input_tokens": "3", "output_tokens": "4"})] == [
        told for told in statements("models.dev", base, dearer, plan) if "azure" in told[0]
    ]


def test_entries_that_inherit_from_each_other_say_nothing() -> None:
    """A circle in the list ends."""
    assert [] == statements(
        "models.dev",
        models_dev("2026-03-01", "azure", "a", extends={"from": "azure/b"}),
        models_dev("2026-03-01", "azure", "b", extends={"from": "azure/a"}),
    )


def test_two_entries_of_one_offer_must_agree() -> None:
    """Vertex has two doors in the list: of figures that differ neither counts."""
    doors = ("google-vertex", "google-vertex-anthropic")
    lines = [models_dev("2026-03-01", door, "claude", cost=ONE) for door in doors]
    split = models_dev("2026-03-05", doors[0], "claude", "price", cost={**TWO, "output": 4})

    assert [
        (
            "google-vertex/claude",
            "2026-03-01",
            "2026-03-05",
            {"input_tokens": "1", "output_tokens": "4"},
        ),
        ("google-vertex/claude", "2026-03-05", None, {"output_tokens": "4"}),
    ] == statements("models.dev", *lines, split)


def test_sellers_of_plans_are_left_out() -> None:
    """A subscription sells no model by use."""
    assert [] == statements("models.dev", models_dev("2026-03-01", "github-copilot", "x", cost=ONE))
