-- Runs that an operator asks for, and the runs that there were.

-- name: active
SELECT slug FROM providers WHERE is_active AND slug = ANY (CAST(:known AS text[])) ORDER BY slug

-- name: serialise
-- Two operators who ask at the same moment are told apart: one of them was first.
SELECT pg_advisory_xact_lock(hashtext('pricebook queue'))

-- name: fail_queued
UPDATE sync_runs SET
  status = 'failed', completed_at = now(),
  errors = jsonb_build_array(jsonb_build_object(
    'category', 'network', 'count', 1, 'sample', CAST(:sample AS text),
    'what_to_do', 'Look at the sync function: its throttles, and its queue of failed syncs.'
  ))
WHERE status = 'queued'
  AND (id = ANY (CAST(:runs AS bigint[])) OR started_at < now() - CAST(:patience AS interval))

-- name: queue
INSERT INTO sync_runs (provider, status, triggered_by)
SELECT asked.provider, 'queued', :triggered_by
FROM unnest(CAST(:providers AS text[])) AS asked (provider)
WHERE NOT EXISTS (
  SELECT FROM sync_runs r
  WHERE r.provider = asked.provider AND (
    r.status = 'queued'
    OR (r.status = 'running' AND r.heartbeat >= now() - CAST(:lease AS interval))
    OR (
      -- one that never began brought nothing, and keeps nobody waiting
      r.triggered_by LIKE 'admin:%' AND r.backend_pid IS NOT NULL
      AND r.started_at > now() - CAST(:cooldown AS interval)
    )
  )
)
RETURNING provider, id

-- name: refusals
-- Why each of these providers was not queued: a run that is under way, or how long to wait.
SELECT
  p.slug,
  (
    SELECT r.id FROM sync_runs r
    WHERE r.provider = p.slug AND r.status IN ('queued', 'running') LIMIT 1
  ),
  (
    SELECT ceil(extract(epoch FROM max(r.started_at) + CAST(:cooldown AS interval) - now()))::int
    FROM sync_runs r
    WHERE r.provider = p.slug AND r.triggered_by LIKE 'admin:%' AND r.backend_pid IS NOT NULL
      AND r.started_at > now() - CAST(:cooldown AS interval)
  )
FROM providers p
WHERE p.slug = ANY (CAST(:providers AS text[]))

-- name: one
SELECT to_json(r)::text FROM sync_runs r WHERE r.id = CAST(:run AS bigint)

-- name: runs
WITH chosen AS (
  SELECT * FROM sync_runs
  WHERE (CAST(:provider AS text) IS NULL OR provider = CAST(:provider AS text))
    AND (CAST(:status AS text) IS NULL OR status = CAST(:status AS text))
    AND (CAST(:triggered_by AS text) IS NULL OR triggered_by = CAST(:triggered_by AS text))
    AND (CAST(:since AS timestamptz) IS NULL OR started_at >= CAST(:since AS timestamptz))
    AND (CAST(:until AS timestamptz) IS NULL OR started_at < CAST(:until AS timestamptz))
), page AS (
  SELECT * FROM chosen ORDER BY started_at DESC, id DESC
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
), counted AS (
  SELECT
    count(*) AS total,
    json_build_object(
      'success', count(*) FILTER (WHERE status = 'success'),
      'partial', count(*) FILTER (WHERE status = 'partial'),
      'failed', count(*) FILTER (WHERE status = 'failed'),
      'skipped', count(*) FILTER (WHERE status = 'skipped'),
      'under_way', count(*) FILTER (WHERE status IN ('queued', 'running')),
      'p50_ms', percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms),
      'p95_ms', percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_ms),
      'prices_changed', sum(prices_changed)
    ) AS statistics
  FROM chosen
)
SELECT
  json_build_object(
    'data', coalesce((SELECT json_agg(to_json(p) ORDER BY p.started_at DESC, p.id DESC) FROM page p), '[]'),
    'meta', json_build_object(
      'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint),
      'statistics', statistics
    )
  )::text,
  total
FROM counted
