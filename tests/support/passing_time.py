"""Time that passes: everything that a database remembers becomes older, and days end."""

from datetime import UTC, date, datetime, timedelta

from pricebook.storage.postgres import Database

SHIFTED = """
WITH shifted AS (
  SELECT t.oid, a.attname, a.attnum, a.atttypid, a.attgenerated = '' AS stored
  FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
  WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND pg_relation_size(t.oid) > 0
    AND a.atttypid IN ('timestamptz'::regtype, 'tstzrange'::regtype)
)
"""
"""Columns of moments, in tables that are not empty."""
SHIFTS = f"""
{SHIFTED}
SELECT format('UPDATE %s SET %s', oid::regclass, string_agg(format(
  CASE atttypid
    WHEN 'timestamptz'::regtype THEN '%1$I = %1$I - interval %2$L'
    ELSE '%1$I = tstzrange(lower(%1$I) - interval %2$L, upper(%1$I) - interval %2$L)'
  END, attname, CAST(:interval AS text)), ', '))
FROM shifted WHERE stored GROUP BY oid
"""  # noqa: S608 - our own words alone
OBSTACLES = f"""
{SHIFTED}
SELECT DISTINCT format('ALTER TABLE %s DROP CONSTRAINT %I', s.oid::regclass, c.conname),
  format(
    'ALTER TABLE %s ADD CONSTRAINT %I %s', s.oid::regclass, c.conname, pg_get_constraintdef(c.oid)
  )
FROM shifted s JOIN pg_constraint c ON c.conrelid = s.oid AND c.contype = 'x'
UNION ALL
SELECT DISTINCT format('DROP INDEX %s', x.indexrelid::regclass), pg_get_indexdef(x.indexrelid)
FROM shifted s
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = s.oid
  AND d.refobjsubid = s.attnum
JOIN pg_index x ON d.classid = 'pg_class'::regclass AND x.indexrelid = d.objid
UNION ALL
SELECT DISTINCT format('DROP TRIGGER %I ON %s', g.tgname, s.oid::regclass), pg_get_triggerdef(g.oid)
FROM shifted s
JOIN pg_trigger g ON g.tgrelid = s.oid AND g.tgtype & 19 = 19 AND NOT g.tgisinternal
"""  # noqa: S608 - our own words alone
"""What is dropped meanwhile, and how it is made again.

The rows of a history move one by one, and would meet each other on the way. A row whose indexed
columns stay is written into no index. While a trigger looks at each row before it is written, all
generated columns are computed again, those of a model out of its whole document."""


def utc_day(ahead: int = 0) -> date:
    """Return today, or the day so many days ahead, as the database counts them.

    Asked for when it is needed: tests that begin before midnight may run after it.
    """
    return datetime.now(UTC).date() + timedelta(days=ahead)


def pass_time(database: Database, interval: str) -> None:
    """Let an interval pass, such as `1 day`: every moment in the database lies further back.

    Args:
        database: its owner's connection.
        interval: as Postgres writes it; of `-1 day` the clock is set back.
    """
    shifts = [shift for (shift,) in database.run(SHIFTS, interval=interval)]
    obstacles = database.run(OBSTACLES)
    steps = [drop for drop, _ in obstacles]
    steps += ["SET LOCAL session_replication_role = replica", *shifts]
    steps += [create for _, create in obstacles]
    with database.transaction():
        database.run(";\n".join(steps))
