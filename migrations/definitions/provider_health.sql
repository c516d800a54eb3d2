-- A provider is as healthy as its last run, and no data is fresh for longer than three intervals.
CREATE OR REPLACE VIEW provider_health AS
SELECT
  p.slug, p.name, p.website, p.kind, p.is_active,
  l.id AS last_run_id, l.status AS last_run_status, l.completed_at AS last_run_at,
  extract(epoch FROM now() - g.completed_at)::bigint AS age_seconds,
  CASE
    WHEN g.completed_at IS NULL THEN 'unknown'
    WHEN now() - g.completed_at > 3 * p.sync_interval THEN 'stale'
    ELSE 'fresh'
  END AS freshness,
  CASE
    WHEN p.ended_on <= current_date THEN 'ended'
    WHEN l.status = 'failed' THEN 'failing'
    WHEN g.completed_at IS NULL THEN 'unknown'
    WHEN l.status = 'partial' OR now() - g.completed_at > 3 * p.sync_interval THEN 'degraded'
    ELSE 'healthy'
  END AS health,
  -- a seller whose own list was never read is known from other lists
  CASE WHEN g.completed_at IS NULL THEN 'list' ELSE 'seller' END AS told_by
FROM providers p
LEFT JOIN latest_runs l ON l.provider = p.slug
LEFT JOIN LATERAL (
  SELECT r.completed_at FROM sync_runs r
  WHERE r.provider = p.slug AND r.status IN ('success', 'partial')
  ORDER BY r.started_at DESC LIMIT 1
) g ON true;

GRANT SELECT ON provider_health TO pricebook_reader, pricebook_writer;
