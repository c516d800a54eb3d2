"""A decision on a whole run: what it covers, what it withdraws, and what comes back with it."""

from datetime import datetime
from typing import Any

import pytest

from tests.support.staged_run import BATCH, LONG, StagedRun

OUT: dict[str, Any] = {"meter": "output_tokens"}
READ: dict[str, Any] = {"meter": "cache_read_tokens"}
TIER: dict[str, Any] = {"conditions": BATCH}
UP = "0.00002"
PAST = "[2020-01-01,2021-01-01)"
LOST: dict[str, Any] = {"reason": "lost prices"}
SAID = {"actor": "ann", "note": "so it is"}
BELIEVED = """
SELECT m.name, p.meter, upper(p.valid) FROM model_prices p JOIN models m ON m.id = p.model_id
WHERE upper_inf(p.recorded) ORDER BY 1, 2, 3
"""


@pytest.fixture
def since(staged: StagedRun) -> datetime:
    """Give the moment at which the figures under review were seen first."""
    return staged.ago(hours=5)


def test_what_is_decided_waits(staged: StagedRun) -> None:
    """Only a review that waits, and of its prices those that do."""
    waits, decided = staged.run_review(), staged.run_review(decision="rejected")
    model = staged.model("a")
    prices = [
        staged.review(model, UP, run_review_id=waits),
        staged.review(model, UP, run_review_id=waits, **OUT),
    ]
    staged.review(model, UP, run_review_id=waits, decision="superseded")
    staged.review(model, UP, **TIER)

    assert [[waits]] == staged.statement("run_reviews.pending", review=waits)
    assert [] == staged.statement("run_reviews.pending", review=decided)
    found = staged.statement("run_reviews.prices", review=waits)
    assert prices == [number for (number,) in found]


def test_a_decision_says_who_and_why(staged: StagedRun) -> None:
    """What was decided, by whom, when and why; and the same of who takes it back."""
    number = staged.run_review()
    staged.statement("run_reviews.decide", review=number, decision="approved", **SAID)
    assert [["approved", "ann", staged.now, "so it is"]] == staged.rows(
        "SELECT decision, decided_by, decided_at, note FROM run_reviews"
    )
    staged.statement("run_reviews.mark_undone", review=number, actor="bob", note="it is not")
    assert [["approved", "bob", staged.now, "it is not"]] == staged.rows(
        "SELECT decision, undone_by, undone_at, undone_note FROM run_reviews"
    )


