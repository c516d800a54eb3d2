"""Where two sources differ, and what an operator who knows why does about it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.documented_shapes import settled
from tests.support.fakes.provider_transport import item
from tests.support.models_dev_sync import models_dev_body, sync_models_dev
from tests.support.strategies import JSON
from tests.support.sync_and_query import rows, run

pytestmark = pytest.mark.usefixtures("differing")

LIST = "/v1/admin/disagreements"
AHEAD = (datetime.now(UTC) + timedelta(days=30)).isoformat()
WHY = {"reason": "the list is a year old", "expires_at": AHEAD}


@pytest.fixture
def differing(environment: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - what a run needs to be set
    """Let a list tell seven times the price of one model, and a third of that of another."""
    run(item("acme/a"), item("acme/b"))
    sync_models_dev(
        models_dev_body(openrouter={"acme/a": {"input": 7, "output": 2}, "acme/b": {"output": 0.5}})
    )


def listed(admin: AdminClient, **query: Any) -> list[Any]:
    """Return what an operator sees."""
    data: list[Any] = admin.ask("GET", LIST, **query).json()["data"]
    return data


def address(admin: AdminClient) -> str:
    """Return where the first of them is dismissed."""
    return f"{LIST}/{listed(admin)[0]['id']}/dismiss"


def test_the_furthest_apart_comes_first(admin: AdminClient) -> None:
    """Each is told with both sources, both figures as people quote them, and how far apart."""
    first, second = listed(admin)

    names = ("trusted_source", "trusted_amount", "other_source", "other_amount", "per", "currency")
    expected = ("database", "1", "reference:models.dev", "7", 1_000_000, "USD")
    assert expected == tuple(first[name] for name in names)
    assert ("openrouter/acme/a", "input_tokens") == (first["model_id"], first["meter"])
    assert ("7.000000", "0.250000") == (first["ratio"], second["ratio"])


def test_the_list_is_filtered_and_paged(admin: AdminClient) -> None:
    """By provider, by the source that is not believed, and by distance, either way."""
    assert 2 == len(listed(admin, provider="openrouter", source="reference:models.dev"))
    assert [] == listed(admin, provider="groq") == listed(admin, source="reference:litellm")
    assert [2, 1, 0] == [len(listed(admin, min_ratio=ratio)) for ratio in ("3.9", "4.1", "7.1")]
    assert ["output_tokens"] == [d["meter"] for d in listed(admin, page=2, page_size=1)]
    assert 400 == admin.ask("GET", LIST, min_ratio="0.5").status
    assert 400 == admin.ask("GET", LIST, min_ratio="NaN").status
    assert 400 == admin.ask("GET", LIST, source="a\0").status


def test_a_disagreement_keeps_its_id(admin: AdminClient) -> None:
    """A list that is read again and says the same leaves the numbers as they were."""
    before = [row["id"] for row in listed(admin)]
    sync_models_dev(
        models_dev_body(openrouter={"acme/a": {"input": 7, "output": 2}, "acme/b": {"output": 0.5}})
    )

    assert before == [row["id"] for row in listed(admin)]


def test_a_dismissal_hides_it_until_it_expires(
    admin: AdminClient, owner_database: Database
) -> None:
    """It is gone from the list, is on record with its reason, and comes back after its time."""
    answer = admin.ask("POST", address(admin), WHY)

    names = ("model_id", "source", "reason", "dismissed_by")
    expected = ("openrouter/acme/a", "reference:models.dev", WHY["reason"], "ada")
    assert 200 == answer.status
    assert expected == tuple(answer.json()["data"][name] for name in names)
    assert ["output_tokens"] == [row["meter"] for row in listed(admin)]
    query: dict[str, Any] = {"entity": "price_dismissals"}
    (entry,) = admin.ask("GET", "/v1/admin/audit", **query).json()["data"]
    audited = (entry["actor"], entry["subject"], entry["after"]["reason"])
    assert ("ada", "openrouter/acme/a", WHY["reason"]) == audited
    owner_database.run("UPDATE price_dismissals SET expires_at = now()")
    assert 2 == len(listed(admin))


def test_a_dismissal_changes_the_public_count(admin: AdminClient, client: CatalogClient) -> None:
    """How many disagreements a provider has is told without the dismissed one."""
    count = "/v1/providers/openrouter"
    assert 2 == client.get(count).json()["data"]["disagreements"]

    admin.ask("POST", address(admin), WHY)

    assert 1 == client.get(count).json()["data"]["disagreements"]


def test_a_dry_run_dismisses_nothing(admin: AdminClient, owner_database: Database) -> None:
    """The answer is what would be on record, and nothing is."""
    answer = admin.ask("POST", address(admin), WHY, dry_run="true").json()

    assert ({"dry_run": True}, "ada") == (answer["meta"], answer["data"]["dismissed_by"])
    assert 2 == len(listed(admin))
    assert [] == rows(owner_database, "SELECT FROM price_dismissals")
    assert [] == rows(owner_database, "SELECT FROM admin_audit_log")


def test_an_unknown_disagreement_is_404(admin: AdminClient) -> None:
    """What was dismissed is not dismissed again, nor what never was."""
    place = address(admin)
    admin.ask("POST", place, WHY)

    assert 404 == admin.ask("POST", place, WHY).status
    for number in ("0", "-1", "1", "99999999999999999999", "٣", "a\0b"):
        assert 404 == admin.ask("POST", f"{LIST}/{number}/dismiss", WHY).status


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": None}, "reason"),
        ({"reason": ""}, "reason"),
        ({"expires_at": None}, "expires_at"),
        ({"expires_at": "never"}, "expires_at"),
        ({"expires_at": "2026-01-01"}, "expires_at"),
        ({"expires": AHEAD}, "expires"),
    ],
)
def test_a_reason_and_an_expiry_are_required(
    admin: AdminClient, change: dict[str, Any], field: str
) -> None:
    """422 names what is missing, and the disagreement stays."""
    refused = admin.ask("POST", address(admin), {**WHY, **change})

    assert (422, field) == (refused.status, refused.json()["error"]["details"]["parameter"])
    assert 2 == len(listed(admin))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(WHY, JSON | st.just(AHEAD))))
def test_any_body_is_dismissed_or_refused(admin: AdminClient, body: Any) -> None:
    """Whatever is sent dismisses or is refused."""
    answer = admin.ask("POST", address(admin), json.dumps(body, default=float), dry_run="true")

    assert settled("post", "/v1/admin/disagreements/{disagreement}/dismiss", answer, 200, 400, 422)
