"""The review of a run: filed, counted, replaced, and closed by a run without the doubt."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.sync.run_doubts import ALIKE_FACTOR
from tests.support.staged_run import StagedRun

FACTOR = {"reason": "one factor", "factor": 2}
MARKET = {"reason": "market ratio", "factor": 5}
LOST = {"reason": "lost prices"}
DECIDED = "SELECT decision, decided_by, decided_at, note FROM run_reviews WHERE id = :review"
WAITING = "SELECT id FROM run_reviews WHERE decision IS NULL ORDER BY id"


def decision(staged: StagedRun, review: int) -> list[Any]:
    """Return what became of a run's review."""
    (row,) = staged.rows(DECIDED, review=review)
    return row


@pytest.mark.parametrize(("age", "aged"), [({"hours": 24}, True), ({"hours": 23.99}, False)])
def test_what_waits_for_repetition(
    staged: StagedRun,
    age: dict[str, float],
    aged: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """The one review of a seller that is not decided, and whether it waits for long enough."""
    staged.run_review(decision="rejected", **FACTOR)
    number = staged.run_review(runs=2, created_at=staged.ago(**age), **FACTOR)

    found = staged.statement("run_reviews.waiting", provider="ours", review_hours=24)
    assert [[number, "one factor", Decimal(2), 2, aged]] == found


@pytest.mark.parametrize(
    ("decided", "found"),
    [
        ([{"decision": "rejected"}], True),
        ([{"decision": "rejected"}, {"decision": "superseded"}], True),
        ([{"decision": "rejected"}, {}], True),
        ([{"decision": "rejected"}, {"decision": "approved"}], False),
        ([{"decision": "approved"}, {"decision": "rejected"}], True),
        ([{"decision": "rejected", "undone": True}], False),
        ([{"decision": "rejected", "reason": "market ratio"}], False),
        ([{"decision": "rejected", "sample": "all prices x 3"}], False),
        ([{"decision": "rejected", "provider": "one"}], False),
        ([], False),
    ],
)
def test_what_a_person_rejected_is_not_asked_again(
    staged: StagedRun,
    decided: list[dict[str, Any]],
    found: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """The same sentence for the same reason, if it was the newest decision on this seller."""
    doubt = {"provider": "ours", "reason": "one factor", "sample": "all prices x 2"}
    for said in decided:
        staged.run_review(**doubt | said)

    assert [[found]] == staged.statement("run_reviews.rejected", **doubt)


@pytest.mark.parametrize(
    ("waits", "doubt", "ends"),
    [
        (FACTOR, FACTOR | {"factor": "2.02"}, False),
        (FACTOR, FACTOR | {"factor": "2.0201"}, True),
        (FACTOR, MARKET, True),
        (MARKET, MARKET | {"factor": 9}, False),
        (LOST, LOST, False),
    ],
)
def test_another_doubt_is_another_review(
    staged: StagedRun,
    waits: dict[str, Any],
    doubt: dict[str, Any],
    ends: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """Another reason, or a factor that is not the same."""
    rejected = staged.run_review(decision="rejected", **LOST)
    number, other = staged.run_review(**waits), staged.run_review(provider="one", **waits)
    given = {"factor": None, "alike": ALIKE_FACTOR, "provider": "ours"} | doubt
    staged.statement("run_reviews.supersede", **given)

    note = "a later run is held for another reason"
    ended = ["superseded", "sync", staged.now, note]
    assert (ended if ends else [None] * 4) == decision(staged, number)
    assert [None] * 4 == decision(staged, other)
    assert "rejected" == decision(staged, rejected)[0]


def test_a_review_is_filed_once_and_counted(staged: StagedRun) -> None:
    """The same doubt again is one more run of it, described as it is now."""
    told = {"provider": "ours", "run": None, "sample": "new", "prices": 7, "step": 1}
    staged.run_review(decision="rejected", **FACTOR)
    ((first,),) = staged.statement("run_reviews.file", **told, **FACTOR)
    ((again,),) = staged.statement(
        "run_reviews.file", **told | MARKET | {"sample": "x", "prices": 9}
    )

    assert first == again
    assert [["market ratio", "x", Decimal(5), 9, 2]] == staged.rows(
        "SELECT reason, sample, factor, prices, runs FROM run_reviews WHERE decision IS NULL"
    )


ACCEPTED = "confirmed by other sources or by later runs"
REPLACED = "the provider publishes other prices now"
APPROVED = {"decision": "approved"}


@pytest.mark.parametrize(
    ("repeated", "priced", "ended"),
    [
        (True, {}, ["approved", "the same in 3 complete runs"]),
        (False, APPROVED, ["approved", ACCEPTED]),
        (False, {"decision": "superseded"}, ["superseded", REPLACED]),
        (False, APPROVED | {"of": "decided"}, ["superseded", REPLACED]),
        (False, APPROVED | {"of": "another's"}, ["superseded", REPLACED]),
        (False, {}, ["superseded", REPLACED]),
    ],
)
def test_a_run_without_the_doubt_closes_it(
    staged: StagedRun,
    repeated: bool,  # noqa: FBT001 - a table of cases
    priced: dict[str, Any],
    ended: list[str],
) -> None:
    """As approved where it was repeated or one of its prices is believed by now."""
    numbers = {
        "decided": staged.run_review(decision="rejected", note="no", **FACTOR),
        "waits": staged.run_review(runs=2, **FACTOR),
        "another's": staged.run_review(provider="one", **FACTOR),
    }
    said = {"of": "waits"} | priced
    staged.review(staged.model("a"), "1", run_review_id=numbers[said.pop("of")], **said)
    staged.statement("run_reviews.close", provider="ours", repeated=repeated)

    decided, note = ended
    assert [decided, "sync", staged.now, note] == decision(staged, numbers["waits"])
    assert ["rejected", "ann", "no"] == [
        value for value in decision(staged, numbers["decided"]) if value != staged.ago(hours=1)
    ]
    assert [[numbers["another's"]]] == staged.rows(WAITING)
