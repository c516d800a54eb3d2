-- What the API answers. Every statement of a body returns at most one row: the body as text, what
-- its ETag is made of, when it last changed, and how many items the whole list has. No row means
-- that there is no such provider or model, or nothing at all; slugs tells which.
-- A body comes as head, data and tail: each || of eight megabytes would cost four milliseconds.

-- name: catalog
WITH asked AS (
  SELECT changed_at FROM generations
  WHERE scope IN ('all', CAST(:provider AS text)) ORDER BY scope = 'all' LIMIT 1
), chosen AS (
  -- not served_models: whole bodies would be made before the sort, and sorted
  SELECT m.document, s.last_seen_at
  FROM models m
  LEFT JOIN sightings s ON s.model_id = m.id
  WHERE m.is_active AND m.document IS NOT NULL
    AND (CAST(:provider AS text) IS NULL OR m.provider = CAST(:provider AS text))
  ORDER BY m.model_id
), listed AS (
  SELECT
    coalesce(string_agg(sighted(document, last_seen_at), ','), '') AS items,
    -- without the sightings, so that a quiet sync keeps the ETag
    sum(hashtextextended(document::text, 0)) AS content,
    count(*) AS total
  FROM chosen
)
SELECT
  '{"data":[',
  items,
  '],"meta":' || json_build_object('total', total, 'last_updated', changed_at) || '}',
  concat_ws(' ', content, total, changed_at),
  changed_at,
  total
FROM listed, asked
WHERE EXISTS (SELECT FROM models) AND (
  CAST(:provider AS text) IS NULL
  OR EXISTS (SELECT FROM providers WHERE slug = CAST(:provider AS text))
)

-- name: models
WITH asked AS (
  SELECT changed_at FROM generations
  WHERE scope IN ('all', CAST(:provider AS text)) ORDER BY scope = 'all' LIMIT 1
), chosen AS (
  SELECT id, model_id FROM models
  WHERE (is_active OR CAST(:include_inactive AS boolean))
    AND (CAST(:provider AS text) IS NULL OR provider = CAST(:provider AS text))
), page AS (
  SELECT id FROM chosen ORDER BY model_id
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
), listed AS (
  SELECT
    coalesce(string_agg(m.served, ',' ORDER BY m.model_id), '') AS items,
    sum(hashtextextended(m.document, 0)) AS content,
    (SELECT count(*) FROM chosen) AS total
  FROM served_models m
  JOIN page USING (id)
)
SELECT
  '{"data":[',
  items,
  '],"meta":' || json_build_object(
    'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint),
    'last_updated', changed_at
  ) || '}',
  concat_ws(' ', content, total, changed_at),
  changed_at,
  total
FROM listed, asked
WHERE EXISTS (SELECT FROM models) AND (
  CAST(:provider AS text) IS NULL
  OR EXISTS (SELECT FROM providers WHERE slug = CAST(:provider AS text))
)

-- name: model
SELECT
  '{"data":',
  served,
  ',"meta":' || json_build_object('last_updated', updated_at) || '}',
  md5(document),
  updated_at,
  NULL
FROM served_models
WHERE model_id = :model_id

-- name: providers
WITH listed AS (
  SELECT
    json_agg(json_build_object(
      'slug', h.slug, 'name', h.name, 'website', h.website, 'kind', h.kind,
      'is_active', h.is_active,
      'models', coalesce(c.models, 0), 'priced_models', coalesce(c.priced_models, 0),
      'last_run_status', h.last_run_status, 'last_run_at', h.last_run_at,
      'age_seconds', h.age_seconds, 'health', h.health
    ) ORDER BY h.slug) AS items,
    count(*) AS total,
    coalesce(max(h.last_run_at), now()) AS changed_at
  FROM provider_health h
  LEFT JOIN provider_coverage c ON c.provider = h.slug
  WHERE h.kind <> 'reference'
)
SELECT
  '{"data":',
  items::text,
  ',"meta":' || json_build_object('total', total, 'last_updated', changed_at) || '}',
  md5(items::text),
  changed_at,
  total
FROM listed
WHERE total > 0

-- name: status
WITH listed AS (
  SELECT
    json_agg(json_build_object(
      'slug', h.slug, 'is_active', h.is_active, 'health', h.health, 'freshness', h.freshness,
      'age_seconds', h.age_seconds,
      'models', coalesce(c.models, 0), 'priced_models', coalesce(c.priced_models, 0),
      'coverage', round(c.priced_models::numeric / c.models, 4),
      'last_run', CASE WHEN r.id IS NOT NULL THEN json_build_object(
        'id', r.id, 'status', r.status, 'triggered_by', r.triggered_by,
        'started_at', r.started_at, 'completed_at', r.completed_at, 'duration_ms', r.duration_ms,
        'models_fetched', r.models_fetched, 'models_added', r.models_added,
        'models_updated', r.models_updated, 'models_unchanged', r.models_unchanged,
        'models_rejected', r.models_rejected, 'models_missing', r.models_missing,
        'models_returned', r.models_returned, 'models_deactivated', r.models_deactivated,
        'prices_changed', r.prices_changed, 'errors', r.errors
      ) END
    ) ORDER BY h.slug) AS items,
    json_build_object(
      'providers', count(*),
      'healthy', count(*) FILTER (WHERE h.health = 'healthy'),
      'degraded', count(*) FILTER (WHERE h.health = 'degraded'),
      'failing', count(*) FILTER (WHERE h.health = 'failing'),
      'unknown', count(*) FILTER (WHERE h.health = 'unknown'),
      'models', coalesce(sum(c.models), 0), 'priced_models', coalesce(sum(c.priced_models), 0),
      'coverage', round(sum(c.priced_models) / sum(c.models), 4)
    ) AS totals,
    count(*) AS total,
    coalesce(max(h.last_run_at), now()) AS changed_at
  FROM provider_health h
  LEFT JOIN provider_coverage c ON c.provider = h.slug
  LEFT JOIN sync_runs r ON r.id = h.last_run_id
)
SELECT
  '{"data":',
  json_build_object('providers', items, 'totals', totals)::text,
  ',"meta":' || json_build_object('last_updated', changed_at) || '}',
  md5(items::text),
  changed_at,
  total
FROM listed
WHERE total > 0

-- name: slugs
-- Nothing while there is no model: then every name is unknown, and the snapshot answers.
SELECT slug FROM providers WHERE EXISTS (SELECT FROM models) ORDER BY slug

-- name: generation
SELECT generation FROM generations WHERE scope = :scope

-- name: answering
SELECT 1

-- name: snapshot
-- What `make snapshot` bundles: every active model, and who sells it.
SELECT
  json_build_object(
    'taken_at', now(),
    'providers', (
      SELECT json_agg(json_build_object(
        'slug', slug, 'name', name, 'website', website, 'kind', kind
      ) ORDER BY slug)
      FROM providers
    ),
    'data', (SELECT json_agg(document ORDER BY model_id) FROM models WHERE is_active)
  )::text
