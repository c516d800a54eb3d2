"""Apply and undo migrations, one runner at a time; then refresh the definitions.

Each migration has a transaction of its own, and the definitions are refreshed in that of the last.
From a migration on that drops a definition, everything is one transaction: no reader ever finds the
definition missing.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

from migrations import objects, refresh, repeatable, squash
from migrations.errors import MigrationError, Newer, message
from migrations.refresh import Refreshed
from migrations.repeatable import Definition, Definitions
from migrations.session import alone, transaction
from migrations.versioned import FOLDER, Migration, migrations

LEDGER = """
CREATE TABLE IF NOT EXISTS schema_migrations (
  version    integer PRIMARY KEY,
  name       text NOT NULL,
  checksum   text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS schema_definitions (
  name     text PRIMARY KEY,
  checksum text NOT NULL
)
"""
FORGET = "DELETE FROM schema_migrations WHERE version = :version"


@dataclass(slots=True)
class Outcome:
    """What was done: the labels of migrations, and the names of definitions."""

    migrations: list[str] = field(default_factory=list)
    definitions: Refreshed = field(default_factory=Refreshed)


def migrate(connection: Connection, *, dry_run: bool = False, folder: Path = FOLDER) -> Outcome:
    """Apply what is pending, oldest first, and refresh the definitions.

    Args:
        connection: the database, as its owner.
        dry_run: really run all of it, in one transaction that is rolled back.
        folder: where the migrations and their definitions are.

    Raises:
        MigrationError: a file failed, or does not fit what the database has; it says what to do.
    """
    known, definitions, outcome = migrations(folder), repeatable.load(folder), Outcome()
    with alone(connection):
        applied = _applied(connection)
        old = squash.is_old(applied)
        if old:
            applied = {m.version: m.checksum for m in squash.baselines(known)}
        batches = _batches(_pending(applied, known), together=dry_run or old)
        for batch in batches:
            with transaction(connection, keep=not dry_run):
                connection.run(LEDGER)
                if old:
                    _adopt(connection, known)
                _advance(connection, batch, definitions, outcome)
                if batch is batches[-1]:
                    outcome.definitions = refresh.refresh(connection, definitions)
    return outcome


def undo(connection: Connection, count: int, *, folder: Path = FOLDER) -> Outcome:
    """Undo the last migrations in one transaction, newest first.

    Args:
        connection: the database, as its owner.
        count: how many.
        folder: where the migrations and their definitions are.

    Returns:
        What was undone, and which definitions were dropped because they no longer fit.
    """
    definitions, outcome = repeatable.load(folder), Outcome()
    with alone(connection):
        applied = _applied(connection)
        if squash.is_old(applied):
            raise MigrationError("This database is from before the squash: run make migrate first.")
        newest = [m for m in reversed(migrations(folder)) if m.version in applied][:count]
        if newest:
            with transaction(connection, keep=True):
                _retreat(connection, newest, definitions, outcome)
                if len(newest) < len(applied):
                    dropped = refresh.refit(connection, definitions).dropped
                    outcome.definitions = Refreshed(dropped=dropped)
    return outcome


def replay(connection: Connection, versions: Collection[int], *, folder: Path = FOLDER) -> None:
    """Apply these migrations to an empty schema, inside the transaction of whoever holds LOCK.

    The definitions are not refreshed: `catch_up` does that.
    """
    connection.run(LEDGER)
    chosen = [migration for migration in migrations(folder) if migration.version in versions]
    _advance(connection, chosen, repeatable.load(folder), Outcome())


def catch_up(connection: Connection, *, folder: Path = FOLDER) -> Outcome:
    """Apply what is pending, as `migrate` does, inside the transaction of whoever holds LOCK."""
    definitions, outcome = repeatable.load(folder), Outcome()
    waiting = _pending(_applied(connection), migrations(folder))
    _advance(connection, waiting, definitions, outcome)
    outcome.definitions = refresh.refresh(connection, definitions)
    return outcome


def _pending(applied: dict[int, str], known: list[Migration]) -> list[Migration]:
    for migration in known:
        if applied.get(migration.version, migration.checksum) != migration.checksum:
            raise MigrationError(
                f"{migration.up.name} has changed since it was applied to this database. "
                "Restore the file as it was, and put the change into a new migration."
            )
    if strange := applied.keys() - {migration.version for migration in known}:
        raise Newer(
            f"This database has migrations {sorted(strange)} that this code does not know. "
            "It belongs to a newer Pricebook: run that one."
        )
    return [migration for migration in known if migration.version not in applied]


def _batches(waiting: list[Migration], *, together: bool) -> list[list[Migration]]:
    """Return what belongs into one transaction each; at least one, for the definitions."""
    single = 0
    while not together and single < len(waiting) - 1 and not waiting[single].drops:
        single += 1
    return [*([migration] for migration in waiting[:single]), waiting[single:]]


def _applied(connection: Connection) -> dict[int, str]:
    if connection.run("SELECT to_regclass('schema_migrations')") == [[None]]:
        return {}
    return dict(connection.run("SELECT version, checksum FROM schema_migrations"))


def _adopt(connection: Connection, known: list[Migration]) -> None:
    squash.adopt(connection)
    for migration in squash.baselines(known):
        _record(connection, migration)


def _advance(
    connection: Connection, chosen: list[Migration], definitions: Definitions, outcome: Outcome
) -> None:
    for migration in chosen:
        for verb, text in migration.steps:
            if verb == "run":
                _run(connection, text, migration.up)
            elif verb == "drop":
                objects.drop(connection, text, definitions)
            else:
                objects.replace(connection, _definition(text, definitions, migration), definitions)
        _record(connection, migration)
        outcome.migrations.append(migration.label)


def _retreat(
    connection: Connection, newest: list[Migration], definitions: Definitions, outcome: Outcome
) -> None:
    refresh.clear(connection, definitions)
    for migration in newest:
        if not migration.down.exists():
            raise MigrationError(f"{migration.down.name} is missing: nothing was undone.")
        _run(connection, migration.down.read_text(encoding="utf-8"), migration.down)
        connection.run(FORGET, version=migration.version)
        outcome.migrations.append(migration.label)
    refresh.clear(connection, definitions)


def _definition(name: str, definitions: Definitions, migration: Migration) -> Definition:
    if name not in definitions.named:
        raise MigrationError(f"{migration.up.name} applies {name}: restore definitions/{name}.sql.")
    return definitions.named[name]


def _record(connection: Connection, migration: Migration) -> None:
    connection.run(
        "INSERT INTO schema_migrations (version, name, checksum)"
        " VALUES (:version, :name, :checksum)",
        version=migration.version,
        name=migration.name,
        checksum=migration.checksum,
    )


def _run(connection: Connection, sql: str, path: Path) -> None:
    # without parameters pg8000 speaks the simple protocol, which takes a whole file in one call
    try:
        connection.run(sql)
    except DatabaseError as error:
        raise MigrationError(f"{path.name} failed and was rolled back: {message(error)}") from error
