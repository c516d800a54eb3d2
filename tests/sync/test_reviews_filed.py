"""What is held and filed for review, and what ends with its model: each rule by its statement."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.staged_run import BATCH, StagedRun

OUT: dict[str, Any] = {"meter": "output_tokens"}
TIER: dict[str, Any] = {"conditions": BATCH}
UP, HIGHER = "0.00002", "0.000022"


def test_what_is_held_is_filed_once(guarded: StagedRun) -> None:
    """What waits already is counted and described anew; what was rejected is not asked again."""
    model = guarded.model("a")
    seen = {"last_seen_at": guarded.ago(hours=6), "runs": 4}
    guarded.hold(model, UP, reason="new price")
    guarded.hold(model, None, **OUT)
    guarded.hold(model, UP, **TIER)
    waits = guarded.review(model, UP, **seen)
    guarded.review(model, None, decision="rejected", **seen, **OUT)
    other = guarded.review(model, UP, meter="requests", **seen)
    guarded.review(model, UP, conditions={"region": "eu"}, **seen)
    guarded.review(model, UP, decision="superseded", **seen)
    guarded.review(model, HIGHER, decision="rejected", **seen, **TIER)
    guarded.statement("reviews.file_reviews", run=None, run_review=None, step=1)

    found = guarded.rows(
        "SELECT id IN (:waits, :other), meter, decision, runs, reason, sample, last_seen_at"
        " FROM price_reviews ORDER BY id",
        waits=waits,
        other=other,
    )
    earlier = seen["last_seen_at"]
    assert [
        [True, "input_tokens", None, 5, "new price", "new", guarded.now],
        [False, "output_tokens", "rejected", 4, "jump", "s", earlier],
        [True, "requests", None, 4, "jump", "s", earlier],
        [False, "input_tokens", None, 4, "jump", "s", earlier],
        [False, "input_tokens", "superseded", 4, "jump", "s", earlier],
        [False, "input_tokens", "rejected", 4, "jump", "s", earlier],
        [False, "input_tokens", None, 1, "jump", "new", guarded.now],
    ] == found


@pytest.mark.parametrize("reviewed", [OUT, TIER, {"decision": "approved"}, {"undone": True}])
def test_another_decision_keeps_nothing_from_being_filed(
    guarded: StagedRun, reviewed: dict[str, Any]
) -> None:
    """A rejected figure of another meter or other conditions, and what is decided otherwise."""
    model = guarded.model("a")
    guarded.hold(model, UP)
    before = guarded.review(model, UP, **{"decision": "rejected"} | reviewed)
    guarded.statement("reviews.file_reviews", run=None, run_review=None, step=1)

    (number,) = guarded.waiting()
    assert number > before
    assert [[model, "marked"]] == guarded.rows("SELECT * FROM touched")


def test_nothing_waits_for_a_model_that_is_gone(staged: StagedRun) -> None:
    """Its reviews end when its listing ended; not those of other models, nor what was decided."""
    until = staged.ago(hours=9)
    gone = staged.model("gone", "one", is_active=False, listed_until=until)
    kept, stays = (staged.model(name, "one") for name in ("kept", "stays"))
    staged.put("touched", id=gone, reason="deactivated")
    staged.put("touched", id=kept, reason="updated")
    ends = staged.review(gone, UP)
    decided = staged.review(gone, HIGHER, decision="rejected")
    left = [staged.review(kept, UP), staged.review(stays, UP)]
    staged.statement("reviews.close_gone")

    note = "the model is not listed any more"
    assert ["superseded", "sync", staged.now, None, until, note] == staged.decision(ends)
    assert "rejected" == staged.decision(decided)[0]
    assert left == staged.waiting()


def test_nobody_is_at_work_after_a_run(owner_database: Database) -> None:
    """Who decides is told for the transaction alone."""
    told = "SELECT current_setting('pricebook.actor'), current_setting('pricebook.request_id')"
    with owner_database.transaction():
        owner_database.run("sync.reviews.attribute", actor="sync", request="run 1")
        assert [["sync", "run 1"]] == owner_database.run(told)
    assert [["", ""]] == owner_database.run(told)
