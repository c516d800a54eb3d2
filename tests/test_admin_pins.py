"""Pins: fields that an operator fixes, at once and for good, and that make no sync fail."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.admin.pins import Pins
from pricebook.database import Database
from tests.deciding import MODELS, ONE, patch, shown
from tests.gateway import Api
from tests.ledger import rows, run
from tests.office import Office
from tests.tiers import LISTED, PAID
from tests.upstream import item


@pytest.fixture
def stocked(office: Office) -> Office:
    """Give an office with a model that costs, a free one, and a third."""
    run(*LISTED)
    return office


def test_a_pin_is_seen_at_once_and_outlives_every_sync(stocked: Office, api: Api) -> None:
    """A pinned field shows within the same second, with its name, whatever the provider says."""
    assert shown(api)["context_length"] is None

    patch(stocked, {"pins": {"context_length": 131072, "name": "Paid"}})
    pinned = shown(api)
    run(item("acme/paid", context_length=7), *LISTED[1:])

    assert (131072, "Paid") == (pinned["context_length"], pinned["name"])
    assert ["context_length", "name"] == pinned["pins"]
    assert (131072, "Paid") == (shown(api)["context_length"], shown(api)["name"])


def test_what_is_not_pinned_says_nothing_of_pins(stocked: Office, api: Api) -> None:
    """A document without pins has no such key."""
    patch(stocked, {"pins": {"name": "Paid"}})
    patch(stocked, {"unpin": ["name"]})

    assert "pins" not in shown(api)


def test_an_unpinned_field_goes_back_to_the_provider(stocked: Office, api: Api) -> None:
    """It keeps its value until the next sync, which says what the provider says."""
    patch(stocked, {"pins": {"context_length": 131072}})
    patch(stocked, {"unpin": ["context_length"]})
    before = shown(api)["context_length"]
    run(item("acme/paid", context_length=7), *LISTED[1:])

    assert [131072, 7] == [before, shown(api)["context_length"]]


def test_every_field_can_be_pinned(stocked: Office, api: Api, database: Database) -> None:
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

    assert pins == {name: shown(api)[name] for name in pins}
    assert shown(api)["deprecated"] is True
    assert [["acme/paid-2"]] == rows(
        database, "SELECT canonical_id FROM models WHERE provider_model_id = 'acme/paid'"
    )


def test_null_pins_that_there_is_none(stocked: Office, api: Api, database: Database) -> None:
    """An operator who knows better takes a date away, also that of a reference list."""
    past = (datetime.now(UTC) - timedelta(days=3)).date().isoformat()
    database.run(
        "INSERT INTO reference_facts (model_id, source, deprecation_date) SELECT m.id, s.source,"
        " CAST(:past AS date) FROM models m, price_sources s"
        " WHERE m.provider_model_id = 'acme/paid' AND s.second_hand",
        past=past,
    )

    patch(stocked, {"pins": {"deprecation_date": None}})
    pinned = shown(api)
    patch(stocked, {"unpin": ["deprecation_date"]})

    assert (None, False) == (pinned["deprecation_date"], pinned["deprecated"])
    assert (past, True) == (shown(api)["deprecation_date"], shown(api)["deprecated"])


def test_a_passed_date_deprecates_and_one_ahead_does_not(stocked: Office, api: Api) -> None:
    """What follows from a pinned date follows at once, and in the next sync too."""
    patch(stocked, {"pins": {"deprecation_date": "2020-01-01"}})
    passed = shown(api)["deprecated"]
    patch(stocked, {"pins": {"deprecation_date": "2999-01-01"}})
    run(*LISTED)

    assert [True, False] == [passed, shown(api)["deprecated"]]


WRONG: list[tuple[Any, str, str]] = [
    ({"pins": {"contxt_length": 1}}, "pins.contxt_length", "context_length"),
    ({"pin": {}}, "pin", "pins"),
    ({"pins": {"context_length": -1}}, "pins.context_length", "greater than 0"),
    ({"pins": {"context_length": 2**31}}, "pins.context_length", "less than"),
    ({"pins": {"context_length": "12"}}, "pins.context_length", "integer"),
    ({"pins": {"context_length": 1.5}}, "pins.context_length", "integer"),
    ({"pins": {"context_length": True}}, "pins.context_length", "integer"),
    ({"pins": {"name": None}}, "pins.name", "string"),
    ({"pins": {"name": " Paid"}}, "pins.name", "blanks"),
    ({"pins": {"name": "n" * 201}}, "pins.name", "200"),
    ({"pins": {"description": "bell \u0007"}}, "pins.description", "cannot be stored"),
    ({"pins": {"name": "a\0"}}, "pins.name", "cannot be stored"),
    ({"pins": {"canonical_id": "OpenAI/GPT"}}, "pins.canonical_id", "openai/gpt-4o"),
    ({"pins": {"canonical_id": "gpt"}}, "pins.canonical_id", "creator/name"),
    ({"pins": {"canonical_id": "openai/gpt\n"}}, "pins.canonical_id", "creator/name"),
    ({"pins": {"deprecation_date": "2026-02-30"}}, "pins.deprecation_date", "day"),
    ({"pins": {"deprecation_date": 1}}, "pins.deprecation_date", "2026-08-22"),
    ({"pins": {"input_modalities": ["txt"]}}, "pins.input_modalities.0", "'text'"),
    ({"pins": {"input_modalities": None}}, "pins.input_modalities", "a list"),
    ({"pins": {"source_url": "javascript:alert(1)"}}, "pins.source_url", "begins with https"),
    ({"pins": {"is_active": False}}, "pins.is_active", "nearest"),
    ({"pins": []}, "pins", "expected an object"),
    ({"unpin": ["nam"]}, "unpin.0", "'name'"),
    ({"context_length": 1}, "body", "inside pins"),
    ({"pins": {"name": "a"}, "unpin": ["name"]}, "body", "both"),
    ({"status": "activ"}, "status", "'active'"),
    ({"status": None}, "status", "'active'"),
    ({"is_pro": "yes"}, "is_pro", "boolean"),
    ({"access": "rule"}, "access", "by_rule"),
    ({"access": None, "is_pro": True}, "body", "leave out"),
    ({}, "body", "nothing"),
    ({"reason": "because"}, "body", "nothing"),
    ([], "body", "expected an object"),
]


@pytest.mark.parametrize(("body", "field", "told"), WRONG)
def test_what_cannot_be_stored_is_refused(
    stocked: Office, database: Database, body: Any, field: str, told: str
) -> None:
    """The refusal names the field and the reason, and nothing is changed."""
    answer = stocked.ask("PATCH", ONE, body)

    error = answer.json()["error"]
    assert (422, field) == (answer.status, error["details"]["parameter"])
    assert told in error["message"]
    assert [[0]] == rows(database, "SELECT count(*) FROM admin_audit_log")


@pytest.mark.parametrize("body", ["", "{", '"\\ud800', "\ufeff{}"])
def test_what_cannot_be_read_is_refused(stocked: Office, body: str) -> None:
    """No JSON is 400."""
    assert 400 == stocked.ask("PATCH", ONE, body).status


def test_an_unknown_model_is_not_found(stocked: Office) -> None:
    """And the nearest is named; ids may come percent-encoded."""
    change = {"status": "active"}

    missing = stocked.ask("PATCH", f"{MODELS}/openrouter/acme/pade", change)
    encoded = stocked.ask("PATCH", f"{MODELS}/openrouter%2Facme%2Fpaid", change)

    assert (404, True) == (missing.status, PAID in missing.json()["error"]["message"])
    assert 200 == encoded.status


def test_a_dry_run_tells_and_changes_nothing(stocked: Office, api: Api, database: Database) -> None:
    """The answer is the same, marked; readers, the row and the audit are as they were."""
    before = shown(api)
    body = {"pins": {"context_length": 131072}, "status": "active"}

    answer = patch(stocked, body, dry_run="true").json()

    assert (True, 131072, "active") == (
        answer["meta"]["dry_run"],
        answer["data"]["context_length"],
        answer["data"]["status"],
    )
    assert before == shown(api)
    assert [[0]] == rows(database, "SELECT count(*) FROM admin_audit_log")


def test_the_audit_tells_who_what_and_why(stocked: Office) -> None:
    """One entry per row that changed, with the reason."""
    patch(stocked, {"pins": {"context_length": 9}, "is_pro": False, "reason": "asked by sales"})

    entries = stocked.ask("GET", "/v1/admin/audit", subject=PAID).json()["data"]

    assert {("ada", "asked by sales")} == {(e["actor"], e["reason"]) for e in entries}
    pinned = {"pins": {"context_length": 9}, "context_length": 9}
    assert pinned == next(e["after"] for e in entries if e["entity"] == "models")
    decided = {"is_pro": False, "decided_by": "ada"}
    assert decided == next(e["after"] for e in entries if e["entity"] == "model_access")


def test_changing_nothing_leaves_no_trace(stocked: Office, api: Api, database: Database) -> None:
    """What is so already is not written again."""
    body = {"pins": {"context_length": 9}, "status": "active", "is_pro": True}
    patch(stocked, body)
    before = (shown(api), rows(database, "SELECT count(*) FROM admin_audit_log"))

    patch(stocked, body)

    assert before == (shown(api), rows(database, "SELECT count(*) FROM admin_audit_log"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
PLAUSIBLE = st.sampled_from(
    ["2026-01-31", "acme/x", "text", "text->text", "https://a.b", "vision", 1, 4096]
)
VALUES = JSON | PLAUSIBLE | st.lists(PLAUSIBLE, max_size=2)
BODIES = st.fixed_dictionaries(
    {"pins": st.dictionaries(st.sampled_from(sorted(Pins.model_fields)), VALUES, min_size=1)},
    optional={"status": VALUES, "is_free": VALUES, "unpin": VALUES, "reason": VALUES},
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=BODIES | JSON)
def test_no_pin_makes_a_sync_fail(stocked: Office, database: Database, body: Any) -> None:
    """Whatever is sent is refused or stored; the next sync succeeds, and what is pinned holds."""
    answer = stocked.ask("PATCH", ONE, json.dumps(body))

    run(item("acme/paid", context_length=7), *LISTED[1:])

    assert answer.status in {200, 400, 422}
    held = "jsonb_strip_nulls(to_jsonb(m)) @> jsonb_strip_nulls(m.pins)"
    assert [] == rows(database, f"SELECT model_id FROM models m WHERE NOT {held}")  # noqa: S608 - no input
