"""Apply and undo numbered SQL files: one transaction each, one runner at a time."""

import hashlib
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pg8000.exceptions import DatabaseError
from pg8000.native import Connection

FOLDER = Path(__file__).parent
FILE = re.compile(r"^(?P<version>\d{4})_(?P<name>\w+)\.up\.sql$")
LOCK = 7_423_656_213
"""The advisory lock that every runner of Pricebook's migrations takes."""

LEDGER = """
CREATE TABLE IF NOT EXISTS schema_migrations (
  version    integer PRIMARY KEY,
  name       text NOT NULL,
  checksum   text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)
"""


class MigrationError(Exception):
    """The database and the files do not fit together; the message says how and what to do."""


class Newer(MigrationError):
    """The database was migrated by a later release than this one."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered pair of files."""

    version: int
    name: str
    up: Path

    @property
    def down(self) -> Path:
        """The file that undoes it."""
        return self.up.with_name(self.up.name.replace(".up.sql", ".down.sql"))

    @property
    def checksum(self) -> str:
        """Tells whether the file is still the one that was applied."""
        return hashlib.sha256(self.up.read_bytes()).hexdigest()

    @property
    def label(self) -> str:
        """`0001_catalogue`."""
        return f"{self.version:04}_{self.name}"


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """Return every migration of a folder in order."""
    found = [(FILE.match(path.name), path) for path in sorted(folder.glob("*.up.sql"))]
    return [Migration(int(m["version"]), m["name"], path) for m, path in found if m]


def migrate(connection: Connection, *, dry_run: bool = False, folder: Path = FOLDER) -> list[str]:
    """Apply what is pending, oldest first, and return the labels of what was applied.

    With dry_run everything pending really runs, in one transaction that is rolled back.
    """
    with _alone(connection):
        waiting = _pending(connection, migrations(folder))
        if dry_run:
            with _transaction(connection, keep=False):
                for migration in waiting:
                    _apply(connection, migration)
        else:
            for migration in waiting:
                with _transaction(connection, keep=True):
                    _apply(connection, migration)
    return [migration.label for migration in waiting]


def undo(connection: Connection, count: int, *, folder: Path = FOLDER) -> list[str]:
    """Undo the last `count` migrations, newest first, and return their labels."""
    with _alone(connection):
        applied = _applied(connection)
        newest = [m for m in reversed(migrations(folder)) if m.version in applied][:count]
        for migration in newest:
            with _transaction(connection, keep=True):
                _run_file(connection, migration.down)
                connection.run(
                    "DELETE FROM schema_migrations WHERE version = :version",
                    version=migration.version,
                )
    return [migration.label for migration in newest]


def replay(connection: Connection, versions: Collection[int], *, folder: Path = FOLDER) -> None:
    """Apply these migrations to an empty schema, inside the transaction of whoever holds LOCK."""
    connection.run(LEDGER)
    for migration in migrations(folder):
        if migration.version in versions:
            _apply(connection, migration)


def _pending(connection: Connection, known: list[Migration]) -> list[Migration]:
    applied = _applied(connection)
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


def _applied(connection: Connection) -> dict[int, str]:
    rows = connection.run("SELECT version, checksum FROM schema_migrations")
    return dict(rows)


def _apply(connection: Connection, migration: Migration) -> None:
    _run_file(connection, migration.up)
    connection.run(
        "INSERT INTO schema_migrations (version, name, checksum)"
        " VALUES (:version, :name, :checksum)",
        version=migration.version,
        name=migration.name,
        checksum=migration.checksum,
    )


def _run_file(connection: Connection, path: Path) -> None:
    # without parameters pg8000 speaks the simple protocol, which takes a whole file in one call
    try:
        connection.run(path.read_text(encoding="utf-8"))
    except DatabaseError as error:
        raise MigrationError(f"{path.name} failed and was rolled back: {error}") from error


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    connection.run("SELECT pg_advisory_lock(:lock)", lock=LOCK)
    try:
        connection.run(LEDGER)
        yield
    finally:
        connection.run("SELECT pg_advisory_unlock(:lock)", lock=LOCK)


@contextmanager
def _transaction(connection: Connection, *, keep: bool) -> Iterator[None]:
    connection.run("BEGIN")
    kept = False
    try:
        yield
        kept = keep
    finally:
        connection.run("COMMIT" if kept else "ROLLBACK")
