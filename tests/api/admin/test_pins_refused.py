"""What no operator can pin or decide; whatever is sent, no pin makes a sync fail."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.api.admin.bodies.pins import Pins
from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.admin_models import MODELS, ONE
from tests.support.documented_shapes import settled
from tests.support.fakes.provider_transport import item
from tests.support.seeds.tiers import LISTED, PAID
from tests.support.strategies import JSON
from tests.support.sync_and_query import rows, run

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
    ({"pins": {"is_active": False}}, "pins.is_active", "Known fields: canonical_id, "),
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


@pytest.fixture
def stocked(admin: AdminClient) -> AdminClient:
    """Give an office with a model that costs, a free one, and a third."""
    run(*LISTED)
    return admin


def test_wrong_pins_are_422(stocked: AdminClient, owner_database: Database) -> None:
    """The refusal names the field and the reason, and nothing is changed."""
    for body, field, reason in WRONG:
        answer = stocked.ask("PATCH", ONE, body)
        error = answer.json()["error"]
        assert (422, field) == (answer.status, error["details"]["parameter"]), body
        assert reason in error["message"]
    assert [[0]] == rows(owner_database, "SELECT count(*) FROM admin_audit_log")


@pytest.mark.parametrize("body", ["", "{", '"\\ud800', "\ufeff{}"])
def test_a_body_that_is_not_json_is_400(stocked: AdminClient, body: str) -> None:
    """No JSON is 400."""
    assert 400 == stocked.ask("PATCH", ONE, body).status


def test_an_unknown_model_is_not_found(stocked: AdminClient) -> None:
    """And the nearest is named; ids may come percent-encoded."""
    change = {"status": "active"}

    missing = stocked.ask("PATCH", f"{MODELS}/openrouter/acme/pade", change)
    encoded = stocked.ask("PATCH", f"{MODELS}/openrouter%2Facme%2Fpaid", change)

    assert (404, True) == (missing.status, PAID in missing.json()["error"]["message"])
    assert 200 == encoded.status


PLAUSIBLE = st.sampled_from(
    ["2026-01-31", "acme/x", "text", "text->text", "https://a.b", "vision", 1, 4096]
)
VALUES = JSON | PLAUSIBLE | st.lists(PLAUSIBLE, max_size=2)
BODIES = st.fixed_dictionaries(
    {"pins": st.dictionaries(st.sampled_from(sorted(Pins.model_fields)), VALUES, min_size=1)},
    optional={"status": VALUES, "is_free": VALUES, "unpin": VALUES, "reason": VALUES},
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=BODIES | JSON)
def test_no_pin_makes_a_sync_fail(
    stocked: AdminClient, owner_database: Database, body: Any
) -> None:
    """Whatever is sent is refused or stored; the next sync succeeds, and what is pinned holds."""
    answer = stocked.ask("PATCH", ONE, json.dumps(body, default=float))

    run(item("acme/paid", context_length=7), *LISTED[1:])

    assert settled("patch", "/v1/admin/models/{model_id}", answer, 200, 400, 422)
    held = "jsonb_strip_nulls(to_jsonb(m)) @> jsonb_strip_nulls(m.pins)"
    assert [] == rows(owner_database, f"SELECT model_id FROM models m WHERE NOT {held}")  # noqa: S608 - no input
