"""Providers as an operator runs them: paused, how often, and what their guards go by."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.api.admin.providers import GuardLimits
from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from tests.support.admin_client import AdminClient
from tests.support.admin_providers import ADDRESS, conduct, due
from tests.support.clients import CatalogClient
from tests.support.documented_shapes import settled
from tests.support.fakes.provider_transport import items
from tests.support.strategies import JSON
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("environment")

GUARDS = sorted(GuardLimits.model_fields)


def test_every_provider_and_list_has_its_settings(admin: AdminClient) -> None:
    """Cadence as ISO 8601, the numbers that guards go by as text, and how it does."""
    answer = admin.ask("GET", "/v1/admin/providers", page_size=500).json()

    by_slug = {provider["slug"]: provider for provider in answer["data"]}
    assert answer["meta"]["total"] == len(by_slug)
    provider = by_slug["openrouter"]
    names = ("is_active", "sync_interval", "sync_at", "alert_after", "guards", "health")
    assert (True, "PT6H", None, None, {}, "unknown") == tuple(provider[name] for name in names)
    assert ("0.5", "10") == tuple(
        provider["thresholds"][n] for n in ("shrink_floor", "jump_factor")
    )
    assert "P1D" == by_slug["models-dev"]["sync_interval"]
    assert provider == admin.ask("GET", ADDRESS).json()["data"]


def test_a_paused_provider_is_not_started(
    admin: AdminClient, client: CatalogClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pause counts at once, readers see it, the audit has it, and it can be ended."""
    run(*items(1))
    assert client.get("/v1/providers/openrouter").json()["data"]["is_active"] is True

    assert conduct(admin, is_active=False)["is_active"] is False

    assert client.get("/v1/providers/openrouter").json()["data"]["is_active"] is False
    query: dict[str, Any] = {"subject": "openrouter", "is_active": "false"}
    paused = admin.ask("GET", "/v1/admin/providers", is_active="false").json()["data"]
    assert ["openrouter"] == [provider["slug"] for provider in paused]
    del query["is_active"]
    (entry,) = admin.ask("GET", "/v1/admin/audit", **query).json()["data"]
    expected = ("ada", {"is_active": True}, {"is_active": False})
    assert expected == (entry["actor"], entry["before"], entry["after"])
    writer().run("UPDATE sync_runs SET started_at = now() - interval '1 day'")
    assert not due(monkeypatch)
    conduct(admin, is_active=True)
    assert due(monkeypatch)


def test_changing_a_provider_registers_no_other(
    admin: AdminClient, owner_database: Database
) -> None:
    """On a fresh database the audit has the change, and not the registry of the code."""
    conduct(admin, is_active=False)

    assert [["update", "openrouter"]] == rows(
        owner_database, "SELECT action, subject FROM admin_audit_log"
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("6 hours", "PT6H"),
        ("1 day", "P1D"),
        ("2 weeks", "P14D"),
        ("5 minutes", "PT5M"),
        ("PT6H", "PT6H"),
        ("P1DT12H", "P1DT12H"),
        ("P1W", "P7D"),
        ("rate(6 hours)", "PT6H"),
        ("rate(1 day)", "P1D"),
    ],
)
def test_the_sync_interval_is_read_in_words_and_iso(
    admin: AdminClient, written: str, kept: str
) -> None:
    """In words or as ISO 8601; what was not sent stays."""
    conduct(admin, alert_after=5)

    result = conduct(admin, sync_interval=written)

    assert (kept, 5) == (result["sync_interval"], result["alert_after"])


