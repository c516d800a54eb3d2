"""What a database holds, to compare it with its copy, and ways to spoil a copy on its way."""

import zipfile
from pathlib import Path
from typing import Any

from pg8000.native import Connection, identifier

from migrations import versioned
from pricebook.storage.postgres import Database

TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = to_regnamespace('public') AND relkind = 'r'
"""
SCHEMA = """
SELECT tgrelid::regclass::text, tgname::text, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid) FROM pg_constraint
UNION ALL
SELECT table_name, grantee, privilege_type || ' ' || column_name
FROM information_schema.column_privileges WHERE grantee LIKE 'pricebook%'
UNION ALL
SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
ORDER BY 1, 2, 3
"""


def tables(database: Database | Connection) -> set[str]:
    """Return the names of all tables."""
    return {name for (name,) in database.run(TABLES) or []}


def contents(database: Database | Connection) -> dict[str, list[list[Any]]]:
    """Return every row of every table but the generations, which a restore raises."""
    return {
        name: database.run(f"SELECT t::text FROM {identifier(name)} t ORDER BY 1") or []  # noqa: S608 - names from the catalogue
        for name in tables(database) - {"generations"}
    }


def schema(database: Database) -> list[list[Any]]:
    """Return every trigger, constraint, grant and index."""
    return database.run(SCHEMA)


def cut(file: Path) -> None:
    """End a copy early, as a full disk does."""
    file.write_bytes(file.read_bytes()[:-100])


def damage(file: Path) -> None:
    """Change one byte in the middle."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def exchange(file: Path) -> None:
    """Put another zip in its place."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("holiday.txt", "sea")


def outdate(file: Path) -> None:
    """Let a later release have written it."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    newest = max(migration.version for migration in versioned.migrations())
    manifest = members["manifest.json"].replace(f'"{newest}":'.encode(), b'"9999":')
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (members | {"manifest.json": manifest}).items():
            archive.writestr(name, content)
