"""When repetition ends the doubt about a run: how often, for how long, and of which doubt."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.sync import run_reviews
from pricebook.sync.run_doubts import Doubt
from pricebook.sync.thresholds import DEFAULTS
from tests.support.staged_run import StagedRun

RUNS, HOURS = int(DEFAULTS.review_runs), int(DEFAULTS.review_hours)
DOUBT = Doubt("one factor", "s", Decimal(2), ends_by_repetition=True)


def confirmed(staged: StagedRun, doubt: Doubt = DOUBT, **waiting: Any) -> bool:
    """Tell whether a run is confirmed while such a doubt waits, of one run less than is needed."""
    told = {"factor": 2, "runs": RUNS - 1, "created_at": staged.ago(hours=HOURS)}
    staged.run_review(**told | waiting)
    return run_reviews.confirmed(staged.database, "ours", doubt, DEFAULTS)


def test_enough_runs_over_enough_hours_confirm(staged: StagedRun) -> None:
    """This one is the last of them."""
    assert confirmed(staged)


@pytest.mark.parametrize(
    "lacking",
    [
        {"runs": RUNS - 2},
        {"reason": "market ratio"},
        {"factor": "2.1"},
        {"provider": "one"},
        {"decision": "rejected"},
    ],
)
def test_whatever_is_lacking_confirms_nothing(staged: StagedRun, lacking: dict[str, Any]) -> None:
    """One run, the same reason, about the same factor, the same seller, or that it waits."""
    assert not confirmed(staged, **lacking)


def test_too_few_hours_confirm_nothing(staged: StagedRun) -> None:
    """However many runs there were."""
    late = staged.ago(hours=HOURS - 0.01)

    assert not confirmed(staged, runs=RUNS + 9, created_at=late)


def test_nothing_that_waits_confirms_nothing(staged: StagedRun) -> None:
    """The first doubt of its kind."""
    assert not run_reviews.confirmed(staged.database, "ours", DOUBT, DEFAULTS)


def test_some_doubts_never_end_by_themselves(staged: StagedRun) -> None:
    """What loses base prices needs another source or a person."""
    assert not confirmed(staged, Doubt("one factor", "s", Decimal(2)))
