-- name: fail_dead_run
-- A run is dead when its heart stopped for longer than the lease, or when its connection is gone.
-- The start of another login's connection may be hidden from us; its process id never is.
UPDATE sync_runs r SET
  status = 'failed',
  completed_at = now(),
  errors = jsonb_build_array(jsonb_build_object(
    'category', 'network', 'count', 1,
    'sample', 'the runner died before it wrote anything; last sign of life ' || r.heartbeat,
    'what_to_do', 'Nothing: this run left no trace, and the next one starts afresh.'
  ))
WHERE r.provider = :provider AND r.status = 'running'
  AND (
    r.heartbeat < now() - CAST(:lease AS interval)
    OR NOT EXISTS (
      SELECT FROM pg_stat_activity a
      WHERE a.pid = r.backend_pid AND coalesce(a.backend_start = r.backend_start, true)
    )
  )

-- name: start_run
INSERT INTO sync_runs (provider, status, triggered_by, backend_pid, backend_start)
SELECT :provider, 'running', :triggered_by, a.pid, a.backend_start
FROM pg_stat_activity a WHERE a.pid = pg_backend_pid()
ON CONFLICT (provider) WHERE status = 'running' DO NOTHING
RETURNING id

-- name: begin_queued
-- The run that an operator asked for, unless it has begun already or another one is under way.
UPDATE sync_runs r SET
  status = 'running', started_at = now(), heartbeat = now(),
  backend_pid = a.pid, backend_start = a.backend_start
FROM pg_stat_activity a
WHERE a.pid = pg_backend_pid()
  AND r.id = CAST(:run AS bigint) AND r.provider = :provider AND r.status = 'queued'
  AND NOT EXISTS (
    SELECT FROM sync_runs o WHERE o.provider = :provider AND o.status = 'running'
  )
RETURNING r.id

-- name: skip_queued
UPDATE sync_runs SET status = 'skipped', completed_at = now(), errors = CAST(:errors AS jsonb)
WHERE id = CAST(:run AS bigint) AND status = 'queued'
RETURNING id

-- name: skip_run
INSERT INTO sync_runs (provider, status, triggered_by, completed_at, errors)
VALUES (:provider, 'skipped', :triggered_by, now(), CAST(:errors AS jsonb))
RETURNING id

-- name: heartbeat
UPDATE sync_runs SET heartbeat = clock_timestamp(), models_fetched = :fetched
WHERE id = :run AND status = 'running'

-- name: fail_run
UPDATE sync_runs SET
  status = 'failed', completed_at = clock_timestamp(), models_fetched = :fetched,
  errors = CAST(:errors AS jsonb)
WHERE id = :run AND status = 'running'

-- name: finish_run
UPDATE sync_runs SET
  status = :status, completed_at = clock_timestamp(),
  models_fetched = :fetched, models_added = :added, models_updated = :updated,
  models_unchanged = :unchanged, models_rejected = :rejected, models_missing = :missing,
  models_returned = :returned, models_deactivated = :deactivated,
  prices_changed = :prices_changed, errors = CAST(:errors AS jsonb)
WHERE id = :run AND status = 'running'
RETURNING duration_ms

-- name: count_waiting
-- What waits for a person: providers that are stale, and prices that are held back. And how many
-- providers there are that are not paused, and how many of these have failed in their last run.
SELECT
  (SELECT count(*) FROM alerts WHERE kind = 'stale' AND closed_at IS NULL),
  (SELECT count(*) FROM price_reviews WHERE decision IS NULL AND run_review_id IS NULL)
    + (SELECT count(*) FROM run_reviews WHERE decision IS NULL),
  count(*),
  count(*) FILTER (WHERE latest.status = 'failed')
FROM providers p
LEFT JOIN LATERAL (
  SELECT r.status FROM sync_runs r
  WHERE r.provider = p.slug AND r.status NOT IN ('queued', 'running')
  ORDER BY r.started_at DESC LIMIT 1
) latest ON true
WHERE p.is_active AND p.slug = ANY (CAST(:known AS text[]))
