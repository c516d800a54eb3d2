"""What a decision on held prices covers, what it writes, and what is taken back with it."""

from datetime import datetime
from typing import Any

import pytest

from tests.support.staged_run import BATCH, LONG, StagedRun

OUT: dict[str, Any] = {"meter": "output_tokens"}
TIER: dict[str, Any] = {"conditions": BATCH}
TODAY, UP = "0.000001", "0.00002"
PAST = "[2020-01-01,2021-01-01)"
SAID = {"actor": "ann", "note": "so it is"}
DECIDED = """
SELECT id FROM price_reviews WHERE decision = :decision AND decided_by = 'ann'
  AND decided_at = now() AND note = 'so it is'
ORDER BY id
"""
BELIEVED = """
SELECT meter, coalesce(amount::text, state), valid, published FROM model_prices
WHERE upper_inf(recorded) ORDER BY meter, valid
"""


@pytest.fixture
def since(staged: StagedRun) -> datetime:
    """Give the moment at which the figures under review were seen first."""
    return staged.ago(hours=5)


def test_a_card_is_decided_together(staged: StagedRun) -> None:
    """With one price all that wait of its model and source; with a decided one none."""
    model, other = staged.model("a"), staged.model("b")
    asked = staged.review(model, UP)
    card = [staged.review(model, UP, **OUT), staged.review(model, UP, **TIER)]
    staged.review(model, UP, source="reference")
    staged.review(model, UP, decision="rejected", **OUT)
    staged.review(other, UP)
    third = staged.model("c")
    decided = staged.review(third, UP, decision="rejected")
    staged.review(third, UP, **OUT)

    found = staged.statement("reviews.cards", reviews=[asked, decided])
    assert sorted([asked, *card, decided]) == [number for (number,) in found]


def test_a_decision_says_who_and_why(staged: StagedRun) -> None:
    """Approved and rejected alike: by whom, when and why; only an approval is applied."""
    model = staged.model("a")
    approved, rejected = staged.review(model, UP), staged.review(model, UP, **OUT)
    waits = staged.review(model, UP, **TIER)
    staged.statement("reviews.approve", reviews=[approved], **SAID)
    staged.statement("reviews.reject", reviews=[rejected], **SAID)

    assert [[approved]] == staged.rows(DECIDED, decision="approved")
    assert [[rejected]] == staged.rows(DECIDED, decision="rejected")
    assert [waits] == staged.waiting()
    applied = staged.rows("SELECT id FROM price_reviews WHERE applied_at = now()")
    assert [[approved]] == applied


def test_what_is_approved_is_believed(staged: StagedRun, since: datetime) -> None:
    """Since it was seen first, up to what replaced it; not at all what was replaced at once."""
    model, until = staged.model("a"), staged.ago(hours=2)
    numbers = [
        staged.review(model, UP, created_at=since),
        staged.review(model, UP, created_at=since, replaced_at=until, **OUT),
        staged.review(model, UP, created_at=since, replaced_at=since, meter="requests"),
    ]
    staged.statement("reviews.believe_approved", reviews=numbers)

    assert [
        ["input_tokens", UP, f"[{since},)"],
        ["output_tokens", UP, f"[{since},{until})"],
    ] == [[meter, figure, ranged(valid)] for meter, figure, valid, _ in staged.rows(BELIEVED)]


def ranged(valid: Any) -> str:
    """Return a range as a test writes it."""
    return f"[{valid.lower},{valid.upper or ''})"


