"""Time that passes: everything that a database remembers becomes older, and days end."""

from datetime import UTC, date, datetime, timedelta

from pg8000.native import identifier

from pricebook.storage.postgres import Database

TIMES = """
SELECT c.table_name, c.column_name, c.udt_name
FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
  AND c.udt_name IN ('timestamptz', 'tstzrange')
"""
EXCLUSIONS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype = 'x'
"""


def utc_day(ahead: int = 0) -> date:
    """Return today, or the day so many days ahead, as the database counts them.

    Asked for when it is needed: tests that begin before midnight may run after it.
    """
    return datetime.now(UTC).date() + timedelta(days=ahead)


def pass_time(database: Database, interval: str) -> None:
    """Let an interval pass, such as `1 day`: every moment in the database lies further back.

    Args:
        database: its owner's connection.
        interval: as Postgres writes it.
    """
    exclusions = database.run(EXCLUSIONS)
    with database.transaction():
        # the rows of a history move one by one, and would meet each other on the way
        for table, name, _definition in exclusions:
            database.run(f"ALTER TABLE {table} DROP CONSTRAINT {identifier(name)}")
        database.run("SET LOCAL session_replication_role = replica")
        for table, columns in _columns(database).items():
            sets = ", ".join(_shifted(*column, interval) for column in columns)
            database.run(f"UPDATE {identifier(table)} SET {sets}")  # noqa: S608 - names of the schema
        for table, name, definition in exclusions:
            database.run(f"ALTER TABLE {table} ADD CONSTRAINT {identifier(name)} {definition}")


def _columns(database: Database) -> dict[str, list[tuple[str, str]]]:
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in database.run(TIMES):
        columns.setdefault(table, []).append((column, kind))
    return columns


def _shifted(column: str, kind: str, interval: str) -> str:
    name = identifier(column)
    if kind == "timestamptz":
        return f"{name} = {name} - interval '{interval}'"
    ends = (f"{end}({name}) - interval '{interval}'" for end in ("lower", "upper"))
    return f"{name} = tstzrange({', '.join(ends)})"
