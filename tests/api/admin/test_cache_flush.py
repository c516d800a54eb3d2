"""Flushing the cache: what readers keep is built anew."""

from typing import Any

import pytest

from pricebook.storage.postgres import Database
from tests.support.admin_client import AdminClient
from tests.support.clients import CatalogClient
from tests.support.fakes.provider_transport import item
from tests.support.seeds.foreign_prices import generations
from tests.support.sync_and_query import rows, run

FLUSH = "/v1/admin/cache/flush"


def name(client: CatalogClient) -> str:
    """Return what readers think the model is called."""
    return str(client.get("/v1/catalog", provider="openrouter").json()["data"][0]["name"])


@pytest.fixture
def stale(client: CatalogClient, owner_database: Database) -> None:
    """Let readers keep an answer that no longer is what the database holds."""
    run(item("acme/a"))
    assert "acme/a" == name(client)
    owner_database.run(
        "UPDATE models SET document = jsonb_set(document::jsonb, '{name}', '\"New\"')"
    )
    assert "acme/a" == name(client)


@pytest.mark.usefixtures("stale")
@pytest.mark.parametrize("query", [{}, {"provider": "openrouter"}])
def test_a_flush_builds_answers_anew(
    admin: AdminClient, client: CatalogClient, query: dict[str, Any]
) -> None:
    """All, or one provider: the next request is answered from the database."""
    answer = admin.ask("POST", FLUSH, **query)

    assert (200, {"dry_run": False}) == (answer.status, answer.json()["meta"])
    assert "New" == name(client)


@pytest.mark.usefixtures("stale")
def test_a_flush_of_one_provider_spares_the_others(
    admin: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """A flush of one provider raises its number and that of all, and no other."""
    before = dict(generations(owner_database))

    admin.ask("POST", FLUSH, provider="groq")

    after = dict(generations(owner_database))
    assert {"all", "groq"} == {scope for scope in after if after[scope] != before[scope]}
    assert "acme/a" == name(client)


@pytest.mark.usefixtures("stale")
def test_a_dry_run_flushes_nothing(
    admin: AdminClient, client: CatalogClient, owner_database: Database
) -> None:
    """The answer is what would be raised, and nothing is, nor is anything on record."""
    before = generations(owner_database)

    body = admin.ask("POST", FLUSH, dry_run="true").json()

    assert ({"dry_run": True}, len(before)) == (body["meta"], len(body["data"]["generations"]))
    assert (before, "acme/a") == (generations(owner_database), name(client))
    assert [] == rows(owner_database, "SELECT FROM admin_audit_log")


def test_a_flush_is_audited(admin: AdminClient) -> None:
    """The audit has the operator and what was flushed."""
    admin.ask("POST", FLUSH)
    admin.ask("POST", FLUSH, provider="openrouter")

    entries = admin.ask("GET", "/v1/admin/audit", action="flush").json()["data"]
    result = [(entry["actor"], entry["entity"], entry["subject"]) for entry in entries]
    assert [("ada", "cache", "openrouter"), ("ada", "cache", "all")] == result


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"provider": "opnrouter"}, 404),
        ({"provider": "a\0"}, 400),
        ({"provider": ""}, 400),
        ({"providr": "groq"}, 400),
    ],
)
def test_an_unknown_provider_is_refused(
    admin: AdminClient, query: dict[str, Any], status: int
) -> None:
    """Nothing is flushed by mistake; the nearest name is told."""
    answer = admin.ask("POST", FLUSH, **query)

    assert status == answer.status
    if status == 404:
        assert "'openrouter'" in answer.json()["error"]["message"]
