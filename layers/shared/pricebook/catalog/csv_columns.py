"""Columns of the list of models as CSV, each a path into a document."""

from collections.abc import Sequence

from pricebook.pricing.conditions import CONDITIONS

PRICING_COLUMNS = (
    *("prompt", "completion", "cache_read", "cache_write"),
    *("reasoning", "audio", "image", "request"),
)
COLUMNS = (
    *("id", "provider", "provider_model_id", "canonical_id", "name", "description"),
    *("context_length", "max_output_tokens", "modality", "input_modalities", "output_modalities"),
    *("capabilities", "supported_parameters", "is_active", "deprecated", "deprecation_date"),
    *("release_date", "health_status", "pricing", "pricing_source"),
    *("first_seen_at", "last_seen_at", "updated_at", "source_url"),
)
"""Default columns of CSV: the fields that fit into a cell."""

PRICE_COLUMNS = (
    *("id", "provider", "canonical_id", "name", "meter", "per", "amount", "currency", "state"),
    *("source", "confidence", "observed_at", "valid_from"),
    *(f"conditions.{condition}" for condition in sorted(CONDITIONS)),
)
"""Columns of CSV with a line per price."""


def columns(fields: Sequence[str] | None, prices: str | None) -> list[str]:
    """Return the columns: of a line per model, or with `long` of a line per price."""
    if prices == "long":
        return list(PRICE_COLUMNS)
    paths = {name: [name] for name in fields or COLUMNS}
    if "pricing" in paths:
        paths["pricing"] = [f"pricing.{key}" for key in PRICING_COLUMNS]
    return [path for column in paths.values() for path in column]
