"""Pins: fields that an operator fixes, at once and for good."""

from datetime import UTC, datetime, timedelta

import pytest

from pricebook.api.admin.bodies.pins import Pins
from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.admin_models import patch, shown
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.seeds.tiers import LISTED, PAID
from tests.support.sync_and_query import rows, run


@pytest.fixture
def stocked(admin: AdminClient) -> AdminClient:
    """Give an office with a model that costs, a free one, and a third."""
    run(*LISTED)
    return admin


def test_a_pinned_field_outlives_every_sync(stocked: AdminClient, client: CatalogClient) -> None:
    """A pinned field shows within the same second, with its name, whatever the provider says."""
    assert shown(client)["context_length"] is None

    patch(stocked, {"pins": {"context_length": 131072, "name": "Paid"}})
    pinned = shown(client)
    run(item("acme/paid", context_length=7), *LISTED[1:])

    assert (131072, "Paid") == (pinned["context_length"], pinned["name"])
    assert ["context_length", "name"] == pinned["pins"]
    assert (131072, "Paid") == (shown(client)["context_length"], shown(client)["name"])


def test_a_document_without_pins_lists_none(stocked: AdminClient, client: CatalogClient) -> None:
    """A document without pins has no such key."""
    patch(stocked, {"pins": {"name": "Paid"}})
    patch(stocked, {"unpin": ["name"]})

    assert "pins" not in shown(client)


def test_an_unpinned_field_returns_to_the_provider(
    stocked: AdminClient, client: CatalogClient
) -> None:
    """It keeps its value until the next sync, which says what the provider says."""
    patch(stocked, {"pins": {"context_length": 131072}})
    patch(stocked, {"unpin": ["context_length"]})
    before = shown(client)["context_length"]
    run(item("acme/paid", context_length=7), *LISTED[1:])

    assert [131072, 7] == [before, shown(client)["context_length"]]


def test_every_field_can_be_pinned(
    stocked: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """The closed list is stored, survives a sync and shows, field by field."""
    today = datetime.now(UTC).date()
    pins = {
        "name": "Paid",
        "description": "Two\nlines.",
        "canonical_id": "acme/paid-2",
        "context_length": 2**31 - 1,
        "max_output_tokens": 1,
        "modality": "text+image->text",
        "input_modalities": ["text", "image"],
        "output_modalities": ["text"],
        "capabilities": ["vision"],
        "supported_parameters": ["top_p"],
        "tokenizer": "Acme",
        "quantization": "fp8",
        "license": "MIT",
        "knowledge_cutoff": "2025-01-31",
        "release_date": "2025-02-01",
        "deprecation_date": today.isoformat(),
        "replacement": "acme/next",
        "health_status": "shaky",
        "source_url": "https://example.com/paid?x=1",
    }
    assert pins.keys() == Pins.model_fields.keys()

    patch(stocked, {"pins": pins})
    run(*LISTED)

    assert pins == {name: shown(client)[name] for name in pins}
    assert shown(client)["deprecated"] is True
    assert [["acme/paid-2"]] == rows(
        owner_database, "SELECT canonical_id FROM models WHERE provider_model_id = 'acme/paid'"
    )


def test_null_pins_that_there_is_none(
    stocked: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """An operator who knows better takes a date away, also that of a reference list."""
    past = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    owner_database.run(
        "INSERT INTO reference_facts (model_id, source, deprecation_date) SELECT m.id, s.source,"
        " CAST(:past AS date) FROM models m, price_sources s"
        " WHERE m.provider_model_id = 'acme/paid' AND s.second_hand",
        past=past,
    )

    patch(stocked, {"pins": {"deprecation_date": None}})
    pinned = shown(client)
    patch(stocked, {"unpin": ["deprecation_date"]})

    assert (None, False) == (pinned["deprecation_date"], pinned["deprecated"])
    assert (past, True) == (shown(client)["deprecation_date"], shown(client)["deprecated"])


def test_a_pinned_past_date_deprecates_a_model(stocked: AdminClient, client: CatalogClient) -> None:
    """What follows from a pinned date follows at once, and in the next sync too."""
    patch(stocked, {"pins": {"deprecation_date": "2020-01-01"}})
    passed = shown(client)["deprecated"]
    patch(stocked, {"pins": {"deprecation_date": "2999-01-01"}})
    run(*LISTED)

    assert [True, False] == [passed, shown(client)["deprecated"]]


def test_a_dry_run_pins_nothing(
    stocked: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """The answer is the same, marked; readers, the row and the audit are as they were."""
    before = shown(client)
    body = {"pins": {"context_length": 131072}, "status": "active"}

    answer = patch(stocked, body, dry_run="true").json()

    assert (True, 131072, "active") == (
        answer["meta"]["dry_run"],
        answer["data"]["context_length"],
        answer["data"]["status"],
    )
    assert before == shown(client)
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM admin_audit_log")


def test_a_pin_is_audited_with_its_reason(stocked: AdminClient) -> None:
    """One entry per row that changed, with the reason."""
    patch(stocked, {"pins": {"context_length": 9}, "is_pro": False, "reason": "asked by sales"})

    entries = stocked.ask("GET", "/v1/admin/audit", subject=PAID).json()["data"]

    assert {("ada", "asked by sales")} == {(e["actor"], e["reason"]) for e in entries}
    pinned = {"pins": {"context_length": 9}, "context_length": 9}
    assert pinned == next(e["after"] for e in entries if e["entity"] == "models")
    decided = {"is_pro": False, "decided_by": "ada"}
    assert decided == next(e["after"] for e in entries if e["entity"] == "model_access")


def test_a_change_without_effect_is_not_audited(
    stocked: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """What is so already is not written again."""
    body = {"pins": {"context_length": 9}, "status": "active", "is_pro": True}
    patch(stocked, body)
    before = (shown(client), rows(owner_database, "SELECT count(*) FROM admin_audit_log"))

    patch(stocked, body)

    assert before == (shown(client), rows(owner_database, "SELECT count(*) FROM admin_audit_log"))
