"""Exchange rates as an operator enters and reads them."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.databases import Fill
from tests.support.documented_shapes import settled
from tests.support.fakes.provider_transport import item
from tests.support.passing_time import utc_day
from tests.support.seeds.foreign_prices import MODEL, believe
from tests.support.strategies import JSON
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("offer")

RATES = "/v1/admin/exchange-rates"
CNY = {"currency": "CNY", "usd": "0.14", "source_url": "https://bank.example/cny"}


@pytest.fixture(scope="module")
def template(filled: Fill) -> str:
    """Have one model without a price listed."""
    return filled(lambda: run(item("acme/a", "", "")))


@pytest.fixture
def offer(environment: pytest.MonkeyPatch, owner_database: Database) -> None:  # noqa: ARG001 - as above
    """Have it cost a yuan per million tokens."""
    believe(owner_database, "0.000001")


def pricing(client: CatalogClient) -> dict[str, str]:
    """Return the dollars that readers see."""
    data: dict[str, str] = client.get(f"/v1/models/{MODEL}").json()["data"]["pricing"]
    return data


def test_a_rate_converts_prices_at_once_and_is_audited(
    admin: AdminClient, client: CatalogClient
) -> None:
    """The next reader sees dollars; the answer, the list and the audit say who entered it."""
    assert {} == pricing(client)

    answer = admin.ask("POST", RATES, CNY)

    data = answer.json()["data"]
    assert (200, 1, "ada") == (answer.status, data["models"], data["rate"]["entered_by"])
    assert {"prompt": "0.14"} == pricing(client)
    query: dict[str, Any] = {"entity": "exchange_rates"}
    (entry,) = admin.ask("GET", "/v1/admin/audit", **query).json()["data"]
    assert ("ada", "CNY") == (entry["actor"], entry["subject"])
    (rate,) = admin.ask("GET", RATES).json()["data"]
    names = ("currency", "usd", "valid_from", "in_force", "source_url")
    expected = ("CNY", "0.14", utc_day().isoformat(), True, CNY["source_url"])
    assert expected == tuple(rate[name] for name in names)


def test_the_list_marks_the_rates_in_force(admin: AdminClient) -> None:
    """Of several the list says which counts today; a correction does, tomorrow's does not."""
    for usd, ahead in (("0.1", 0), ("0.2", 0), ("0.3", 1), ("0.4", -1)):
        body = {**CNY, "usd": usd, "valid_from": utc_day(ahead).isoformat()}
        assert 200 == admin.ask("POST", RATES, body).status
    admin.ask("POST", RATES, {"currency": "EUR", "usd": 1.1})

    listed = admin.ask("GET", RATES, currency="CNY").json()
    data = [(rate["usd"], rate["in_force"]) for rate in listed["data"]]
    assert [("0.3", False), ("0.2", True), ("0.1", False), ("0.4", False)] == data
    assert 5 == admin.ask("GET", RATES, page_size=1).json()["meta"]["total"]
    assert 400 == admin.ask("GET", RATES, currency="C\0Y").status


def test_the_newest_day_comes_first(admin: AdminClient) -> None:
    """By currency, then by day, then by entry; one that is not valid yet is not in force."""
    for currency, usd, ahead in (
        ("EUR", "1.1", 1),
        ("CNY", "0.1", -1),
        ("CNY", "0.2", -2),
        ("CNY", "0.3", -1),
    ):
        valid_from = utc_day(ahead).isoformat()
        rate = {"currency": currency, "usd": usd, "valid_from": valid_from}
        answered = admin.ask("POST", RATES, rate).json()["data"]["rate"]
        assert (usd, valid_from) == (answered["usd"], answered["valid_from"])

    listed = admin.ask("GET", RATES).json()["data"]
    assert [("0.3", True), ("0.1", False), ("0.2", False), ("1.1", False)] == [
        (rate["usd"], rate["in_force"]) for rate in listed
    ]
    pages = [admin.ask("GET", RATES, page=page, page_size=1).json()["data"] for page in (1, 2, 3)]
    assert ["0.3", "0.1", "0.2"] == [rate["usd"] for (rate,) in pages]


def test_a_dry_run_stores_no_rate(
    admin: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """How many models a rate would change is the answer, and readers see nothing."""
    answer = admin.ask("POST", RATES, CNY, dry_run="true").json()

    assert ({"dry_run": True}, 1) == (answer["meta"], answer["data"]["models"])
    assert {} == pricing(client)
    assert [] == rows(owner_database, "SELECT FROM exchange_rates")
    assert [] == rows(owner_database, "SELECT FROM admin_audit_log")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"currency": "USD"}, "currency"),
        ({"currency": None}, "currency"),
        ({"usd": "0"}, "usd"),
        ({"usd": "NaN"}, "usd"),
        ({"usd": "1e999999"}, "usd"),
        ({"usd": "a lot"}, "usd"),
        ({"usd": None}, "usd"),
        ({"valid_from": "2026-02-30"}, "valid_from"),
        ({"valid_from": 5}, "valid_from"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"note": "a\0b"}, "note"),
        ({"rate": "0.1"}, "rate"),
    ],
)
def test_wrong_rates_are_422(
    admin: AdminClient, owner_database: Database, change: dict[str, Any], field: str
) -> None:
    """The answer names the field, and nothing is written."""
    refused = admin.ask("POST", RATES, {**CNY, **change})

    assert 422 == refused.status
    assert field == refused.json()["error"]["details"]["parameter"]
    assert [] == rows(owner_database, "SELECT FROM exchange_rates")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=JSON
    | st.lists(JSON)
    | st.fixed_dictionaries({}, optional={name: JSON | st.just(fit) for name, fit in CNY.items()})
)
def test_any_body_is_stored_or_refused(admin: AdminClient, body: Any) -> None:
    """Whatever is sent is entered or refused."""
    answer = admin.ask("POST", RATES, json.dumps(body, default=float), dry_run="true")

    assert settled("post", RATES, answer, 200, 400, 422)
