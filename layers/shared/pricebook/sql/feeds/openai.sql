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
SELECT '', o.item, '', md5(o.item), m.updated_at, NULL
FROM models m
CROSS JOIN LATERAL (
  SELECT json_build_object(
    'id', m.model_id,
    'object', 'model',
    'created', extract(epoch FROM coalesce(m.listed_at, m.release_date, m.first_seen_at))::bigint,
    'owned_by', m.provider,
    'shutdown_date', (m.document ->> 'deprecation_date')
  )::text AS item
) o
WHERE model_id = :model_id AND is_offer(m)
