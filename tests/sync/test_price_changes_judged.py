"""What a run makes of its price changes: believed and written, or held, counted and filed."""

from decimal import Decimal
from typing import Any

import pytest

from pricebook.sync import price_changes
from pricebook.sync.guards import Verdict
from pricebook.sync.run_record import Run
from pricebook.sync.thresholds import DEFAULTS
from tests.support.staged_run import StagedRun

MANY = 20
"""So many prices that change by one factor are a doubt about the run."""
AMOUNTS = """
SELECT m.name, p.amount FROM model_prices p JOIN models m ON m.id = p.model_id
WHERE upper_inf(p.recorded) AND p.valid @> now() ORDER BY 1
"""
RUN_REVIEWS = "SELECT reason, prices, runs, decision FROM run_reviews ORDER BY id"
FILED = "SELECT count(*), min(runs), count(run_review_id) FROM price_reviews WHERE decision IS NULL"
PUBLISHED = """
UPDATE incoming i SET published_prices = (
  SELECT jsonb_agg(to_jsonb(p) - 'model_id') FROM published p WHERE p.model_id = i.id
)
"""


def write(staged: StagedRun, *, complete: bool = True) -> tuple[Verdict, Run]:
    """Write what the answer changes; return what is said of the answer, and of the run."""
    staged.rows(PUBLISHED)
    staged.rows("DROP TABLE published")
    verdict, report = Verdict([], [], complete=complete), Run("ours")
    price_changes.write(staged.database, verdict, DEFAULTS, report)
    return verdict, report


def cut(staged: StagedRun, number: int, factor: str) -> list[list[Any]]:
    """Let the answer change so many prices by one factor; return what is believed before it."""
    for name in range(number):
        model = staged.model(f"m{name:02}")
        staged.price(model, "0.00001")
        staged.states(model, str(Decimal("0.00001") * Decimal(factor)))
    return staged.rows(AMOUNTS)


def test_a_run_without_doubt_is_believed(staged: StagedRun) -> None:
    """Its prices replace what they were, and what waited for a run before it waits no longer."""
    staged.run_review()
    cut(staged, 1, "1.1")
    verdict, report = write(staged)

    assert [["m00", Decimal("0.000011")]] == staged.rows(AMOUNTS)
    assert [["one factor", 1, 1, "superseded"]] == staged.rows(RUN_REVIEWS)
    assert (False, [], 0) == (verdict.doubted, verdict.findings, report.prices_held)


@pytest.mark.parametrize("complete", [True, False])
def test_a_run_in_doubt_is_held_and_filed(staged: StagedRun, *, complete: bool) -> None:
    """No price of it is written; it is filed as one, and counts as a repetition if it is whole."""
    before = cut(staged, MANY, "0.5")
    verdict, report = write(staged, complete=complete)

    assert before == staged.rows(AMOUNTS)
    assert [["one factor", MANY, int(complete), None]] == staged.rows(RUN_REVIEWS)
    assert [[MANY, int(complete), MANY]] == staged.rows(FILED)
    assert (True, MANY) == (verdict.doubted, report.prices_held)
    assert "run held: all prices x 0.5" == verdict.findings[0].sample


def test_one_price_that_is_held_is_filed_alone(staged: StagedRun) -> None:
    """Its guard is a finding, the run is not in doubt, and what waited of a run is over."""
    staged.run_review()
    before = cut(staged, 1, "20")
    verdict, report = write(staged)

    assert before == staged.rows(AMOUNTS)
    assert [[1, 1, 0]] == staged.rows(FILED)
    assert [["one factor", 1, 1, "superseded"]] == staged.rows(RUN_REVIEWS)
    assert (False, 1) == (verdict.doubted, report.prices_held)
    assert ["jump"] == [finding.sample.partition(":")[0] for finding in verdict.findings]


def test_guards_plan_for_the_changes_that_there_are(staged: StagedRun) -> None:
    """A run that changes nothing is the usual one, and is not planned as if it changed hundreds."""
    write(staged)

    assert [[0]] == staged.rows(
        "SELECT reltuples FROM pg_class WHERE oid = 'price_changes'::regclass"
    )


def test_nothing_waits_of_a_model_that_is_gone(staged: StagedRun) -> None:
    """Neither a held price nor one that is missed, and what was believed has ended."""
    left = staged.ago(hours=9)
    model = staged.model("a", is_active=False, listed_until=left)
    staged.price(model, "0.00001")
    review = staged.review(model, "0.0002")
    missed = {"source": "database", "meter": "input_tokens", "conditions": {}}
    staged.put("price_absences", model_id=model, since=left, **missed)
    staged.put("touched", id=model, reason="deactivated")
    price_changes.end(staged.database)

    assert ("superseded", left) == (staged.decision(review)[0], staged.decision(review)[4])
    assert [] == staged.rows("SELECT * FROM price_absences")
    assert [] == staged.rows(AMOUNTS)
