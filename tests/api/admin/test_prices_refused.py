"""What is no price, however an operator states it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.pricing.conditions import CONDITIONS
from pricebook.pricing.meters import METERS
from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.documented_shapes import settled
from tests.support.fakes.provider_transport import item
from tests.support.strategies import JSON
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("environment")

MODEL = "openrouter/acme/a"
ADDRESS = f"/v1/admin/prices/{MODEL}"
PRICE = {"meter": "input_tokens", "amount": "2.5", "reason": "the invoice of June"}
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"meter": "input_token"}, "meter", "'input_tokens'"),
    ({"meter": 5}, "meter", "string"),
    ({"conditions": {"service_teir": "batch"}}, "conditions", "'service_tier'"),
    ({"conditions": {"prompt_tokens_gt": "200000"}}, "conditions", "whole number"),
    ({"conditions": {"prompt_tokens_gt": True}}, "conditions", "whole number"),
    ({"conditions": {"prompt_tokens_gt": 1.5}}, "conditions", "whole number"),
    ({"conditions": {"beyond": -1}}, "conditions", "whole number"),
    ({"conditions": {"audio": "yes"}}, "conditions", "true or false"),
    ({"conditions": {"region": ""}}, "conditions", "a word"),
    ({"conditions": {"region": "a\0"}}, "conditions", "a word"),
    ({"conditions": {"weekdays": ["sunday", "monday"]}}, "conditions", "in this order"),
    ({"conditions": {"utc_windows": [["25:00", "01:00"]]}}, "conditions", "parts of the day"),
    ({"conditions": {"utc_windows": []}}, "conditions", "parts of the day"),
    ({"amount": None}, "body", "an amount"),
    ({"amount": "0"}, "amount", "greater than 0"),
    ({"amount": "-1"}, "amount", "greater than 0"),
    ({"amount": "NaN"}, "amount", "a decimal number such as 0.25"),
    ({"amount": "much"}, "amount", "decimal"),
    ({"amount": True}, "amount", "decimal"),
    ({"state": "free"}, "body", "no amount"),
    ({"state": "cheap"}, "state", "known"),
    ({"currency": "usd"}, "currency", "USD"),
    ({"currency": "$"}, "currency", "pattern"),
    ({"currency": "XXX"}, "body", "token_factor"),
    ({"meter": "token_factor"}, "body", "XXX"),
    ({"valid_from": "soon"}, "valid_from", "2026-08-22"),
    ({"valid_from": 1}, "valid_from", "2026-08-22"),
    ({"valid_to": "2026-01-01"}, "valid_to", "after valid_from"),
    ({"valid_from": "2098-01-02", "valid_to": "2098-01-02"}, "valid_to", "after valid_from"),
    ({"reason": ""}, "reason", "at least 1"),
    ({"reason": "a\0b"}, "reason", "cannot be stored"),
    ({"reason": "\ud800"}, "reason", ""),
    ({"reson": "r"}, "reson", "'reason'"),
]


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have a model listed at 1 and 2 dollars per million tokens."""
    return filled(lambda: run(item("acme/a")))


@pytest.mark.parametrize("amount", ["1000001", "0.000009"])
def test_an_absurd_amount_needs_force(
    admin: AdminClient, client: CatalogClient, amount: str
) -> None:
    """More than a dollar for one token is a slip of the unit, unless the operator insists."""
    body = {**PRICE, "amount": amount}
    refused = admin.ask("PUT", ADDRESS, body)

    assert (422, "amount") == (refused.status, refused.json()["error"]["details"]["parameter"])
    assert "force=true" in refused.json()["error"]["message"]
    assert 200 == admin.ask("PUT", ADDRESS, body, force="true").status
    assert amount == client.get(f"/v1/models/{MODEL}").json()["data"]["pricing"]["prompt"]


def test_contradictory_prices_are_422(admin: AdminClient, owner_database: Database) -> None:
    """422 names the field and what would fit, alone or in a list, and nothing is written."""
    other = {**PRICE, "meter": "output_tokens"}
    for change, field, reason in WRONG:
        for body, path in (({**PRICE, **change}, ""), ([other, {**PRICE, **change}], "1.")):
            refused = admin.ask("PUT", ADDRESS, body)
            error = refused.json()["error"]
            named = path + field if field != "body" else path or field
            assert (422, named) == (refused.status, error["details"]["parameter"]), body
            assert reason in error["message"]
    assert [[0]] == rows(
        owner_database, "SELECT count(*) FROM model_prices WHERE source = 'manual'"
    )


@pytest.mark.parametrize("body", ["", "{", "[", "null", "[]", "[null]", "5", "[" * 100_000])
def test_a_body_without_prices_is_refused(admin: AdminClient, body: str) -> None:
    """Whatever stands in place of a price."""
    assert admin.ask("PUT", ADDRESS, body).status in {400, 422}


def test_one_price_twice_is_refused(admin: AdminClient) -> None:
    """Two figures for one price cannot both be meant."""
    refused = admin.ask("PUT", ADDRESS, [PRICE, {**PRICE, "amount": "3"}])

    assert (422, "1.meter") == (refused.status, refused.json()["error"]["details"]["parameter"])


@pytest.mark.parametrize("model", ["openrouter/acme/b", "x", "openrouter/acme/a%00"])
def test_an_unknown_model_is_404(admin: AdminClient, model: str) -> None:
    """No price is stated for what nobody lists, nor taken back."""
    address = f"/v1/admin/prices/{model}"

    assert 404 == admin.ask("PUT", address, PRICE).status
    assert 404 == admin.ask("DELETE", address, meter="input_tokens", reason="r").status


@pytest.mark.parametrize(
    "query",
    [
        {"meter": "input_tokens"},
        {"reason": "r"},
        {"meter": "tokens", "reason": "r"},
        {"meter": "input_tokens", "reason": "a\0"},
        {"meter": "input_tokens", "reason": "r", "conditions": "batch"},
        {"meter": "input_tokens", "reason": "r", "conditions": '["batch"]'},
        {"meter": "input_tokens", "reason": "r", "conditions": '{"region": "\\u0000"}'},
        {"meter": "input_tokens", "reason": "r", "condition": "{}"},
    ],
)
def test_a_withdrawal_needs_meter_and_reason(admin: AdminClient, query: dict[str, Any]) -> None:
    """A meter, a reason and well-formed conditions are required."""
    assert admin.ask("DELETE", ADDRESS, **query).status in {400, 422}


ODD = JSON | st.sampled_from([*sorted(METERS)[:3], "known", "free", "2026-01-01", "XXX", "0.1"])
BODY = st.fixed_dictionaries(
    {},
    optional={
        "meter": st.sampled_from(sorted(METERS)) | ODD,
        "conditions": st.dictionaries(st.sampled_from(sorted(CONDITIONS)), ODD, max_size=3) | ODD,
        **dict.fromkeys(("state", "amount", "currency", "valid_from", "valid_to"), ODD),
        "reason": st.just("r") | ODD,
    },
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=BODY | st.lists(BODY, max_size=3) | JSON)
def test_any_body_is_stored_or_refused(admin: AdminClient, body: Any) -> None:
    """Whatever is sent is stated or refused."""
    answer = admin.ask("PUT", ADDRESS, json.dumps(body, default=float), dry_run="true")

    assert settled("put", "/v1/admin/prices/{model_id}", answer, 200, 400, 422)
