"""Refresh of the definitions in a database: apply what changed, drop what has no file any more.

`schema_definitions` records the fingerprint of each definition that was applied. Everything here
works inside the caller's transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pg8000.native import Connection

from migrations import objects
from migrations.errors import MigrationError, state
from migrations.repeatable import Definitions

UNFIT = {"42P01", "42703", "42704", "42883"}
"""SQLSTATEs of a definition whose table, column, type or function is not there."""
COLUMNS = """
SELECT c.relname, string_agg(
  concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum
)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = to_regnamespace('public') AND c.relkind = 'r'
GROUP BY c.relname
"""
# Functions of generated columns and of indexes: what they gave is stored.
STORED = """
SELECT DISTINCT p.proname, pg_get_functiondef(p.oid)
FROM pg_depend d
JOIN pg_proc p ON p.oid = d.refobjid AND p.prokind = 'f'
LEFT JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
LEFT JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
LEFT JOIN pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = d.objid
WHERE d.refclassid = 'pg_proc'::regclass AND p.pronamespace = to_regnamespace('public')
  AND (a.attgenerated <> '' OR i.indexrelid IS NOT NULL)
"""
# A definition that a migration, or somebody, has dropped counts as never applied.
RECORDED = """
SELECT d.name, d.checksum FROM schema_definitions d
WHERE to_regclass('public.' || quote_ident(d.name)) IS NOT NULL
  OR EXISTS (
    SELECT FROM pg_proc
    WHERE proname = d.name AND pronamespace = to_regnamespace('public')
  )
"""
RECORD = """
INSERT INTO schema_definitions (name, checksum)
SELECT * FROM unnest(CAST(:names AS text[]), CAST(:checksums AS text[]))
ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum
"""
FORGET = "DELETE FROM schema_definitions WHERE name = ANY (CAST(:names AS text[]))"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The names of definitions that were applied, in order, and of those that were dropped."""

    applied: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def refresh(connection: Connection, known: Definitions) -> Refreshed:
    """Apply what changed and what depends on it, and drop what has no file any more.

    Raises:
        MigrationError: a definition failed, or values that are stored would differ from now on.
    """
    recorded = dict(connection.run(RECORDED))
    expected = known.fingerprints(dict(connection.run(COLUMNS)))
    stale = known.with_dependents(n for n in expected if recorded.get(n) != expected[n])
    stored = dict(connection.run(STORED))
    gone = sorted(recorded.keys() - expected.keys())
    in_use = objects.drop_unused(connection, gone)
    for definition in stale:
        objects.replace(connection, definition, known)
    _require_unused(objects.drop_unused(connection, in_use))
    _require_same(stored, dict(connection.run(STORED)))
    applied = [definition.name for definition in stale]
    _record(connection, {name: expected[name] for name in applied}, gone)
    return Refreshed(applied, gone)


def clear(connection: Connection, known: Definitions) -> None:
    """Drop every definition that no table uses, so that migrations can be undone."""
    recorded = dict(connection.run(RECORDED))
    strangers = sorted(recorded.keys() - known.named.keys())
    names = [definition.name for definition in reversed(known.ordered)]
    kept = objects.drop_unused(connection, [*strangers, *names])
    _record(connection, {}, sorted(recorded.keys() - set(kept)))


def refit(connection: Connection, known: Definitions) -> Refreshed:
    """Apply what still fits after an undo; what does not is left out until it fits again."""
    expected = known.fingerprints(dict(connection.run(COLUMNS)))
    refreshed = Refreshed()
    for definition in known.ordered:
        connection.run("SAVEPOINT fitting")
        try:
            objects.replace(connection, definition, known)
            refreshed.applied.append(definition.name)
        except MigrationError as error:
            if state(error.__cause__) not in UNFIT:
                raise
            connection.run("ROLLBACK TO SAVEPOINT fitting")
            refreshed.dropped.append(definition.name)
    _record(connection, {name: expected[name] for name in refreshed.applied}, refreshed.dropped)
    return refreshed


def _require_unused(names: list[str]) -> None:
    if names:
        raise MigrationError(
            f"{', '.join(names)} has no file in definitions/ any more, but something still uses it."
            " Let a migration remove what does, or put the file back. Nothing was changed."
        )


def _require_same(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    changed = sorted(name for name in before if after.get(name, before[name]) != before[name])
    if changed:
        raise MigrationError(
            f"What {', '.join(changed)} returns is stored in generated columns or indexes, which"
            " would keep the old values. Change it with a migration that has the line"
            f" `-- apply: {changed[0]}` and then computes them again. Nothing was changed."
        )


def _record(connection: Connection, made: Mapping[str, str], gone: list[str]) -> None:
    connection.run(RECORD, names=list(made), checksums=list(made.values()))
    connection.run(FORGET, names=gone)
