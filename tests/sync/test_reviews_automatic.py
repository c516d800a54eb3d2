"""What a run decides about held prices by itself: by repetition, and in whose name."""

from typing import Any

import pytest

from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.sync import reviews
from pricebook.sync.thresholds import DEFAULTS
from tests.support.staged_run import StagedRun

UP = "0.00002"
"""Twenty times what was charged, which a guard holds."""


@pytest.fixture
def repeated(staged: StagedRun) -> StagedRun:
    """Give a run that states for the last time needed what waits since a day and a bit."""
    model = staged.model("a")
    staged.price(model, "0.000001")
    staged.states(model, UP)
    told = {"runs": int(DEFAULTS.review_runs) - 1, "last_seen_at": staged.ago(hours=6)}
    staged.review(model, UP, created_at=staged.ago(hours=int(DEFAULTS.review_hours) + 1), **told)
    staged.stage_prices()
    return staged


def hold(staged: StagedRun, **how: bool) -> list[Any]:
    """Return the reasons for which prices are held then."""
    given = {"automatic": True, "complete": True, "everything": False} | how
    reviews.hold(staged.database, DEFAULTS, **given)
    return [reason for (reason,) in staged.rows("SELECT reason FROM held ORDER BY 1")]


@pytest.mark.parametrize(
    ("how", "held"),
    [
        ({}, []),
        ({"automatic": False}, ["jump"]),
        ({"complete": False}, ["jump"]),
        ({"automatic": False, "complete": False}, ["jump"]),
        ({"everything": True}, ["jump"]),
    ],
)
def test_repetition_confirms_where_it_may(
    repeated: StagedRun, how: dict[str, bool], held: list[str]
) -> None:
    """In a complete answer, of a seller whose reviews are no person's, in no doubted run."""
    assert held == hold(repeated, **how)


def test_what_is_confirmed_is_accepted_in_the_name_of_the_run(repeated: StagedRun) -> None:
    """The audit names it; what comes after the run is nobody's."""
    hold(repeated)
    reviews.settle(repeated.database, 7, DEFAULTS, complete=True)

    assert [["sync", "run 7"]] == repeated.rows(
        "SELECT DISTINCT actor, request_id FROM admin_audit_log"
    )
    assert [["", ""]] == repeated.rows(
        "SELECT current_setting('pricebook.actor'), current_setting('pricebook.request_id')"
    )


def test_each_guard_that_held_something_is_a_finding(repeated: StagedRun) -> None:
    """With how many it held, one of them in words, and what to do about it."""
    hold(repeated, automatic=False)
    (found,) = reviews.file(repeated.database, None, None, complete=True)

    assert ("guard", 1, WHAT_TO_DO["jump"]) == (found.category, found.count, found.what_to_do)
    assert found.sample.startswith("jump: ")
    assert isinstance(found, Finding)


def test_what_was_charged_meanwhile_is_settled_with_it(guarded: StagedRun) -> None:
    """The old price ends where the figure began that was replaced, and that one is approved."""
    model = guarded.model("a")
    guarded.change(model, UP)
    began, ended = guarded.ago(hours=2), guarded.ago(hours=0)
    told = {"decision": "superseded", "created_at": began, "replaced_at": ended}
    review = guarded.review(model, "0.00003", **told)
    now = {"ended": ended, "began": ended, "meter": "input_tokens", "conditions": {}}
    guarded.put("change_times", model_id=model, **now)
    reviews.settle(guarded.database, None, DEFAULTS, complete=True)

    assert [[began, ended]] == guarded.rows("SELECT ended, began FROM change_times")
    assert ["approved", "sync"] == guarded.decision(review)[:2]
