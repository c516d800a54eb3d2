"""What is kept of a price that another one replaces, and when that one begins."""

from typing import Any

import pytest

from tests.support.staged_run import BATCH, StagedRun

KEPT = "SELECT lower(valid), upper(valid) FROM model_prices WHERE upper_inf(recorded)"


@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.parametrize("hours", [2, 1, 0])
def test_a_price_is_kept_of_the_time_that_it_was_charged(
    staged: StagedRun,
    dated: bool,  # noqa: FBT001 - a table of cases
    hours: int,
) -> None:
    """Up to the run, or to when the new one began; of no time at all nothing."""
    staged.stage_prices()
    began = staged.ago(hours=hours)
    end = staged.ago(hours=1) if dated else staged.now
    model = staged.model("a")
    old = staged.price(model, "1", valid=f"[{began},)")
    staged.change(model, "2", old_id=old)
    if dated:
        times: dict[str, Any] = {
            "ended": end,
            "began": end,
            "meter": "input_tokens",
            "conditions": {},
        }
        staged.put("change_times", model_id=model, **times)
    staged.statement("prices.close_beliefs")
    staged.statement("prices.archive_superseded", run=None)

    assert ([[began, end]] if began < end else []) == staged.rows(KEPT)


def test_each_price_has_a_time_of_its_own(staged: StagedRun) -> None:
    """Of a model of which another meter, or other conditions, changed at another time."""
    staged.stage_prices()
    model, began = staged.model("a"), staged.ago(hours=5)
    old = staged.price(model, "1", valid=f"[{began},)")
    staged.change(model, "2", old_id=old)
    staged.change(model, None, meter="requests")
    staged.put("price_changes", model_id=model, meter="pages", conditions={}, old_state="known")
    times = {"ended": staged.ago(hours=2), "began": staged.ago(hours=1)}
    for hours, said in ((4, {"meter": "output_tokens"}), (3, {"conditions": BATCH})):
        other: dict[str, Any] = {"meter": "input_tokens", "conditions": {}}
        at = {name: staged.ago(hours=hours) for name in times}
        staged.put("change_times", model_id=model, **other | at | said)
    staged.put("change_times", model_id=model, meter="requests", conditions={}, **times)
    staged.statement("prices.close_beliefs")
    staged.statement("prices.archive_superseded", run=None)
    staged.statement("prices.open_beliefs", source="database", run=None)

    found = "SELECT meter, lower(valid), upper(valid) FROM model_prices WHERE upper_inf(recorded)"
    assert [
        ["input_tokens", began, staged.now],
        ["input_tokens", staged.now, None],
        ["requests", staged.ago(hours=1), None],
    ] == staged.rows(f"{found} ORDER BY 1, 2")
