-- OpenAI's list of models. Rows as in catalog/lookup.sql.

-- name: models
WITH listed AS (
  SELECT
    string_agg(json_build_object(
      'id', model_id,
      'object', 'model',
      'created', extract(epoch FROM coalesce(listed_at, release_date, first_seen_at))::bigint,
      'owned_by', provider,
      'shutdown_date', (document ->> 'deprecation_date')
    )::text, ',' ORDER BY model_id) AS items,
    count(*) AS total
  FROM models
  WHERE is_active
)
SELECT '{"object":"list","data":[', items, ']}', md5(items), changed_at, total
FROM listed, generations
WHERE scope = 'all' AND total > 0

-- name: model
SELECT
  '',
  json_build_object(
    'id', model_id,
    'object', 'model',
    'created', extract(epoch FROM coalesce(listed_at, release_date, first_seen_at))::bigint,
    'owned_by', provider,
    'shutdown_date', (document ->> 'deprecation_date')
  )::text,
  '',
  md5(model_id || coalesce(document ->> 'deprecation_date', '')),
  updated_at,
  NULL
FROM models m
WHERE model_id = :model_id AND is_offer(m)