def believed_card(staged: StagedRun, since: datetime, **said: Any) -> dict[str, int]:
    """Let a card be approved; return its reviews by whether their prices are in force."""
    model = staged.model("a")
    decided = {"decision": "approved", "created_at": since} | said

    def approved(meter: str, **more: Any) -> int:
        return staged.review(model, UP, **decided | {"meter": meter} | more)

    def believed(meter: str, **more: Any) -> None:
        staged.price(model, UP, **{"meter": meter, "valid": f"[{since},)"} | more)

    numbers = {"asked": approved("input_tokens"), "in force": approved("output_tokens")}
    believed("output_tokens")
    until = staged.ago(hours=1)
    numbers["over"] = approved("pages", replaced_at=until)
    believed("pages", valid=f"[{since},{until})")
    for why, meter, more in (
        ("of another source", "requests", {"source": "manual"}),
        ("taken back", "messages", {"recorded": PAST}),
        ("since another time", "queries", {"valid": LONG}),
        ("replaced", "sessions", {"valid": f"[{since},{until})"}),
        ("under conditions", "web_searches", TIER),
    ):
        numbers[why] = approved(meter)
        believed(meter, **more)
    numbers["never"] = approved("map_searches")
    numbers["undone"] = approved("output_tokens", undone=True)
    numbers["rejected"] = approved("output_tokens", decision="rejected")
    numbers["another day"] = approved("output_tokens", decided_at=staged.ago(hours=3))
    numbers["another list"] = approved("output_tokens", source="reference")
    believed("output_tokens", source="reference")
    return numbers


def test_a_card_is_undone_together(staged: StagedRun, since: datetime) -> None:
    """What one decision was for, as far as it is still in force."""
    numbers = believed_card(staged, since)

    found = staged.statement("reviews.decided_together", review=numbers["asked"])
    assert [numbers[name] for name in ("asked", "in force", "over")] == [id_ for (id_,) in found]


def test_a_rejected_card_is_undone_together(staged: StagedRun) -> None:
    """Nothing of it ever was in force."""
    model = staged.model("a")
    decided: dict[str, Any] = {"decision": "rejected"}
    numbers = [staged.review(model, UP, **decided), staged.review(model, UP, **decided, **OUT)]

    found = staged.statement("reviews.decided_together", review=numbers[0])
    assert numbers == [number for (number,) in found]


def test_what_was_in_force_is_believed_again(staged: StagedRun, since: datetime) -> None:
    """As its source wrote it; where nothing was, nothing is; a rejection had changed nothing."""
    model = staged.model("a")
    begun, before = f"[{since},)", f"[2020-01-01,{since})"
    old = {"old_state": "known", "old_amount": TODAY, "old_currency": "USD"}
    decided: dict[str, Any] = {"decision": "approved", "created_at": since}
    later = "[2021-01-01,)"
    staged.price(model, TODAY, valid=before, recorded=later, published="1 dollar")
    staged.price(model, UP, valid=begun)
    staged.price(model, UP, valid=begun, **OUT)
    staged.price(model, UP, valid=begun, meter="requests")
    for more in (
        {"source": "manual"},
        {"meter": "messages"},
        TIER,
        {"valid": "[2019-01-01,2020-01-01)"},
        {"recorded": PAST},
    ):
        staged.price(model, TODAY, **{"valid": before, "published": "other"} | more)
    numbers = [
        staged.review(model, UP, **decided, **old),
        staged.review(model, UP, **decided, **OUT),
        staged.review(model, UP, **decided | {"decision": "rejected"}, meter="requests"),
    ]
    staged.statement("reviews.believe_again", reviews=numbers)

    found = [row for row in staged.rows(BELIEVED) if row[-1] != "other"]
    assert [
        ["input_tokens", TODAY, before, "1 dollar"],
        ["input_tokens", TODAY, begun, "1 dollar"],
        ["requests", UP, begun, ""],
    ] == [[meter, figure, written(valid), text] for meter, figure, valid, text in found]


def written(valid: Any) -> str:
    """Return a range as a test writes it, with a day for one that began long ago."""
    return ranged(valid).replace("2020-01-01 00:00:00+00:00", "2020-01-01")


def test_who_takes_a_decision_back(staged: StagedRun) -> None:
    """By whom, when and why is kept beside the decision."""
    number = staged.review(staged.model("a"), UP, decision="approved")
    staged.statement("reviews.mark_undone", reviews=[number], **SAID)

    assert [["ann", staged.now, "so it is", "approved"]] == staged.rows(
        "SELECT undone_by, undone_at, undone_note, decision FROM price_reviews"
    )
