"""What the migration runner promises to a database that holds data."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

from migrations.runner import FOLDER, MigrationError, migrate, migrations, undo
from pricebook.storage.postgres import connect

LABELS = [migration.label for migration in migrations()]

type Connect = Callable[[], Connection]


@pytest.fixture
def opened(empty_database_url: str) -> Iterator[Connect]:
    """Give connections to one empty database, and close them all."""
    connections: list[Connection] = []

    def another() -> Connection:
        connections.append(connect(empty_database_url))
        return connections[-1]

    yield another
    for connection in connections:
        connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the migrations that a test may spoil."""
    copy = tmp_path / "migrations"
    copy.mkdir()
    for path in FOLDER.glob("*.sql"):
        shutil.copy(path, copy)
    return copy


def tables(connection: Connection) -> set[str]:
    """Return the tables of the database."""
    found = connection.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {name for (name,) in found}


def test_each_is_applied_once(opened: Connect) -> None:
    """A second run finds nothing to do."""
    assert LABELS == migrate(opened())
    assert [] == migrate(opened())


def test_all_can_be_undone(opened: Connect) -> None:
    """Every migration has a way back, newest first, and can be applied again."""
    connection = opened()
    migrate(connection)

    assert LABELS[::-1] == undo(connection, len(LABELS))
    assert {"schema_migrations"} == tables(connection)
    assert LABELS == migrate(connection)


def test_a_dry_run_leaves_nothing(opened: Connect) -> None:
    """A dry run really applies what is pending, and rolls all of it back."""
    connection = opened()

    assert LABELS == migrate(connection, dry_run=True)
    assert {"schema_migrations"} == tables(connection)


def test_data_survives_a_later_migration(opened: Connect, folder: Path) -> None:
    """A new migration on an existing database keeps what is stored."""
    connection = opened()
    migrate(connection, folder=folder)
    connection.run(
        "INSERT INTO providers (slug, name, kind, website, docs_url)"
        " VALUES ('acme', 'Acme', 'host', 'w', 'd')"
    )
    (folder / "9000_more.up.sql").write_text("ALTER TABLE providers ADD COLUMN colour text;")
    (folder / "9000_more.down.sql").write_text("ALTER TABLE providers DROP COLUMN colour;")

    assert ["9000_more"] == migrate(connection, folder=folder)
    assert [["acme", None]] == connection.run("SELECT slug, colour FROM providers")


def test_a_changed_file_is_refused(opened: Connect, folder: Path) -> None:
    """A file that was applied and edited afterwards is named, with what to do."""
    connection = opened()
    migrate(connection, folder=folder)
    first = next(iter(sorted(folder.glob("*.up.sql"))))
    first.write_text(first.read_text() + "-- edited\n")

    with pytest.raises(MigrationError, match=rf"{first.name} has changed .* a new migration"):
        migrate(connection, folder=folder)


def test_a_newer_database_is_refused(opened: Connect, folder: Path) -> None:
    """Old code does not touch a database that newer code has changed."""
    connection = opened()
    migrate(connection)
    for path in folder.glob(f"{LABELS[-1]}*"):
        path.unlink()

    with pytest.raises(MigrationError, match="belongs to a newer Pricebook"):
        migrate(connection, folder=folder)


def test_a_failing_file_leaves_nothing_of_itself(opened: Connect, folder: Path) -> None:
    """A migration that fails half way is rolled back; those before it stay."""
    (folder / "9000_bad.up.sql").write_text("CREATE TABLE half (id int); SELECT 1 / 0;")
    connection = opened()

    with pytest.raises(MigrationError, match=r"9000_bad.*failed and was rolled back"):
        migrate(connection, folder=folder)

    assert "half" not in tables(connection)
    assert "models" in tables(connection)


def test_two_runners_do_not_collide(opened: Connect) -> None:
    """Two deploys at once apply each migration once between them."""
    applied: list[list[str]] = []
    connections = [opened(), opened()]
    runners = [threading.Thread(target=lambda c=c: applied.append(migrate(c))) for c in connections]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()

    assert sorted([[], LABELS]) == sorted(applied)


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_history_is_enforced_by_the_schema(opened: Connect, verb: str) -> None:
    """Not even the owner of the database can rewrite or delete a price."""
    connection = opened()
    migrate(connection)
    _one_price(connection, "[2026-01-01, infinity)", "[2026-01-01,)")
    statement = {
        "UPDATE": "UPDATE model_prices SET amount = 2",
        "DELETE": "DELETE FROM model_prices",
        "TRUNCATE": "TRUNCATE model_prices",
    }[verb]

    with pytest.raises(DatabaseError, match="append-only"):
        connection.run(statement)


def test_two_beliefs_about_one_moment_are_refused(opened: Connect) -> None:
    """The schema, not the code, keeps a price from being two things at once."""
    connection = opened()
    migrate(connection)
    _one_price(connection, "[2026-01-01,)", "[2026-01-01,)")

    with pytest.raises(DatabaseError, match="one_belief_at_a_time"):
        _one_price(connection, "[2026-06-01,)", "[2026-02-01,)")


@pytest.mark.parametrize("conditions", ['{"moon": "full"}', "[]"])
def test_conditions_are_a_closed_set(opened: Connect, conditions: str) -> None:
    """A condition that nobody can evaluate cannot be stored."""
    connection = opened()
    migrate(connection)

    with pytest.raises(DatabaseError, match="conditions_are_known"):
        _one_price(connection, "[2026-01-01,)", "[2026-01-01,)", conditions)


def _one_price(connection: Connection, valid: str, recorded: str, conditions: str = "{}") -> None:
    connection.run(
        "INSERT INTO providers (slug, name, kind, website, docs_url)"
        " VALUES ('acme', 'Acme', 'host', 'w', 'd') ON CONFLICT DO NOTHING"
    )
    connection.run(
        "INSERT INTO models (provider, provider_model_id, name) VALUES ('acme', 'a', 'A')"
        " ON CONFLICT DO NOTHING"
    )
    connection.run(
        "INSERT INTO model_prices (model_id, source, meter, conditions, state, amount, currency,"
        " published, valid, recorded) SELECT id, 'database', 'input_tokens',"
        " CAST(:conditions AS jsonb), 'known', 1, 'USD', '1', CAST(:valid AS tstzrange),"
        " CAST(:recorded AS tstzrange) FROM models",
        valid=valid,
        recorded=recorded,
        conditions=conditions,
    )
