"""Columns of a model: a run makes each of them what its seller says, whatever stood there."""

import pytest

from pricebook.storage.postgres import Database
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("environment")

OTHERS = {
    "name": "'another'",
    "description": "'another'",
    "canonical_id": "'acme/another'",
    "context_length": "7",
    "max_output_tokens": "7",
    "modality": "'image->image'",
    "input_modalities": "'{image}'",
    "output_modalities": "'{image}'",
    "capabilities": "'{tools}'",
    "supported_parameters": "'{another}'",
    "tokenizer": "'another'",
    "quantization": "'another'",
    "license": "'another'",
    "knowledge_cutoff": "'2001-01-01'",
    "listed_at": "'2001-01-01'",
    "release_date": "'2001-01-01'",
    "deprecation_date": "'2101-01-01'",
    "deprecated": "true",
    "replacement": "'another'",
    "health_status": "'degraded'",
    "source_url": "'https://another.example'",
    "listed_by": "'{reference:litellm}'",
    "facts_source": """'{"license": "reference:litellm"}'""",
    "prices_incomplete": "true",
    "own_capabilities": "'{tools}'",
    "unsold": "true",
    "is_active": "false",
}
"""Another value of each column that a seller's list decides."""
ROW = "SELECT to_jsonb(m) - '{document,updated_at,last_seen_at}'::text[] FROM models m"


@pytest.mark.parametrize("column", OTHERS)
def test_a_run_writes_every_column(owner_database: Database, column: str) -> None:
    """A column that differs alone is reason enough to write the row, and is written."""
    listed = item("acme/a", description="A model.", context_length=128_000, created=1_700_000_000)
    run(listed)
    before = rows(owner_database, ROW)
    owner_database.run("INSERT INTO canonical_models (id, name) VALUES ('acme/another', 'x')")
    owner_database.run(f"UPDATE models SET {column} = {OTHERS[column]}")  # noqa: S608 - our own words
    assert before != rows(owner_database, ROW)

    run(listed)

    assert before == rows(owner_database, ROW)
