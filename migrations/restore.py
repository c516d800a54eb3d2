"""Restore: makes a database equal to a backup, in one transaction or not at all."""

import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pg8000.exceptions import DatabaseError
from pg8000.native import Connection, identifier

from migrations import runner, session, versioned
from migrations.backup import FORMAT, MANIFEST, SETTLED, columns, sequences, tables
from migrations.errors import MigrationError, message
from migrations.unattended import LET_IN
from pricebook.storage import queries

UNDISTURBED = "SET lock_timeout = '60s'"
"""Runs that write end within this, and readers do."""
EMPTY = """
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
# What the owner of a database may do: session_replication_role would take a superuser, which no
# vendor of Postgres gives.
QUIET = """
DO $$
DECLARE r record;
BEGIN
  FOR r IN
    SELECT CAST(conrelid AS regclass) AS tab, conname FROM pg_constraint
    WHERE contype = 'f' AND connamespace = to_regnamespace('public')
  LOOP
    EXECUTE format(
      'ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED', r.tab, r.conname
    );
  END LOOP;
  FOR r IN
    SELECT DISTINCT CAST(t.tgrelid AS regclass) AS tab
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace('public') AND c.relkind = 'r'
  LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', r.tab);
  END LOOP;
END
$$
"""
"""Rows come back as they were, in any order of tables: no trigger counts or audits them again."""
AWAKE = """
DO $$
DECLARE r record;
BEGIN
  SET CONSTRAINTS ALL IMMEDIATE;
  FOR r IN
    SELECT CAST(conrelid AS regclass) AS tab, conname FROM pg_constraint
    WHERE contype = 'f' AND connamespace = to_regnamespace('public')
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I NOT DEFERRABLE', r.tab, r.conname);
  END LOOP;
  FOR r IN
    SELECT DISTINCT CAST(t.tgrelid AS regclass) AS tab
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace('public') AND c.relkind = 'r'
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', r.tab);
  END LOOP;
END
$$
"""
"""Every reference is checked; migrations since the backup find the triggers at work."""
# The migrations make the owner a member of these; AWS would then refuse the owner's password too.
IAM_LOGINS = """
SELECT member.rolname FROM pg_auth_members
JOIN pg_roles granted ON granted.oid = roleid
JOIN pg_roles member ON member.oid = member
WHERE granted.rolname = 'rds_iam' AND member.rolname = 'pricebook_reader'
"""
SETVAL = "SELECT setval(CAST(:name AS regclass), :value)"
# Copies that readers keep carry numbers of the days after the backup, which must not come again.
RAISE = """
UPDATE generations SET generation = greatest(
  generation + 1, CAST(:newest AS bigint) + 1, CAST(extract(epoch FROM now()) AS bigint)
)
RETURNING scope, generation
"""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    taken_at: str
    migrations: dict[int, str]
    tables: dict[str, list[str]]
    sequences: dict[str, int]


@dataclass(frozen=True)
class Restored:
    """What a restore has done.

    Attributes:
        taken_at: the moment that the database is of now.
        applied: the migrations since then.
        generations: what holds now, by scope, for caches.
    """

    taken_at: str
    applied: list[str]
    generations: dict[str, int]


def restore(database: Connection, file: Path, *, agreed: bool) -> Restored:
    """Replace the whole database by a backup.

    Ids that were given out since the backup are not given out again: a receipt never comes to
    mean another price.

    Args:
        database: a connection of the owner.
        file: what `backup.write` has written.
        agreed: replace the models that are there.

    Raises:
        MigrationError: why nothing was changed.
    """
    manifest = _checked(file)
    _require_consent(database, manifest, agreed=agreed)
    restored = _replace(database, file, manifest)
    database.run("ANALYZE")
    return restored


def _checked(file: Path) -> Manifest:
    """Read all of a backup once, and return its manifest."""
    if not file.is_file():
        raise MigrationError(f"There is no file {file}.")
    try:
        with zipfile.ZipFile(file) as archive:
            damaged = archive.testzip()
            manifest = json.loads(archive.read(MANIFEST))
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as error:
        raise MigrationError(
            f"{file} is no backup, or only a part of one: {error}. Nothing was changed."
        ) from error
    if damaged:
        raise MigrationError(f"{file} is damaged in {damaged}. Nothing was changed.")
    if manifest.pop("format", None) != FORMAT:
        raise MigrationError(f"{file} is no backup in a form that this code reads.")
    manifest["migrations"] = {
        int(number): manifest["migrations"][number] for number in manifest["migrations"]
    }
    _require_known(file, manifest["migrations"])
    return Manifest(**manifest)


def _require_known(file: Path, applied: dict[int, str]) -> None:
    ours = {migration.version: migration.checksum for migration in versioned.migrations()}
    if strange := [number for number in applied if ours.get(number) != applied[number]]:
        raise MigrationError(
            f"{file} was made with migrations {strange}, which this code does not know or knows"
            " otherwise: restore it with the release that wrote it. Nothing was changed."
        )


def _require_consent(database: Connection, manifest: Manifest, *, agreed: bool) -> None:
    present = tables(database)
    if present and "schema_migrations" not in present:
        raise MigrationError("This database holds tables that are not Pricebook's: name another.")
    if "models" not in present or agreed:
        return
    ((models,),) = cast("list[list[int]]", database.run("SELECT count(*) FROM models"))
    if models:
        raise MigrationError(
            f"This database holds {models} models: YES=1 replaces all of it by what it was at"
            f" {manifest.taken_at}. Nothing was changed."
        )


def _replace(database: Connection, file: Path, manifest: Manifest) -> Restored:
    """Write everything or nothing."""
    try:
        for sql in (SETTLED, UNDISTURBED, queries.text("ledger.write_lock.lock_exclusive")):
            database.run(sql)
        database.run("SELECT pg_advisory_lock(:lock)", lock=session.LOCK)
        database.run("BEGIN")
        given, newest = sequences(database), _newest(database)
        database.run(EMPTY)
        runner.replay(database, manifest.migrations)
        database.run(QUIET)
        with zipfile.ZipFile(file) as archive:
            _fill(database, archive, manifest)
        for name, value in manifest.sequences.items():
            database.run(SETVAL, name=name, value=max(value, given.get(name, 0)))
        database.run(AWAKE)
        since = runner.catch_up(database).migrations
        raised = dict(database.run(RAISE, newest=newest) or [])
        if database.run(IAM_LOGINS):
            database.run(LET_IN)
        database.run("COMMIT")
    except (DatabaseError, MigrationError) as error:
        raise MigrationError(
            f"The restore failed, and nothing was changed: {message(error)}"
        ) from error
    return Restored(manifest.taken_at, since, raised)


def _newest(database: Connection) -> int:
    """Return the highest generation that a reader may have seen."""
    if "generations" not in tables(database):
        return 0
    rows = database.run("SELECT coalesce(max(generation), 0) FROM generations")
    return int(cast("list[list[int]]", rows)[0][0])


def _fill(database: Connection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    present = ", ".join(identifier(table) for table in tables(database))
    database.run(f"TRUNCATE {present}")  # migrations bring rows of their own
    for table, names in manifest.tables.items():
        sql = f"COPY {identifier(table)} ({columns(names)}) FROM STDIN"
        with archive.open(table) as rows:
            database.run(sql, stream=rows)