def test_the_sync_interval_decides_when_a_sync_is_due(
    admin: AdminClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A provider is due when its own cadence has passed since its last run."""
    run(*items(1))
    writer().run("UPDATE sync_runs SET started_at = now() - interval '50 minutes'")

    conduct(admin, sync_interval="1 hour")
    assert not due(monkeypatch)
    conduct(admin, sync_interval="45 minutes")
    assert due(monkeypatch)


@pytest.mark.parametrize(
    ("interval", "hour", "since"),
    [
        ("1 day", "-1 hour", {"2 hours": True, "30 minutes": False}),
        ("1 day", "1 hour", {"25 hours": True, "20 hours": False}),
        ("12 hours", "-13 hours", {"2 hours": True, "30 minutes": False}),
    ],
)
def test_sync_at_decides_the_hour(
    admin: AdminClient,
    monkeypatch: pytest.MonkeyPatch,
    interval: str,
    hour: str,
    since: dict[str, bool],
) -> None:
    """Counted from an hour, a run is due once that hour has passed since the last one began."""
    run(*items(1))
    ((at,),) = writer().run("SELECT to_char(now() + CAST(:hour AS interval), 'HH24:MI')", hour=hour)

    assert at == conduct(admin, sync_interval=interval, sync_at=at)["sync_at"]
    for ago, starts in since.items():
        writer().run("UPDATE sync_runs SET started_at = now() - CAST(:ago AS interval)", ago=ago)
        assert starts is due(monkeypatch)
    assert conduct(admin, sync_at=None)["sync_at"] is None


def test_a_dry_run_changes_nothing(admin: AdminClient, owner_database: Database) -> None:
    """The answer is how it would be run."""
    before = admin.ask("GET", ADDRESS).json()["data"]
    answer = admin.ask("PATCH", ADDRESS, {"is_active": False}, dry_run="true").json()

    assert ({"dry_run": True}, False) == (answer["meta"], answer["data"]["is_active"])
    assert before == admin.ask("GET", ADDRESS).json()["data"]
    assert [] == rows(owner_database, "SELECT FROM admin_audit_log")


WRONG: list[tuple[Any, str]] = [
    ({}, "body"),
    ({"active": False}, "active"),
    ({"is_active": "no"}, "is_active"),
    ({"is_active": None}, "is_active"),
    ({"sync_interval": "4 minutes"}, "sync_interval"),
    ({"sync_interval": "PT299S"}, "sync_interval"),
    ({"sync_interval": "2 months"}, "sync_interval"),
    ({"sync_interval": "P1M"}, "sync_interval"),
    ({"sync_interval": "99999 weeks"}, "sync_interval"),
    ({"sync_interval": "infinity"}, "sync_interval"),
    ({"sync_interval": 3600}, "sync_interval"),
    ({"sync_interval": "P"}, "sync_interval"),
    ({"sync_at": "24:00"}, "sync_at"),
    ({"sync_at": "3 am"}, "sync_at"),
    ({"sync_cron": "30 6 * * 1-5"}, "sync_cron"),
    ({"sync_cron": "cron(* * * * ? *)"}, "sync_cron"),
    ({"sync_cron": "cron(0 9 31 2 ? *)"}, "sync_cron"),
    ({"sync_cron": "cron(0 9 * * ? *)" + " " * 200}, "sync_cron"),
    ({"sync_cron": "cron(0 9 * * ? *)", "sync_interval": "P1D"}, "body"),
    ({"sync_interval": "rate(1 minute)"}, "sync_interval"),
    ({"alert_after": 0}, "alert_after"),
    ({"alert_after": "3"}, "alert_after"),
    ({"alert_after": 1.5}, "alert_after"),
    ({"guards": {"jump": 3}}, "guards.jump"),
    ({"guards": {"jump_factor": 0.5}}, "guards.jump_factor"),
    ({"guards": {"jump_factor": "NaN"}}, "guards.jump_factor"),
    ({"guards": {"jump_factor": True}}, "guards.jump_factor"),
    ({"guards": {"misses": 1.5}}, "guards.misses"),
    ({"guards": {"shrink_floor": 1.1}}, "guards.shrink_floor"),
    ({"guards": None}, "guards"),
]


def test_wrong_settings_are_422(admin: AdminClient) -> None:
    """422 names the field, and the provider is run as before."""
    before = admin.ask("GET", ADDRESS).json()["data"]
    for body, field in WRONG:
        refused = admin.ask("PATCH", ADDRESS, body)
        named = refused.json()["error"]["details"]["parameter"]
        assert (422, field) == (refused.status, named), body
    assert before == admin.ask("GET", ADDRESS).json()["data"]


@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_an_unknown_provider_is_404(admin: AdminClient, method: str) -> None:
    """The answer names the nearest one, and odd names are no defect."""
    body = {"is_active": True} if method == "PATCH" else None
    answer = admin.ask(method, "/v1/admin/providers/opnrouter", body)

    assert (404, True) == (answer.status, "'openrouter'" in answer.json()["error"]["message"])
    assert 404 == admin.ask(method, "/v1/admin/providers/a\0b", body).status


CONDUCT = {
    "is_active": st.booleans(),
    "sync_interval": st.sampled_from(["6 hours", "P1D", "P1W", "0 days", "P0D", "99999 minutes"]),
    "sync_at": st.sampled_from(["00:00", "23:59", "24:00"]),
    "sync_cron": st.sampled_from(["cron(0 9 * * ? *)", "cron(0 9 * * ? 2199)"]) | st.text(),
    "alert_after": st.integers(),
    "guards": st.dictionaries(st.sampled_from(GUARDS), JSON | st.integers() | st.decimals()),
}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=JSON
    | st.fixed_dictionaries({}, optional={name: fit | JSON for name, fit in CONDUCT.items()})
)
def test_any_body_is_changed_or_refused(admin: AdminClient, body: Any) -> None:
    """Whatever is sent changes the provider or is refused, and dispatch goes on."""
    answer = admin.ask("PATCH", ADDRESS, json.dumps(body, default=str))

    assert settled("patch", "/v1/admin/providers/{slug}", answer, 200, 400, 422)
    with pytest.MonkeyPatch.context() as patch:
        due(patch)
