"""The tests that are asked: those of guards, runs and the ledger, on real stores."""

TESTS = (
    *(
        f"tests/sync/test_{name}.py"
        for name in (
            *("changed_prices", "changed_shapes", "cross_reference", "ended", "findings"),
            *("follow_up", "guards"),
            *("listed_offers", "listed_sellers", "malformed_answers", "named_outputs"),
            *("order_of_runs", "page_run", "price_changes", "provider_run", "publication"),
            *("absences", "publication_noted", "models_missed", "models_staged", "models_written"),
            *("prices_archived", "reference_run", "review_decisions", "review_recovery", "reviews"),
            *("reviews_decided", "reviews_filed", "reviews_held", "reviews_past"),
            *("reviews_settled", "run_doubts", "run_record", "run_reviews", "run_reviews_decided"),
            *("run_reviews_filed", "run_reviews_measured", "unsold", "update_models"),
            *("whole_bodies", "witnesses"),
        )
    ),
    *(
        f"tests/ledger/test_{name}.py"
        for name in (
            *("announced", "append_only", "believe", "bitemporal_model", "charged"),
            *("documents_due", "documents_refreshed", "due_documents", "exact_storage"),
            *("exchange_rates", "functions", "parts"),
        )
    ),
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
    *(
        f"tests/sync/test_{name}.py"
        for name in (
            *("bounds_of_doubt", "cron", "fetch", "fetch_borders", "fetch_secrets"),
            *("first_lists", "lease", "lease_ends", "listed_offers_stored", "recorded_days"),
            *("registration", "resolution", "run_counts", "schedule"),
        )
    ),
    *("tests/api/admin/test_sync_runs.py", "tests/deployment/test_metrics.py"),
    *("tests/alerts/test_incidents.py", "tests/alerts/test_stale_and_deprecated.py"),
)
"""And those of what runs around the statements."""
