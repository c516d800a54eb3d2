-- Whole bodies, built after runs.

-- name: keep
INSERT INTO kept_answers (address, format, generation, built_at, changes_at, took_ms, entry)
VALUES (
  CAST(:address AS text), CAST(:format AS integer), CAST(:generation AS bigint),
  CAST(:built_at AS bigint), CAST(:changes_at AS bigint), CAST(:took_ms AS integer), CAST(:entry AS bytea)
)
ON CONFLICT (address, format) DO UPDATE SET
  generation = excluded.generation, built_at = excluded.built_at,
  changes_at = excluded.changes_at, took_ms = excluded.took_ms, entry = excluded.entry

-- name: try_lock
SELECT pg_try_advisory_xact_lock(hashtext('pricebook kept answers'))
