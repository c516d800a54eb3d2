-- Where a less trusted source differs from the price in force.

-- name: listed
WITH chosen AS (
  SELECT
    d.*, t.per,
    -- a price of nothing is infinitely far from any other
    coalesce(
      greatest(d.trusted_amount, d.other_amount)
        / nullif(least(d.trusted_amount, d.other_amount), 0),
      'Infinity'
    ) AS distance
  FROM price_disagreements d
  JOIN meters t ON t.name = d.meter
  WHERE (CAST(:provider AS text) IS NULL OR d.provider = CAST(:provider AS text))
    AND (CAST(:source AS text) IS NULL OR d.other_source = CAST(:source AS text))
), far AS MATERIALIZED (
  SELECT * FROM chosen WHERE distance >= CAST(:min_ratio AS numeric)
), page AS (
  SELECT * FROM far ORDER BY distance DESC, price_id
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
)
SELECT
  json_build_object(
    'data', coalesce(
      (
        SELECT json_agg(json_strip_nulls(json_build_object(
          'id', p.price_id, 'model_id', p.model_id, 'provider', p.provider, 'meter', p.meter,
          'per', p.per, 'conditions', p.conditions, 'currency', p.currency,
          'trusted_source', p.trusted_source, 'trusted_amount', quoted(p.trusted_amount, p.per),
          'other_source', p.other_source, 'other_amount', quoted(p.other_amount, p.per),
          'ratio', p.ratio::text, 'observed_at', p.observed_at
        )) ORDER BY p.distance DESC, p.price_id)
        FROM page p
      ),
      '[]'
    ),
    'meta', json_build_object(
      'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint)
    )
  )::text,
  total
FROM (SELECT count(*) AS total FROM far) AS counted

-- name: ahead
SELECT CAST(:expires_at AS timestamptz) > now()

-- name: dismiss
WITH meant AS (
  SELECT d.id AS model_id, d.other_source AS source, d.meter, d.conditions
  FROM price_disagreements d
  WHERE d.price_id = CAST(:disagreement AS bigint)
), dismissed AS (
  INSERT INTO price_dismissals (
    model_id, source, meter, conditions, reason, dismissed_by, expires_at
  )
  SELECT
    model_id, source, meter, conditions, CAST(:reason AS text), :actor,
    CAST(:expires_at AS timestamptz)
  FROM meant
  RETURNING *
)
SELECT json_build_object(
  'model_id', m.model_id, 'source', d.source, 'meter', d.meter, 'conditions', d.conditions,
  'reason', d.reason, 'dismissed_by', d.dismissed_by, 'dismissed_at', d.dismissed_at,
  'expires_at', d.expires_at
)::text
FROM dismissed d
JOIN models m ON m.id = d.model_id
