"""Prices that an answer no longer states: counted, kept until it is sure, and dated."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.staged_run import BATCH, StagedRun

OUT: dict[str, Any] = {"meter": "output_tokens"}
TIER: dict[str, Any] = {"conditions": BATCH}
LEFT = """
SELECT m.name, a.meter, a.misses, a.since FROM price_absences a JOIN models m ON m.id = a.model_id
ORDER BY 1, 2, 3
"""
CHANGES = "SELECT m.name FROM price_changes c JOIN models m ON m.id = c.model_id ORDER BY 1"
DATED = "SELECT m.name, c.ended, c.began FROM change_times c JOIN models m ON m.id = c.model_id"
ENOUGH = {"misses": 3, "miss_hours": 8}


def missing(staged: StagedRun, model: int, **said: Any) -> None:
    """Let a price have been missed before."""
    told = {"source": "database", "meter": "input_tokens", "conditions": {}}
    staged.put("price_absences", model_id=model, **told | said)


def gone(staged: StagedRun, model: int, **said: Any) -> None:
    """Let the answer state a known price no longer."""
    told = {"meter": "input_tokens", "conditions": {}, "old_state": "known", "old_amount": 1}
    staged.put("price_changes", model_id=model, **told | said)


def test_what_is_stated_again_was_never_gone(staged: StagedRun) -> None:
    """A price of that meter, of that model, under those conditions."""
    back, away = staged.model("back"), staged.model("away")
    for model in (back, away):
        missing(staged, model)
    missing(staged, back, misses=2, **OUT)
    missing(staged, back, misses=3, **TIER)
    staged.states(back, "1")
    staged.statement("absences.forget_present")

    left = [["away", "input_tokens", 1], ["back", "input_tokens", 3], ["back", "output_tokens", 2]]
    assert left == [row[:3] for row in staged.rows(LEFT)]
    assert {"back": "marked"} == staged.touched()


@pytest.mark.parametrize("counted", [True, False])
def test_what_is_missed_is_counted(
    guarded: StagedRun,
    counted: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """Unless the run is in doubt; a price that is missed for the first time marks its model."""
    since = guarded.ago(hours=6)
    for name, misses in (("first", None), ("again", 1), ("for long", 1000)):
        model = guarded.model(name)
        gone(guarded, model)
        if misses:
            missing(guarded, model, misses=misses, since=since)
    guarded.change(guarded.model("stated"), "1")
    guarded.statement("absences.count_absences", counted=counted)

    one = 1 if counted else 0
    assert [
        ["again", "input_tokens", 1 + one, since],
        ["first", "input_tokens", one, guarded.now],
        ["for long", "input_tokens", 1000, since],
    ] == guarded.rows(LEFT)
    assert {"first": "marked"} == guarded.touched()


def missed_for(guarded: StagedRun) -> None:
    """Let prices have been missed for just long enough, or not quite."""
    eight = guarded.ago(hours=8)
    less = eight + timedelta(microseconds=1)
    for name, said in (
        ("long enough", {"misses": 3, "since": eight}),
        ("held", {"misses": 3, "since": eight}),
        ("two runs", {"misses": 2, "since": eight}),
        ("not eight hours", {"misses": 3, "since": less}),
        ("another meter", {"misses": 3, "since": eight, **OUT}),
        ("other conditions", {"misses": 3, "since": eight, **TIER}),
    ):
        model = guarded.model(name)
        gone(guarded, model)
        missing(guarded, model, **said)
    gone(guarded, guarded.model("never missed"))
    guarded.change(guarded.model("stated"), "1")
    ((held,),) = guarded.rows("SELECT id FROM models WHERE name = 'held'")
    guarded.hold(held, "1", **OUT)


@pytest.mark.parametrize(
    ("counted", "left"), [(True, ["long enough", "stated"]), (False, ["stated"])]
)
def test_what_was_missed_for_long_enough_ends(
    guarded: StagedRun,
    counted: bool,  # noqa: FBT001 - a table of cases
    left: list[str],
) -> None:
    """Three runs over eight hours, none of them in doubt; not while its card is held."""
    missed_for(guarded)
    guarded.statement("absences.keep_unconfirmed", counted=counted, **ENOUGH)

    assert left == [name for (name,) in guarded.rows(CHANGES)]


def test_it_ends_when_it_was_missed_first(guarded: StagedRun) -> None:
    """And is forgotten; what is stated otherwise, or of another price, is not."""
    since = guarded.ago(hours=9)
    ends, stated = guarded.model("ends"), guarded.model("stated")
    gone(guarded, ends)
    guarded.change(stated, "1")
    for model in (ends, stated):
        missing(guarded, model, since=since)
    missing(guarded, ends, misses=2, since=since, **OUT)
    missing(guarded, ends, misses=3, since=since, **TIER)
    guarded.statement("absences.date_absences")

    assert [["ends", since, since]] == guarded.rows(DATED)
    assert [
        ["ends", "input_tokens", 3],
        ["ends", "output_tokens", 2],
        ["stated", "input_tokens", 1],
    ] == [row[:3] for row in guarded.rows(LEFT)]


def test_of_a_model_that_is_gone_nothing_is_missing(staged: StagedRun) -> None:
    """Only of such a one."""
    for name, reason in (("gone", "deactivated"), ("kept", "updated"), ("untouched", None)):
        model = staged.model(name)
        missing(staged, model)
        if reason:
            staged.put("touched", id=model, reason=reason)
    staged.statement("absences.forget_gone")

    assert ["kept", "untouched"] == [row[0] for row in staged.rows(LEFT)]