@pytest.mark.parametrize(
    ("decided", "undoable"),
    [
        ({"decision": "approved"}, True),
        ({"decision": "rejected"}, True),
        ({"decision": "superseded"}, False),
        ({"decision": "rejected", "undone": True}, False),
        ({}, False),
    ],
)
def test_which_decision_can_be_taken_back(
    staged: StagedRun,
    decided: dict[str, Any],
    undoable: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """A person's, once."""
    number = staged.run_review(**decided)

    assert undoable == bool(staged.statement("run_reviews.undoable", review=number))


@pytest.mark.parametrize(("reason", "ends"), [("lost prices", True), ("one factor", False)])
def test_what_an_accepted_run_missed_is_withdrawn(
    staged: StagedRun,
    since: datetime,
    reason: str,
    ends: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """Since it was missed first, where the run lost prices; not what another seller misses."""
    for name, seller in (("a", "ours"), ("b", "one"), ("c", "ours")):
        model = staged.model(name, seller)
        staged.price(model, UP)
        if name != "c":
            missed = {"model_id": model, "meter": "input_tokens", "since": since}
            staged.put("price_absences", source="database", **missed)
    number = staged.run_review(reason=reason)
    staged.statement("run_reviews.withdraw_missing", review=number)

    assert [
        ["a", "input_tokens", since if ends else None],
        ["b", "input_tokens", None],
        ["c", "input_tokens", None],
    ] == staged.rows(BELIEVED)
    left = [["b"]] if ends else [["a"], ["b"]]
    missing = "SELECT m.name FROM price_absences a JOIN models m ON m.id = a.model_id ORDER BY 1"
    assert left == staged.rows(missing)


def test_the_prices_that_it_was_for(staged: StagedRun, since: datetime) -> None:
    """Those approved with it that are in force still."""
    run = staged.run_review(decision="approved")
    model, until = staged.model("a"), staged.ago(hours=1)
    begun = f"[{since},)"

    def approved(meter: str, **said: Any) -> int:
        told = {"decision": "approved", "created_at": since, "run_review_id": run}
        return staged.review(model, UP, **told | {"meter": meter} | said)

    def believed(meter: str, **said: Any) -> None:
        staged.price(model, UP, **{"meter": meter, "valid": begun} | said)

    wanted = [approved("output_tokens"), approved("pages", replaced_at=until)]
    believed("output_tokens")
    believed("pages", valid=f"[{since},{until})")
    for meter, more in (
        ("requests", {"source": "manual"}),
        ("messages", {"recorded": PAST}),
        ("queries", {"valid": LONG}),
        ("sessions", {"valid": f"[{since},{until})"}),
        ("web_searches", TIER),
    ):
        approved(meter)
        believed(meter, **more)
    approved("map_searches")
    for other in (
        {"undone": True},
        {"decision": "rejected"},
        {"decided_at": staged.ago(hours=3)},
        {"run_review_id": None},
    ):
        approved("output_tokens", **other)

    found = staged.statement("run_reviews.decided_prices", review=run)
    assert wanted == [number for (number,) in found]


def test_the_prices_that_were_rejected_with_it(staged: StagedRun) -> None:
    """None of them was ever in force."""
    run = staged.run_review(decision="rejected")
    number = staged.review(staged.model("a"), UP, decision="rejected", run_review_id=run)

    assert [[number]] == staged.statement("run_reviews.decided_prices", review=run)


APPROVED: dict[str, Any] = {"decision": "approved", **LOST}


def withdrawn(staged: StagedRun, name: str, since: Any, **said: Any) -> int:
    """Let a decision an hour ago have ended a price of a model, and return the model."""
    decided = staged.ago(hours=1)
    model = staged.model(name, **said.pop("model", {}))
    staged.price(model, UP, recorded=f"[2020-01-01,{decided})")
    until = said.pop("until", since)
    ended = {"valid": f"[2020-01-01,{until})", "recorded": f"[{decided},)"}
    staged.price(model, UP, **ended | said)
    return model


def test_what_a_decision_withdrew_comes_back(staged: StagedRun, since: datetime) -> None:
    """From its end on, where nothing has been stated since; beside whatever else is believed."""
    decided = staged.ago(hours=1)
    run = staged.run_review(**APPROVED)
    back = withdrawn(staged, "back", since)
    staged.price(back, UP, **OUT)
    staged.price(back, UP, **TIER)
    withdrawn(staged, "just then", since, until=decided)
    withdrawn(staged, "stays away", since, model={"is_active": False})
    withdrawn(staged, "later", since, until="2100-01-01")
    withdrawn(staged, "before", since, recorded=f"[{staged.ago(hours=2)},)", meter="pages")
    withdrawn(staged, "of an operator", since, source="manual")
    withdrawn(staged, "taken back", since, recorded=f"[{decided},{staged.ago(minutes=1)})")
    stated = withdrawn(staged, "stated since", since)
    anew = f"[{staged.ago(minutes=30)},)"
    staged.price(stated, UP, valid=anew, recorded=anew)
    staged.statement("run_reviews.restore_missing", review=run)

    touched = "SELECT m.name, t.reason FROM touched t JOIN models m USING (id) ORDER BY 1"
    assert [["back", "updated"], ["just then", "updated"]] == staged.rows(touched)
    found = [row for row in staged.rows(BELIEVED) if row[0] in {"back", "just then"}]
    assert [
        ["back", "input_tokens", since],
        ["back", "input_tokens", None],
        ["back", "input_tokens", None],
        ["back", "output_tokens", None],
        ["just then", "input_tokens", decided],
        ["just then", "input_tokens", None],
    ] == found


@pytest.mark.parametrize("said", [{"decision": "rejected"}, {"reason": "one factor"}])
def test_another_decision_withdrew_nothing(
    staged: StagedRun, since: datetime, said: dict[str, Any]
) -> None:
    """Only the approval of a run that lost prices ends any."""
    run = staged.run_review(**APPROVED | said)
    withdrawn(staged, "a", since)
    staged.statement("run_reviews.restore_missing", review=run)

    assert [] == staged.rows("SELECT * FROM touched")
