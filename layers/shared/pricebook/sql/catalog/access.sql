-- What the bearer of a token may use: a body in the shape that catalog/lookup.sql describes.

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
  WHERE m.model_id = CAST(:model_id AS text) AND is_offer(m)
)
SELECT
  '{"data":',
  body,
  ',"meta":' || json_build_object('last_updated', changed_at) || '}',
  md5(body),
  changed_at,
  NULL
FROM found
