"""A database from before the squash becomes what the baselines make, or nothing is touched."""

from pathlib import Path

import pytest
from pg8000.native import Connection, identifier

from local.commands import schema
from local.stores.postgres import Postgres
from migrations.backup import columns, tables
from migrations.errors import MigrationError
from migrations.runner import migrate, undo
from migrations.versioned import migrations
from tests.support.database_dump import contents
from tests.support.seeds import release_0

LABELS = [migration.label for migration in migrations()]
BOOKKEEPING = {"price_sources", "schema_definitions", "schema_migrations"}
"""Tables that migrations write themselves: no row of theirs is anybody's data."""


def dump(postgres: Postgres, connection: Connection) -> str:
    """Return the schema of the database that a connection is of."""
    [[name]] = connection.run("SELECT current_database()")
    return schema.text(postgres, name)


def rows(connection: Connection, tables: dict[str, list[str]]) -> dict[str, set[str]]:
    """Return the rows of tables as texts, with these columns only: later migrations add others."""
    return {
        name: {
            text
            for (text,) in connection.run(
                f"SELECT ROW({columns(names)})::text FROM {identifier(name)}"  # noqa: S608 - names from the catalogue
            )
        }
        for name, names in tables.items()
        if name not in BOOKKEEPING
    }


def test_an_old_database_becomes_a_new_one(connection: Connection, postgres: Postgres) -> None:
    """Every row is kept, and the schema is to the letter the one that a new database has."""
    release_0.install(connection)
    release_0.fill(connection)
    old = tables(connection)
    before = rows(connection, old)
    assert set() == {name for name in before if not before[name]}

    outcome = migrate(connection)

    after = rows(connection, old)
    assert set() == {name for name in before if not before[name] <= after[name]}
    assert [[2]] == connection.run("SELECT count(document) FROM model_documents")
    assert schema.SCHEMA.read_text() == dump(postgres, connection)
    assert len(migrations()) == len(connection.run("SELECT FROM schema_migrations"))
    assert {"model_documents", "searchable"} <= set(outcome.definitions.applied)
    assert [] == migrate(connection).definitions.applied


def test_what_has_no_file_any_more_is_dropped(connection: Connection, folder: Path) -> None:
    """A view of the old schema that the new one lacks goes; one of somebody else stays."""
    release_0.install(connection)
    connection.run("CREATE VIEW mine AS SELECT * FROM latest_runs")
    (folder / "definitions/model_pricing.sql").unlink()

    assert "model_pricing" in migrate(connection, folder=folder).definitions.dropped
    assert [[None]] == connection.run("SELECT to_regclass('model_pricing')")
    assert [] == connection.run("SELECT * FROM mine")


def test_a_dry_run_adopts_nothing(connection: Connection, postgres: Postgres) -> None:
    """It says what would be done, and the database is still an old one."""
    release_0.install(connection)
    before = dump(postgres, connection), contents(connection)

    assert "model_documents" in migrate(connection, dry_run=True).definitions.applied
    assert before == (dump(postgres, connection), contents(connection))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            "DELETE FROM schema_migrations WHERE version > 23",
            r"lacks \[24, 26\] of them. Nothing was changed. Run `make migrate` with commit b48",
        ),
        (
            "UPDATE schema_migrations SET checksum = 'other' WHERE version IN (15, 16)",
            r"its \[15, 16\] are not those of commit b48cb41.* Nothing was changed. Start with an",
        ),
        (
            "INSERT INTO schema_migrations (version, name, checksum) VALUES (27, 'mine', 'x')",
            r"its \[27\] are not those of commit b48cb41",
        ),
    ],
)
def test_another_old_database_is_refused(
    connection: Connection, postgres: Postgres, spoil: str, sentence: str
) -> None:
    """What is not at the last old migration stays as it is, and a sentence says what to do."""
    release_0.install(connection)
    connection.run(spoil)
    before = dump(postgres, connection), contents(connection)

    with pytest.raises(MigrationError, match=sentence):
        migrate(connection)

    assert before == (dump(postgres, connection), contents(connection))


def test_an_old_database_is_upgraded_before_it_is_undone(connection: Connection) -> None:
    """Old migrations have no way back any more."""
    release_0.install(connection)

    with pytest.raises(MigrationError, match="run make migrate first"):
        undo(connection, 1)
