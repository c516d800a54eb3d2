"""What the migration runner promises to a database that holds data."""

import threading
from pathlib import Path

import pytest
from pg8000.native import Connection

from migrations.errors import MigrationError, Newer
from migrations.runner import Outcome, migrate, undo
from migrations.versioned import migrations
from tests.support.database_dump import tables
from tests.support.databases import Connect

LABELS = [migration.label for migration in migrations()]
BOOKKEEPING = {"schema_definitions", "schema_migrations"}
ACME = """
INSERT INTO providers (slug, name, kind, website, docs_url)
VALUES ('acme', 'Acme', 'host', 'w', 'd')
"""


def test_each_is_applied_once(opened: Connect) -> None:
    """A second run finds nothing to do."""
    assert LABELS == migrate(opened()).migrations
    assert Outcome() == migrate(opened())


def test_all_can_be_undone(connection: Connection) -> None:
    """Every migration has a way back, newest first, and can be applied again."""
    first = migrate(connection)

    assert LABELS[::-1] == undo(connection, len(LABELS)).migrations
    assert BOOKKEEPING == tables(connection)
    assert first == migrate(connection)


@pytest.mark.slow
def test_each_can_be_undone_and_applied_again(connection: Connection) -> None:
    """However many are undone, what is left works, and the way up from there leads to the same."""
    migrate(connection)

    for count in range(1, len(LABELS)):
        assert LABELS[-count:] == undo(connection, count).migrations[::-1]
        assert LABELS[-count:] == migrate(connection).migrations


def test_a_dry_run_leaves_nothing(connection: Connection) -> None:
    """A dry run really applies what is pending, and rolls all of it back."""
    outcome = migrate(connection, dry_run=True)

    assert LABELS == outcome.migrations
    assert "model_documents" in outcome.definitions.applied
    assert set() == tables(connection)


def test_data_survives_a_later_migration(connection: Connection, folder: Path) -> None:
    """A new migration on an existing database keeps what is stored."""
    migrate(connection, folder=folder)
    connection.run(ACME)
    (folder / "9000_more.up.sql").write_text("ALTER TABLE providers ADD COLUMN colour text;")
    (folder / "9000_more.down.sql").write_text("ALTER TABLE providers DROP COLUMN colour;")

    assert ["9000_more"] == migrate(connection, folder=folder).migrations
    assert [["acme", None]] == connection.run("SELECT slug, colour FROM providers")


def test_a_changed_file_is_refused(connection: Connection, folder: Path) -> None:
    """A file that was applied and edited afterwards is named, with what to do."""
    migrate(connection, folder=folder)
    first = next(iter(sorted(folder.glob("*.up.sql"))))
    first.write_text(first.read_text() + "-- edited\n")

    with pytest.raises(MigrationError, match=rf"{first.name} has changed .* a new migration"):
        migrate(connection, folder=folder)


def test_a_newer_database_is_refused(connection: Connection, folder: Path) -> None:
    """Old code does not touch a database that newer code has changed."""
    migrate(connection)
    for path in folder.glob(f"{LABELS[-1]}*"):
        path.unlink()

    with pytest.raises(Newer, match="belongs to a newer Pricebook"):
        migrate(connection, folder=folder)


def test_a_failing_file_leaves_nothing_of_itself(connection: Connection, folder: Path) -> None:
    """A migration that fails half way is rolled back; those before it stay."""
    (folder / "9000_bad.up.sql").write_text("CREATE TABLE half (id int); SELECT 1 / 0;")

    with pytest.raises(MigrationError, match=r"9000_bad.*failed and was rolled back: division by"):
        migrate(connection, folder=folder)

    assert "half" not in tables(connection)
    assert "models" in tables(connection)


def test_what_drops_a_definition_is_one_transaction(connection: Connection, folder: Path) -> None:
    """A view that a migration drops is never missed: it comes back with it, or neither happens."""
    migrate(connection, folder=folder)
    (folder / "9000_wide.up.sql").write_text(
        "-- drop: latest_runs\nALTER TABLE sync_runs ALTER COLUMN kind TYPE varchar(20);"
    )
    (folder / "9001_bad.up.sql").write_text("SELECT 1 / 0;")

    with pytest.raises(MigrationError, match="9001_bad"):
        migrate(connection, folder=folder)
    assert [] == connection.run("SELECT * FROM provider_health")

    (folder / "9001_bad.up.sql").write_text("SELECT 1;")
    outcome = migrate(connection, folder=folder)

    assert ["9000_wide", "9001_bad"] == outcome.migrations
    assert {"latest_runs", "provider_health"} <= set(outcome.definitions.applied)
    assert [] == connection.run("SELECT * FROM provider_health")


def test_two_runners_do_not_collide(opened: Connect) -> None:
    """Two deploys at once apply each migration once between them."""
    applied: list[list[str]] = []
    connections = [opened(), opened()]
    runners = [
        threading.Thread(target=lambda c=c: applied.append(migrate(c).migrations))
        for c in connections
    ]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()

    assert sorted([[], LABELS]) == sorted(applied)
