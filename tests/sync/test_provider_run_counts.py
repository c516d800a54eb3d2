"""What a provider's run says of what it changed: counts, its status, and lists that end."""

import pytest

from pricebook.sync import provider_run
from pricebook.sync.guards import Verdict
from pricebook.sync.run_record import Run
from tests.support.staged_run import StagedRun

LISTED = 500
"""How many changed prices and models an answer lists."""
MORE = LISTED + 1
MANY_UPDATED = """
WITH many AS (
  INSERT INTO models (provider, provider_model_id, name)
  SELECT 'ours', 'm' || n, 'm' || n FROM generate_series(1, :more) AS n RETURNING id
), kept AS (
  INSERT INTO touched (id, reason) SELECT id, 'updated' FROM many
)
INSERT INTO price_changes (model_id, meter, conditions, new_state)
SELECT id, 'input_tokens', '{}', 'free' FROM many
"""


def summarised(staged: StagedRun, verdict: Verdict, *missing: str) -> Run:
    """Return what a run says of its changes."""
    report = Run("ours")
    provider_run._summarise(staged.database, verdict, report, list(missing))
    return report


def test_what_was_neither_added_nor_updated_is_unchanged(staged: StagedRun) -> None:
    """Of everything that the answer lists; what is only marked counts apart."""
    staged.stage_prices()
    for name, reason in (
        *(("a", "added"), ("b", "added"), ("c", "updated"), ("d", "returned"), ("e", "marked")),
        *(("f", None), ("g", None)),
    ):
        model = staged.model(name)
        if reason:
            staged.put("touched", id=model, reason=reason)
    report = summarised(staged, Verdict([], []), "gone")

    assert (2, 2, 3) == (report.added, report.updated, report.unchanged)
    assert (1, 1, 1) == (report.returned, report.marked, report.missing)


def test_lists_of_an_answer_end_and_counts_do_not(staged: StagedRun) -> None:
    """The ledger has them all."""
    staged.stage_prices()
    staged.database.run(MANY_UPDATED, more=MORE)
    missing = [f"ours/gone{number}" for number in range(MORE)]
    report = summarised(staged, Verdict([], []), *missing)

    assert (MORE, MORE) == (report.prices_changed, report.missing)
    assert [LISTED] * 3 == [
        len(listed)
        for listed in (report.price_changes, report.models["updated"], report.models["missing"])
    ]
    assert missing[:LISTED] == report.models["missing"]


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        (Verdict([], []), "success"),
        (Verdict([], [], complete=False), "partial"),
        (Verdict([], [], doubted=True), "partial"),
        (Verdict([], [], complete=False, doubted=True), "partial"),
    ],
)
def test_only_a_whole_run_without_doubt_succeeds(
    staged: StagedRun, verdict: Verdict, status: str
) -> None:
    """Of an incomplete answer, or with prices that nobody believes, it is a partial one."""
    staged.stage_prices()

    assert status == summarised(staged, verdict).status


def test_a_price_that_nobody_knew_was_unknown() -> None:
    """And one that is withdrawn is unknown from now on."""
    model = ["ours/a", "requests", '{"service_tier": "batch"}']
    first, last = (
        provider_run._price_change([*model, *change])
        for change in ((None, None, "free", "0"), ("known", "0.1", None, None))
    )
    unknown = {"state": "unknown", "amount": None}

    assert first == {
        "model_id": "ours/a",
        "meter": "requests",
        "conditions": {"service_tier": "batch"},
        "old": unknown,
        "new": {"state": "free", "amount": "0"},
    }
    assert ({"state": "known", "amount": "0.1"}, unknown) == (last["old"], last["new"])
