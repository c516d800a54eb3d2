-- name: register
-- The registry of the code, into the table that operators see. Cadence and pause are theirs.
INSERT INTO providers AS p (
  slug, name, kind, website, docs_url, key_name, sync_interval, api, sdk, env, names, makes,
  ended_on, successor, without_price
)
SELECT
  slug, name, kind, website, docs_url, key_name, sync_interval, api, sdk, env, names, makes,
  ended_on, successor, without_price
FROM jsonb_to_recordset(CAST(:providers AS jsonb)) AS r (
  slug text, name text, kind text, website text, docs_url text, key_name text,
  sync_interval interval, api text, sdk text, env text[], names jsonb, makes text[],
  ended_on date, successor text, without_price text
)
ON CONFLICT (slug) DO UPDATE SET
  name = excluded.name, kind = excluded.kind, website = excluded.website,
  docs_url = excluded.docs_url, key_name = excluded.key_name, api = excluded.api,
  sdk = excluded.sdk, env = excluded.env, names = excluded.names, makes = excluded.makes,
  ended_on = excluded.ended_on, successor = excluded.successor,
  without_price = excluded.without_price, updated_at = now()
WHERE (
    p.name, p.kind, p.website, p.docs_url, p.key_name, p.api, p.sdk, p.env, p.names, p.makes,
    p.ended_on, p.successor, p.without_price
  ) IS DISTINCT FROM (
    excluded.name, excluded.kind, excluded.website, excluded.docs_url, excluded.key_name,
    excluded.api, excluded.sdk, excluded.env, excluded.names, excluded.makes, excluded.ended_on,
    excluded.successor, excluded.without_price
  )

-- name: register_scopes
INSERT INTO generations (scope)
SELECT slug FROM providers
ON CONFLICT (scope) DO NOTHING

-- name: crons
SELECT slug, sync_cron, now() FROM providers WHERE sync_cron IS NOT NULL

-- name: due
-- crons and moments: who has a cron expression, and the last moment that it names.
-- What failed is tried again at the next tick, and then after pauses that double up to the cadence.
SELECT p.slug
FROM providers p
LEFT JOIN unnest(CAST(:crons AS text[]), CAST(:moments AS timestamptz[])) AS c (slug, moment)
  ON c.slug = p.slug
LEFT JOIN LATERAL (
  SELECT r.started_at FROM sync_runs r
  WHERE r.provider = p.slug ORDER BY r.started_at DESC LIMIT 1
) latest ON true
CROSS JOIN LATERAL (
  SELECT count(*) AS failures FROM (
    SELECT r.status, bool_and(r.status = 'failed') OVER (ORDER BY r.started_at DESC) AS still
    FROM sync_runs r WHERE r.provider = p.slug AND r.status <> 'queued'
    ORDER BY r.started_at DESC LIMIT 16
  ) recent WHERE still
) f
WHERE p.is_active AND p.slug = ANY (CAST(:known AS text[]))
  AND (latest.started_at IS NULL OR CASE
    WHEN p.sync_cron IS NOT NULL THEN latest.started_at < c.moment
    WHEN p.sync_at IS NULL THEN latest.started_at + p.sync_interval <= now()
    -- since the last moment of the cadence, which is counted from a Monday at that hour
    ELSE latest.started_at
      < date_bin(p.sync_interval, now(), timestamptz '2000-01-03+00' + CAST(p.sync_at AS interval))
  END OR f.failures > 0 AND now() >= latest.started_at
    + least(CAST(:pause AS interval) * power(2, f.failures - 1), p.sync_interval))
ORDER BY latest.started_at NULLS FIRST, p.slug
