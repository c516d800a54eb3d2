"""The audit: what a person changes is on record, whatever path it takes."""

from typing import Any

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.storage.postgres import Database
from pricebook.storage.writer import writer
from tests.support.admin_client import AdminClient
from tests.support.fakes.provider_transport import item
from tests.support.sync_and_query import rows, run


def test_the_audit_needs_an_operator(admin: AdminClient) -> None:
    """Without the role admin the answer is 401, and says nothing else."""
    admin.token = "forged"  # noqa: S105 - it opens nothing

    answer = admin.ask("GET", "/v1/admin/audit", nonsense="1")

    assert 401 == answer.status
    assert "unauthorized" == answer.json()["error"]["code"]


def test_an_entry_has_actor_action_before_and_after(
    admin: AdminClient, owner_database: Database
) -> None:
    """A change of an attributed transaction is one entry with the fields that changed."""
    owner_database.run("""
        INSERT INTO providers (slug, name, kind, website, docs_url)
        VALUES ('acme', 'Acme', 'host', 'https://example.com', 'https://example.com')
    """)
    with owner_database.transaction():
        owner_database.run("SELECT set_config('pricebook.actor', 'ada', true)")
        owner_database.run("SELECT set_config('pricebook.request_id', 'r1', true)")
        owner_database.run("UPDATE providers SET is_active = false WHERE slug = 'acme'")
    owner_database.run("UPDATE providers SET is_active = true WHERE slug = 'acme'")

    answer = admin.ask("GET", "/v1/admin/audit", subject="acme")

    (entry,) = answer.json()["data"]
    expected = ("ada", "r1", "update", "providers", {"is_active": True}, {"is_active": False})
    names = ("actor", "request_id", "action", "entity", "before", "after")
    assert expected == tuple(entry[name] for name in names)


def test_the_audit_is_filtered_and_paged(admin: AdminClient, owner_database: Database) -> None:
    """By who, what, on what and when, the newest first; every page leads to its neighbours."""
    owner_database.run("""
        INSERT INTO admin_audit_log (at, actor, request_id, action, entity, key, subject)
        VALUES ('2026-01-01', 'ada', 'r1', 'update', 'models', '1', 'acme/a'),
               ('2026-02-01', 'bob', 'r2', 'sync', 'provider', 'acme', 'acme'),
               ('2026-03-01', 'ada', 'r3', 'insert', 'benchmarks', '1 MMLU', 'acme/a')
    """)

    def ids(**query: Any) -> list[str]:
        entries = admin.ask("GET", "/v1/admin/audit", **query).json()["data"]
        return [entry["request_id"] for entry in entries]

    assert ["r3", "r2", "r1"] == ids()
    assert ["r3", "r1"] == ids(actor="ada") == ids(subject="acme/a")
    assert ["r2"] == ids(action="sync") == ids(entity="provider")
    assert ["r2"] == ids(since="2026-02-01", until="2026-03-01") == ids(page=2, page_size=1)
    link = admin.ask("GET", "/v1/admin/audit", page=2, page_size=1).headers["link"]
    assert ['rel="next"', 'rel="prev"'] == [part.split("; ")[1] for part in link.split(", ")]


def test_wrong_filters_of_the_audit_are_400(admin: AdminClient) -> None:
    """A zero byte or no moment is refused, and so is a filter that there is not."""
    wrong: list[dict[str, Any]] = [
        {"actor": "a\0"},
        {"subject": "\0"},
        {"until": "soon"},
        {"who": "ada"},
    ]

    assert [400] * 4 == [admin.ask("GET", "/v1/admin/audit", **query).status for query in wrong]


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET actor = 'eve'", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_audit_entries_cannot_be_changed(owner_database: Database, statement: str) -> None:
    """Not even the owner of the table edits or deletes an entry."""
    owner_database.run("""
        INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject)
        VALUES ('ada', 'r1', 'sync', 'provider', 'acme', 'acme')
    """)

    with pytest.raises(DatabaseError, match="append-only"):
        owner_database.run(statement.format("admin_audit_log"))


PERSONAL = {
    "benchmarks": """
        INSERT INTO benchmarks (model_id, benchmark_name, score, source_url, measured_at)
        SELECT id, 'MMLU', 1, 'https://a.example', '2026-01-01' FROM models
    """,
    "exchange_rates": """
        INSERT INTO exchange_rates (currency, usd, valid_from, source_url, entered_by)
        VALUES ('EUR', 1, '2026-01-01', 'https://a.example', 'ada')
    """,
    "model_prices": """
        INSERT INTO model_prices
          (model_id, source, meter, state, amount, currency, published, valid, recorded)
        SELECT id, 'manual', 'input_tokens', 'known', 1, 'USD', '1',
          tstzrange(now(), NULL), tstzrange(now(), NULL)
        FROM models
    """,
}
"""Writes that only a person makes, by table."""


@pytest.mark.parametrize("table", PERSONAL)
def test_the_database_refuses_what_nobody_did(
    owner_database: Database, environment: pytest.MonkeyPatch, table: str
) -> None:
    """A path that forgets the person fails, also after one that named somebody."""
    assert environment
    run(item("acme/a"))
    with writer().transaction():
        writer().run("admin.audit.attribute", actor="ada", request_id="r1")
    with pytest.raises(DatabaseError, match="changed by a person"):
        writer().run(PERSONAL[table])

    with writer().transaction():
        writer().run("admin.audit.attribute", actor="ada", request_id="r1")
        writer().run(PERSONAL[table])
    entities = rows(owner_database, "SELECT DISTINCT entity FROM admin_audit_log")
    assert [[table]] == entities


@pytest.mark.parametrize(
    ("actor", "request_id"), [("", "r1"), ("ada", ""), (" ", "r1"), (None, "r")]
)
def test_a_change_names_somebody(
    environment: pytest.MonkeyPatch, actor: str | None, request_id: str
) -> None:
    """Neither a person without a name nor a request without an id begins a change."""
    assert environment
    with pytest.raises(DatabaseError, match="needs the person"), writer().transaction():
        writer().run("admin.audit.attribute", actor=actor, request_id=request_id)


def test_a_note_names_somebody(owner_database: Database) -> None:
    """The table of the audit itself refuses an entry of nobody."""
    with pytest.raises(DatabaseError, match="somebody_did_it"):
        owner_database.run("""
            INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject)
            VALUES (' ', 'r1', 'flush', 'cache', 'all', 'all')
        """)
