"""A run that has held nothing, for tests of single statements."""

import pytest

from pricebook.sync import reviews
from pricebook.sync.thresholds import DEFAULTS
from tests.support.staged_run import StagedRun


@pytest.fixture
def guarded(staged: StagedRun) -> StagedRun:
    """Give a run that holds nothing yet."""
    staged.stage_prices()
    reviews.hold(staged.database, DEFAULTS, automatic=True, complete=False, everything=False)
    return staged
