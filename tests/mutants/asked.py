"""The tests that are asked: those of runs, guards and the ledger, and of what shows their work."""

from tests.support.paths import ROOT

LEFT_OUT = {"tests/sync/test_two_processes.py", "tests/sync/test_unchanged_histories.py"}
"""These take long, and notice what others notice."""


def _of(folder: str) -> list[str]:
    found = (path.relative_to(ROOT) for path in (ROOT / "tests" / folder).glob("test_*.py"))
    return sorted({str(path) for path in found} - LEFT_OUT)


TESTS = (
    *_of("sync"),
    *_of("ledger"),
    *(
        f"tests/api/admin/test_{name}.py"
        for name in (
            *("cache_flush", "exchange_rates", "models", "models_bulk", "pins", "prices"),
            *("prices_refused", "reviews", "reviews_bulk", "run_reviews", "thresholds"),
        )
    ),
    *(
        f"tests/catalog/test_{name}.py"
        for name in ("access", "changes", "changes_of_models", "found_changes", "history", "prices")
    ),
)
CODE_TESTS = (
    *TESTS,
    *("tests/api/admin/test_sync_runs.py", "tests/deployment/test_metrics.py"),
    *("tests/alerts/test_incidents.py", "tests/alerts/test_stale_and_deprecated.py"),
)
"""And those of what runs around the statements."""
