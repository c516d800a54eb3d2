"""Backup: every row of the database, as of one moment, in one file that a restore reads.

The file is a zip of one COPY per table and a manifest. The schema is not in it: the migrations
make it again, so that a backup is as readable as they are. It is read through our own connection,
which knows TLS and IAM; the pg_dump that comes with the embedded server knows neither.
"""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pg8000.native import Connection, identifier

from migrations.errors import MigrationError

MANIFEST = "manifest.json"
FORMAT = 1
SETTLED = "SET datestyle = ISO; SET intervalstyle = postgres"
"""Forms of text that mean the same on every server."""
TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = to_regnamespace('public') AND c.relkind = 'r'
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  AND c.relname <> 'schema_definitions'
GROUP BY c.relname
ORDER BY c.relname
"""
SEQUENCES = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
MIGRATIONS = "SELECT version, checksum FROM schema_migrations ORDER BY version"


def write(database: Connection, target: Path) -> int:
    """Write a backup, and return the number of its tables; others may read and write meanwhile.

    Raises:
        MigrationError: the database has no schema of ours.
    """
    moment = datetime.now(UTC).replace(microsecond=0)
    database.run(SETTLED)
    database.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    columns = tables(database)
    if "schema_migrations" not in columns:
        raise MigrationError("There is nothing to back up: run make up or make migrate first.")
    _write(database, target, _manifest(database, moment, columns))
    database.run("COMMIT")
    return len(columns)


def tables(database: Connection) -> dict[str, list[str]]:
    """Return the columns of every table that hold what no other column tells."""
    return dict(database.run(TABLES) or [])


def sequences(database: Connection) -> dict[str, int]:
    """Return the last number that each sequence has given out."""
    return dict(database.run(SEQUENCES) or [])


def columns(names: list[str]) -> str:
    """Return names as SQL lists them."""
    return ", ".join(identifier(name) for name in names)


def _manifest(
    database: Connection, moment: datetime, columns: dict[str, list[str]]
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "taken_at": moment.isoformat(),
        "migrations": dict(database.run(MIGRATIONS) or []),
        "tables": columns,
        "sequences": sequences(database),
    }


def _write(database: Connection, target: Path, manifest: dict[str, Any]) -> None:
    """Write beside the target and move there what is complete, so that half of it never counts."""
    draft = target.with_name(f"{target.name}.new")
    try:
        draft.touch(mode=0o600)  # the audit names people
        with zipfile.ZipFile(draft, "w") as archive:
            for table, names in manifest["tables"].items():
                sql = f"COPY {identifier(table)} ({columns(names)}) TO STDOUT"
                with archive.open(_member(table), "w", force_zip64=True) as rows:
                    database.run(sql, stream=rows)
            archive.writestr(_member(MANIFEST), json.dumps(manifest, indent=1))
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
