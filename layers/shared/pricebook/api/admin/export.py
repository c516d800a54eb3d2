"""Export of the admin lists as CSV or NDJSON files."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from pricebook.api.admin import MAX_ID, AdminRoutes, Word
from pricebook.serving import answer
from pricebook.storage.writer import writer
from pricebook.timestamps import Moment

MAX_ROWS = 5_000
MAX_BYTES = 4_000_000
"""Bounds of a page: in base64 it stays below what Lambda can send, compressed or not."""
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8; header=present", "ndjson": "application/x-ndjson"}
COLUMNS = {
    "models": (
        *("id", "provider", "provider_model_id", "canonical_id", "name", "is_active", "status"),
        *("is_free", "is_pro", "is_enterprise", "free_by_rule", "decided_by", "pins"),
        *("context_length", "max_output_tokens", "modality", "deprecated", "deprecation_date"),
        *("price_states", "pricing.prompt", "pricing.completion", "pricing_source"),
        *("last_seen_at", "misses", "last_run.id", "last_run.status", "last_run.completed_at"),
        *("first_seen_at", "updated_at"),
    ),
    "prices": (
        *("id", "model_id", "source", "meter", "per", "conditions", "state", "amount", "currency"),
        *("published", "valid_from", "valid_to", "believed_from", "believed_to", "sync_run_id"),
    ),
    "reviews": (
        *("id", "model_id", "source", "meter", "per", "conditions"),
        *("old_state", "old_amount", "old_currency", "new_state", "new_amount", "new_currency"),
        *("published", "reason", "sample", "sync_run_id", "created_at"),
        *("status", "decision", "decided_by", "decided_at", "note", "applied_at"),
        *("undone_by", "undone_at", "undone_note"),
    ),
    "runs": (
        *("id", "provider", "status", "kind", "triggered_by", "started_at", "completed_at"),
        *("duration_ms", "models_fetched", "models_added", "models_updated", "models_unchanged"),
        *("models_rejected", "models_missing", "models_returned", "models_deactivated"),
        *("prices_changed", "errors"),
    ),
    "audit": (
        *("id", "at", "actor", "request_id", "action", "entity", "key", "subject"),
        *("before", "after", "reason"),
    ),
    "providers": (
        *("slug", "name", "kind", "is_active", "sync_interval", "sync_at", "sync_cron"),
        *("alert_after", "guards"),
        *("health", "freshness", "last_run_status", "last_run_at", "updated_at"),
    ),
    "benchmarks": (
        *("id", "model_id", "benchmark_name", "score", "source_url", "measured_at"),
        *("created_at", "updated_at"),
    ),
    "disagreements": (
        *("id", "model_id", "meter", "per", "conditions", "currency", "trusted_source"),
        *("trusted_amount", "other_source", "other_amount", "ratio", "observed_at"),
    ),
    "exchange_rates": (
        *("id", "currency", "usd", "valid_from", "source_url", "note", "entered_by", "entered_at"),
    ),
}

routes = AdminRoutes()

Table = Literal[
    "models",
    "prices",
    "reviews",
    "runs",
    "audit",
    "providers",
    "benchmarks",
    "disagreements",
    "exchange_rates",
]
Since = Annotated[
    Moment | None,
    Query(description="Changed, recorded, held, started or done from this moment on."),
]
Cursor = Annotated[
    int,
    Query(ge=0, le=MAX_ID, description="Where the page before ended; Link has the URL."),
]


@routes.get("/v1/admin/export")
def export_rows(
    what: Annotated[Table, Query()],
    *,
    format: Annotated[Literal["csv", "ndjson"], Query()] = "csv",  # noqa: A002 - what the API calls it
    provider: Annotated[Word | None, Query()] = None,
    since: Since = None,
    cursor: Cursor = 0,
) -> Response[str]:
    """One of the admin lists as a file; the Link header leads to what did not fit."""
    filters = {"what": what, "format": format, "provider": provider, "since": since}
    page = {"cursor": cursor, "size": MAX_ROWS, "most_bytes": MAX_BYTES}
    columns = list(COLUMNS[what])
    ((text, read_at, next_cursor),) = writer().run(
        "admin.export.export", **filters, **page, columns=columns
    )
    rows = answer.build(text, text, read_at, next_page=next_cursor)
    response = routes.api.send_cursor_page((rows, "database"), "cursor", "no-store")
    response.headers["Content-Type"] = CONTENT_TYPES[format]
    response.headers["Content-Disposition"] = f'attachment; filename="{what}.{format}"'
    return response
