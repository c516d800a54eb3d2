"""What a run says of the doubt about it, and what ends the doubt: a table of every case."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from pricebook.findings import WHAT_TO_DO, Finding
from pricebook.sync import price_changes, run_doubts, run_reviews, thresholds
from pricebook.sync.run_doubts import Doubt
from pricebook.sync.run_record import Run
from pricebook.sync.thresholds import DEFAULTS

DOUBT = Doubt("one factor", "all prices are doubled")
HELD = Finding("guard", 9, "run held: all prices are doubled", WHAT_TO_DO["run"])
FELL = Finding(
    "guard",
    1,
    "1 of 4 models have a price; 3 of 5 had one before",
    WHAT_TO_DO["priced share"],
)


@pytest.mark.parametrize("fell", [False, True])
@pytest.mark.parametrize(
    ("doubt", "complete", "automatic", "confirmed", "expected"),
    [
        (None, True, True, True, (None, False)),
        (DOUBT, True, True, True, (None, True)),
        (DOUBT, True, True, False, (DOUBT, False)),
        (DOUBT, True, False, True, (DOUBT, False)),
        (DOUBT, False, True, True, (DOUBT, False)),
    ],
)
def test_only_repetition_ends_a_doubt(  # noqa: PLR0913 - a table of cases
    monkeypatch: pytest.MonkeyPatch,
    *,
    fell: bool,
    doubt: Doubt | None,
    complete: bool,
    automatic: bool,
    confirmed: bool,
    expected: tuple[Doubt | None, bool],
) -> None:
    """In complete answers of a seller that no person decides about; else it is a finding."""
    counts = {"listed_priced": 1, "listed_models": 4, "kept_priced": 3, "kept_models": 5}
    measures = SimpleNamespace(priced_share_fell=lambda: fell, changes=9, **counts)
    monkeypatch.setattr(run_doubts, "measure", lambda _database: (measures, None))
    monkeypatch.setattr(run_doubts, "doubt", lambda *_measured: doubt)
    monkeypatch.setattr(thresholds, "is_automatic", lambda *_of: automatic)
    monkeypatch.setattr(run_reviews, "confirmed", lambda *_of: confirmed)
    verdict = SimpleNamespace(findings=[], doubted=False, complete=complete, unread_models=0)
    nobody: Any = None

    assert expected == price_changes._doubt(nobody, cast("Any", verdict), DEFAULTS, Run("acme"))
    held = expected[0] is not None
    assert [*([FELL] if fell else []), *([HELD] if held else [])] == verdict.findings
    assert (fell or held) == verdict.doubted
