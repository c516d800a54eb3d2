"""What is kept of a price that another one replaces."""

from typing import Any

import pytest

from tests.support.staged_run import StagedRun

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
