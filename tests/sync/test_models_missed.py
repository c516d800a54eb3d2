"""Models that an answer has, and those that it misses until they are gone."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.staged_run import StagedRun

SEEN = """
SELECT m.name, s.misses, s.last_seen_at = now(), s.missed_since FROM sightings s
JOIN models m ON m.id = s.model_id ORDER BY 1
"""


def sighted(staged: StagedRun, name: str, seller: str = "ours", **said: Any) -> int:
    """Let a model have been seen six hours ago, and be missed since if that is said."""
    seen: dict[str, Any] = {"last_seen_at": staged.ago(hours=6)}
    seen |= {
        key: said.pop(key) for key in ("last_seen_at", "misses", "missed_since") if key in said
    }
    model = staged.model(name, seller, **said)
    staged.put("sightings", model_id=model, **seen)
    return model


def test_who_is_seen(staged: StagedRun) -> None:
    """What the answer has, be it a rejected item; what was missed is marked as found again."""
    missed: dict[str, Any] = {"misses": 2, "missed_since": staged.ago(hours=12)}
    staged.model("first seen")
    sighted(staged, "seen again")
    sighted(staged, "found again", **missed)
    sighted(staged, "rejected", **missed)
    sighted(staged, "missing", **missed)
    sighted(staged, "another's", "one", same_as="a", **missed)
    staged.rows("DELETE FROM incoming WHERE name IN ('rejected', 'missing')")
    staged.statement("models.mark_seen", provider="ours", rejected=["rejected", "another's"])

    still = [2, False, missed["missed_since"]]
    assert [
        ["another's", *still],
        ["first seen", 0, True, None],
        ["found again", 0, True, None],
        ["missing", *still],
        ["rejected", 0, True, None],
        ["seen again", 0, True, None],
    ] == staged.rows(SEEN)
    assert {"found again": "marked", "rejected": "marked"} == staged.touched()


@pytest.mark.parametrize("complete", [True, False])
def test_who_is_missed(
    staged: StagedRun,
    complete: bool,  # noqa: FBT001 - a table of cases
) -> None:
    """What the seller's own list had; a complete answer counts it, and its first miss is marked."""
    since = staged.ago(hours=12)
    sighted(staged, "first missed")
    sighted(staged, "missed again", misses=1, missed_since=since)
    sighted(staged, "long missed", misses=1000, missed_since=since)
    sighted(staged, "seen", last_seen_at=staged.now)
    sighted(staged, "inactive", is_active=False)
    sighted(staged, "of a list", listed_by=["reference:litellm"])
    sighted(staged, "another's", "one", same_as="a")
    found = staged.statement("models.count_misses", provider="ours", complete=complete)

    missing = ["first missed", "long missed", "missed again"]
    assert [[f"ours/{name}"] for name in missing] == found
    one = 1 if complete else 0
    counted = {name: rest for name, *rest in staged.rows(SEEN)}
    assert [one, False, staged.now if complete else None] == counted.pop("first missed")
    assert [1 + one, False, since] == counted.pop("missed again")
    assert [1000, False, since] == counted.pop("long missed")
    assert {0} == {misses for misses, *_ in counted.values()}
    assert ({"first missed": "marked"} if complete else {}) == staged.touched()


def test_who_is_gone(staged: StagedRun) -> None:
    """What three runs over eight hours have missed was listed until the first of them."""
    eight = staged.ago(hours=8)
    gone = sighted(staged, "gone", misses=3, missed_since=eight)
    staged.put("touched", id=gone, reason="marked")
    sighted(staged, "two runs", misses=2, missed_since=eight)
    sighted(staged, "seven hours", misses=3, missed_since=eight + timedelta(seconds=1))
    sighted(staged, "another's", "one", same_as="a", misses=3, missed_since=eight)
    before = staged.ago(hours=99)
    away: dict[str, Any] = {"is_active": False, "listed_until": before}
    sighted(staged, "away", misses=3, missed_since=eight, **away)
    staged.statement("models.deactivate", provider="ours", misses=3, miss_hours=8)

    assert {"gone": "deactivated"} == staged.touched()
    inactive = "SELECT name, listed_until FROM models WHERE NOT is_active ORDER BY 1"
    assert [["away", before], ["gone", eight]] == staged.rows(inactive)


@pytest.mark.parametrize("name", ["gone", "kept", "contract"])
def test_an_operator_ends_an_operators_prices(staged: StagedRun, name: str) -> None:
    """With a model that is gone all others end; those of a model that is kept do not."""
    until = staged.ago(hours=3)
    model = staged.model(name, is_active=name == "kept", listed_until=until)
    staged.price(model, "1", source="manual" if name == "contract" else "database")
    staged.put("touched", id=model, reason="updated" if name == "kept" else "deactivated")
    staged.statement("models.end_prices")

    ends = staged.rows("SELECT upper(valid) FROM model_prices WHERE upper_inf(recorded)")
    assert [[until if name == "gone" else None]] == ends
