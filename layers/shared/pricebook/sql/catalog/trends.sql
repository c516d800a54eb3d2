-- Prices over time, ready to plot: bodies in the shape that catalog.sql describes, as JSON or as CSV.
-- What is known now of each moment; a free offer is no price of the market.

-- name: model
WITH offers AS MATERIALIZED (
  SELECT id, provider, updated_at FROM models WHERE canonical_id = CAST(:canonical_id AS text)
), rates AS MATERIALIZED (
  SELECT o.id, o.provider, p.meter, p.valid, s.trust, coalesce(p.amount, 0) AS amount
  FROM offers o
  JOIN model_prices p ON p.model_id = o.id
  JOIN price_sources s USING (source)
  WHERE upper_inf(p.recorded) AND p.conditions = '{}'
    AND p.meter IN ('input_tokens', 'output_tokens')
    AND (p.state = 'free' OR p.currency = 'USD')
), moments AS (
  SELECT generate_series(
    date_trunc(CAST(:step AS text), greatest(
      CAST(:since AS timestamptz), (SELECT min(lower(valid)) FROM rates)
    ), 'UTC'),
    least(CAST(:until AS timestamptz), now()),
    CAST('1 ' || CAST(:step AS text) AS interval)
  ) AS at
), standing AS (
  SELECT DISTINCT ON (m.at, r.id, r.meter) m.at, r.id, r.provider, r.meter, r.amount
  FROM moments m
  JOIN rates r ON r.valid @> m.at
  ORDER BY m.at, r.id, r.meter, r.trust
), blended AS (
  SELECT
    at, provider,
    sum(amount * CASE meter
      WHEN 'input_tokens' THEN CAST(:input AS integer) ELSE CAST(:output AS integer)
    END) * 1000000 / (CAST(:input AS integer) + CAST(:output AS integer)) AS price
  FROM standing
  GROUP BY at, provider, id
  -- an offer with half a price has no place among the others
  HAVING (CAST(:input AS integer) = 0 OR bool_or(meter = 'input_tokens'))
    AND (CAST(:output AS integer) = 0 OR bool_or(meter = 'output_tokens'))
), sold AS (
  SELECT at, provider, min(price) AS price FROM blended WHERE price > 0 GROUP BY at, provider
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
), rates AS MATERIALIZED (
  SELECT o.id, o.canonical_id, p.meter, p.valid, s.trust, coalesce(p.amount, 0) AS amount
  FROM offers o
  JOIN model_prices p ON p.model_id = o.id
  JOIN price_sources s USING (source)
  WHERE upper_inf(p.recorded) AND p.conditions = '{}'
    AND p.meter IN ('input_tokens', 'output_tokens')
    AND (p.state = 'free' OR p.currency = 'USD')
), moments AS (
  SELECT generate_series(
    date_trunc('month', greatest(
      CAST(:since AS timestamptz), (SELECT min(lower(valid)) FROM rates)
    ), 'UTC'),
    least(CAST(:until AS timestamptz), now()),
    interval '1 month'
  ) AS at
), standing AS (
  SELECT DISTINCT ON (m.at, r.id, r.meter) m.at, r.id, r.canonical_id, r.meter, r.amount
  FROM moments m
  JOIN rates r ON r.valid @> m.at
  ORDER BY m.at, r.id, r.meter, r.trust
), blended AS (
  SELECT
    at, canonical_id,
    sum(amount * CASE meter
      WHEN 'input_tokens' THEN CAST(:input AS integer) ELSE CAST(:output AS integer)
    END) * 1000000 / (CAST(:input AS integer) + CAST(:output AS integer)) AS price
  FROM standing
  GROUP BY at, canonical_id, id
  HAVING (CAST(:input AS integer) = 0 OR bool_or(meter = 'input_tokens'))
    AND (CAST(:output AS integer) = 0 OR bool_or(meter = 'output_tokens'))
), sold AS (
  SELECT at, min(price) AS price FROM blended WHERE price > 0 GROUP BY at, canonical_id
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
