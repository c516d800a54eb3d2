-- What the bearer of a token may use: bodies in the shape that catalog.sql describes.

-- name: total
-- How many models a tier may use: an answer without a body.
SELECT '', '', '', '', now(), count(*)
FROM allowed_models(CAST(:tier AS text))
HAVING EXISTS (SELECT FROM models)

-- name: models
WITH page AS (
  SELECT id FROM allowed_models(CAST(:tier AS text)) ORDER BY model_id
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
), listed AS (
  SELECT
    coalesce(string_agg(m.served, ',' ORDER BY m.model_id), '') AS items,
    sum(hashtextextended(m.document, 0)) AS content
  FROM served_models m
  JOIN page USING (id)
)
SELECT
  '{"data":[',
  items,
  '],"meta":' || json_build_object(
    'tier', CAST(:tier AS text), 'total', CAST(:total AS bigint), 'page', CAST(:page AS bigint),
    'page_size', CAST(:page_size AS bigint), 'last_updated', changed_at
  ) || '}',
  concat_ws(' ', content, CAST(:total AS bigint), changed_at),
  changed_at,
  CAST(:total AS bigint)
FROM listed
CROSS JOIN generations
WHERE scope = 'all'

-- name: model
WITH found AS (
  SELECT
    greatest(m.updated_at, a.updated_at) AS changed_at,
    row_to_json(t)::text AS body
  FROM models m
  JOIN model_access a ON a.model_id = m.model_id
  CROSS JOIN LATERAL (
    SELECT
      m.model_id,
      CAST(:tier AS text) AS tier,
      m.is_active AND tier_may_use(a, CAST(:tier AS text)) AS allowed,
      CASE
        WHEN a.status = 'disabled' THEN 'disabled'
        WHEN NOT m.is_active THEN 'inactive'
        WHEN NOT tier_may_use(a, CAST(:tier AS text)) THEN 'tier'
      END AS reason,
      a.status,
      ARRAY(
        SELECT name FROM unnest(ARRAY['free', 'pro', 'enterprise']) AS name
        WHERE m.is_active AND tier_may_use(a, name)
      ) AS tiers
  ) AS t
  WHERE m.model_id = CAST(:model_id AS text)
)
SELECT
  '{"data":',
  body,
  ',"meta":' || json_build_object('last_updated', changed_at) || '}',
  md5(body),
  changed_at,
  NULL
FROM found
