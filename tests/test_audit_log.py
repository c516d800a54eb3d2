"""The audit: what a person changes is on record, whatever path it takes."""

import pytest
from pg8000.exceptions import DatabaseError

from pricebook.database import Database
from tests.office import Office


def test_nobody_reads_it_without_a_token(office: Office) -> None:
    """Without the role admin the answer is 401, and says nothing else."""
    office.token = "forged"  # noqa: S105 - it opens nothing

    answer = office.ask("GET", "/v1/admin/audit", nonsense="1")

    assert 401 == answer.status
    assert "unauthorized" == answer.json()["error"]["code"]


def test_a_change_tells_who_what_before_and_after(office: Office, database: Database) -> None:
    """A change of an attributed transaction is one entry with the fields that changed."""
    database.run("""
        INSERT INTO providers (slug, name, kind, website, docs_url)
        VALUES ('acme', 'Acme', 'host', 'https://example.com', 'https://example.com')
    """)
    with database.transaction():
        database.run("SELECT set_config('pricebook.actor', 'ada', true)")
        database.run("SELECT set_config('pricebook.request_id', 'r1', true)")
        database.run("UPDATE providers SET is_active = false WHERE slug = 'acme'")
    database.run("UPDATE providers SET is_active = true WHERE slug = 'acme'")

    answer = office.ask("GET", "/v1/admin/audit", subject="acme")

    (entry,) = answer.json()["data"]
    told = ("ada", "r1", "update", "providers", {"is_active": True}, {"is_active": False})
    names = ("actor", "request_id", "action", "entity", "before", "after")
    assert told == tuple(entry[name] for name in names)


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET actor = 'eve'", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_it_cannot_be_rewritten(database: Database, statement: str) -> None:
    """Not even the owner of the table edits or deletes an entry."""
    database.run("""
        INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject)
        VALUES ('ada', 'r1', 'sync', 'provider', 'acme', 'acme')
    """)

    with pytest.raises(DatabaseError, match="append-only"):
        database.run(statement.format("admin_audit_log"))
