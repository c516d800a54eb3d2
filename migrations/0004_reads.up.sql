-- What the API reads: documents with their last sighting, and how each provider is doing.

-- The sighting is joined when a document is read, so that a quiet sync rewrites no document. By
-- bytes: left() would count the characters of every document, twice, which costs five times as much.
CREATE FUNCTION sighted(document json, last_seen_at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN convert_from(
    substring(convert_to(document::text, 'UTF8') FROM 1 FOR octet_length(document::text) - 1)
    || convert_to(
      ',"last_seen_at":' || coalesce(to_json(last_seen_at)::text, 'null') || '}', 'UTF8'
    ),
    'UTF8'
  );

CREATE VIEW served_models AS
SELECT
  m.id, m.provider, m.model_id, m.is_active, m.updated_at,
  m.document::text AS document,
  sighted(m.document, s.last_seen_at) AS served
FROM models m
LEFT JOIN sightings s ON s.model_id = m.id
WHERE m.document IS NOT NULL;

-- A provider is as healthy as its last run, and no data is fresh for longer than three intervals.
CREATE VIEW provider_health AS
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
    WHEN l.status = 'failed' THEN 'failing'
    WHEN g.completed_at IS NULL THEN 'unknown'
    WHEN l.status = 'partial' OR now() - g.completed_at > 3 * p.sync_interval THEN 'degraded'
    ELSE 'healthy'
  END AS health
FROM providers p
LEFT JOIN latest_runs l ON l.provider = p.slug
LEFT JOIN LATERAL (
  SELECT r.completed_at FROM sync_runs r
  WHERE r.provider = p.slug AND r.status IN ('success', 'partial')
  ORDER BY r.started_at DESC LIMIT 1
) g ON true;

-- How many models of a provider are sold, and of how many of those something is known of the price.
CREATE VIEW provider_coverage AS
SELECT
  m.provider,
  count(*) AS models,
  count(*) FILTER (
    WHERE EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = m.id AND upper_inf(p.recorded) AND p.valid @> now()
        AND p.state IN ('known', 'free', 'dynamic')
    )
  ) AS priced_models
FROM models m
WHERE m.is_active
GROUP BY m.provider;

GRANT SELECT ON served_models, provider_health, provider_coverage
  TO pricebook_reader, pricebook_writer;
