-- Prices over time, ready to plot: bodies in the shape that catalog/lookup.sql describes, as JSON or as CSV.
-- What is known now of each moment; a free offer is no price of the market.

-- name: model
WITH offers AS MATERIALIZED (
  SELECT id, provider, updated_at FROM models WHERE canonical_id = CAST(:canonical_id AS text)
), sold AS (
  SELECT b.at, min(b.price) AS price
  FROM offers o
  JOIN blended_prices(
    ARRAY(SELECT id FROM offers), CAST(:step AS text), CAST(:since AS timestamptz),
    CAST(:until AS timestamptz), CAST(:input AS integer), CAST(:output AS integer)
  ) b ON b.model_id = o.id
  WHERE b.price > 0
  GROUP BY b.at, o.provider
), points AS (
  SELECT
    at,
    trim_scale(round(min(price), 6))::text AS low,
    -- the mean of the two in the middle, in decimals
    trim_scale(round((
      percentile_disc(0.5) WITHIN GROUP (ORDER BY price)
      + percentile_disc(0.5) WITHIN GROUP (ORDER BY price DESC)
    ) / 2, 6))::text AS median,
    trim_scale(round(max(price), 6))::text AS high,
    count(*) AS sellers
  FROM sold
  GROUP BY at
), listed AS (
  SELECT
    CASE CAST(:format AS text)
      WHEN 'csv' THEN coalesce(string_agg(
        concat_ws(',', to_json(at) #>> '{}', low, median, high, sellers), E'\r\n' ORDER BY at
      ) || E'\r\n', '')
      ELSE coalesce(json_agg(json_build_object(
        'at', at, 'low', low, 'median', median, 'high', high, 'sellers', sellers
      ) ORDER BY at), '[]')::text
    END AS items,
    count(*) AS total
  FROM points
)
SELECT
  CASE CAST(:format AS text)
    WHEN 'csv' THEN E'at,low,median,high,sellers\r\n'
    ELSE '{"data":{"id":' || to_json(c.id) || ',"points":'
  END,
  l.items,
  CASE CAST(:format AS text)
    WHEN 'csv' THEN ''
    ELSE '},"meta":' || json_build_object(
      'total', l.total, 'step', CAST(:step AS text),
      'mix', json_build_object('input', CAST(:input AS integer), 'output', CAST(:output AS integer)),
      'currency', 'USD', 'per', 1000000, 'last_updated', coalesce(o.updated_at, c.created_at)
    ) || '}'
  END,
  md5(l.items),
  coalesce(o.updated_at, c.created_at),
  l.total
FROM listed l
CROSS JOIN (SELECT max(updated_at) AS updated_at FROM offers) o
JOIN canonical_models c ON c.id = CAST(:canonical_id AS text)

-- name: market
-- Of each model the lowest price of all its sellers; then the quarters of all models.
WITH offers AS MATERIALIZED (
  SELECT m.id, m.canonical_id
  FROM models m
  WHERE m.canonical_id IS NOT NULL
    AND (
      CAST(:min_context AS bigint) IS NULL OR m.context_length >= CAST(:min_context AS bigint)
    )
    AND m.capabilities @> CAST(:capabilities AS text[])
    AND (
      CAST(:creator AS text) IS NULL
      OR split_part(m.canonical_id, '/', 1) = CAST(:creator AS text)
    )
), sold AS (
  SELECT b.at, min(b.price) AS price
  FROM offers o
  JOIN blended_prices(
    ARRAY(SELECT id FROM offers), 'month', CAST(:since AS timestamptz),
    CAST(:until AS timestamptz), CAST(:input AS integer), CAST(:output AS integer)
  ) b ON b.model_id = o.id
  WHERE b.price > 0
  GROUP BY b.at, o.canonical_id
), points AS (
  SELECT
    at,
    trim_scale(round(percentile_disc(0.25) WITHIN GROUP (ORDER BY price), 6))::text AS low,
    trim_scale(round((
      percentile_disc(0.5) WITHIN GROUP (ORDER BY price)
      + percentile_disc(0.5) WITHIN GROUP (ORDER BY price DESC)
    ) / 2, 6))::text AS median,
    trim_scale(round(percentile_disc(0.75) WITHIN GROUP (ORDER BY price), 6))::text AS high,
    count(*) AS models
  FROM sold
  GROUP BY at
), listed AS (
  SELECT
    CASE CAST(:format AS text)
      WHEN 'csv' THEN coalesce(string_agg(
        concat_ws(',', to_json(at) #>> '{}', low, median, high, models), E'\r\n' ORDER BY at
      ) || E'\r\n', '')
      ELSE coalesce(json_agg(json_build_object(
        'at', at, 'lower_quartile', low, 'median', median, 'upper_quartile', high,
        'models', models
      ) ORDER BY at), '[]')::text
    END AS items,
    count(*) AS total
  FROM points
)
SELECT
  CASE CAST(:format AS text)
    WHEN 'csv' THEN E'at,lower_quartile,median,upper_quartile,models\r\n'
    ELSE '{"data":{"points":'
  END,
  l.items,
  CASE CAST(:format AS text)
    WHEN 'csv' THEN ''
    ELSE '},"meta":' || json_build_object(
      'total', l.total, 'step', 'month',
      'mix', json_build_object('input', CAST(:input AS integer), 'output', CAST(:output AS integer)),
      'currency', 'USD', 'per', 1000000, 'last_updated', g.changed_at
    ) || '}'
  END,
  md5(l.items),
  g.changed_at,
  l.total
FROM listed l
JOIN generations g ON g.scope = 'all' AND EXISTS (SELECT FROM model_counts)
