"""A database that knows the providers, a run that has held nothing, and what CloudWatch hears."""

import pytest

from pricebook.storage.postgres import Database
from pricebook.sync import reviews
from pricebook.sync.registration import register
from pricebook.sync.thresholds import DEFAULTS
from pricebook.telemetry import metrics
from tests.support.emf_metrics import Emitted, Hear, emitted
from tests.support.staged_run import StagedRun


@pytest.fixture
def database(owner_database: Database) -> Database:
    """Give a connection to a database that knows the providers."""
    register(owner_database)
    return owner_database


@pytest.fixture
def guarded(staged: StagedRun) -> StagedRun:
    """Give a run that holds nothing yet."""
    staged.stage_prices()
    reviews.hold(staged.database, DEFAULTS, automatic=True, complete=False, everything=False)
    return staged


@pytest.fixture
def hear(capsys: pytest.CaptureFixture[str]) -> Hear:
    """Give what is counted from here on, outside of a function."""
    metrics.clear_metrics()

    def flushed() -> Emitted:
        metrics.flush_metrics()
        return emitted(capsys.readouterr().out)[-1]

    return flushed
