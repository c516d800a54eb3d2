-- name: stage_published
CREATE TEMPORARY TABLE published ON COMMIT DROP AS
SELECT i.id AS model_id, p.*
FROM incoming i
CROSS JOIN LATERAL jsonb_to_recordset(i.published_prices) AS p (
  meter text, conditions jsonb, state text, amount numeric, currency text, published text
)

-- name: stage_prices
CREATE TEMPORARY TABLE price_changes ON COMMIT DROP AS
WITH believed AS (
  SELECT p.*
  FROM model_prices p
  JOIN incoming i ON i.id = p.model_id
  WHERE p.source = :source AND upper_inf(p.recorded) AND p.valid @> now()
)
SELECT
  coalesce(n.model_id, o.model_id) AS model_id,
  coalesce(n.meter, o.meter) AS meter,
  coalesce(n.conditions, o.conditions) AS conditions,
  o.id AS old_id, o.state AS old_state, o.amount AS old_amount, o.currency AS old_currency,
  n.state AS new_state, n.amount AS new_amount, n.currency AS new_currency, n.published
FROM published n
FULL JOIN believed o USING (model_id, meter, conditions)
WHERE (n.state, n.amount, n.currency) IS DISTINCT FROM (o.state, o.amount, o.currency)
  -- an answer that is not complete misses no price: the list that told it may be what failed
  AND (n.meter IS NOT NULL OR CAST(:complete AS boolean))

-- name: measure_changes
-- Without it the guards would plan for hundreds of changes where there are none.
ANALYZE price_changes

-- name: close_beliefs
UPDATE model_prices p SET recorded = tstzrange(lower(p.recorded), now())
FROM price_changes c
WHERE p.id = c.old_id

-- name: archive_superseded
-- What was believed until now stays true of the past: the seller charged it up to this moment, or up
-- to the one at which a price began that was held first.
INSERT INTO model_prices (
  model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
  sync_run_id
)
SELECT
  p.model_id, p.source, p.meter, p.conditions, p.state, p.amount, p.currency, p.published,
  tstzrange(lower(p.valid), coalesce(t.ended, now())), tstzrange(now(), NULL),
  CAST(:run AS bigint)
FROM model_prices p
JOIN price_changes c ON c.old_id = p.id
LEFT JOIN change_times t
  ON t.model_id = c.model_id AND t.meter = c.meter AND t.conditions = c.conditions
WHERE lower(p.valid) < coalesce(t.ended, now())

-- name: open_beliefs
INSERT INTO model_prices (
  model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
  sync_run_id
)
SELECT
  c.model_id, :source, c.meter, c.conditions, c.new_state, c.new_amount, c.new_currency,
  c.published, tstzrange(coalesce(t.began, now()), NULL), tstzrange(now(), NULL),
  CAST(:run AS bigint)
FROM price_changes c
LEFT JOIN change_times t
  ON t.model_id = c.model_id AND t.meter = c.meter AND t.conditions = c.conditions
WHERE c.new_state IS NOT NULL

-- name: touch_repriced
INSERT INTO touched (id, reason)
SELECT DISTINCT model_id, 'updated' FROM price_changes
ON CONFLICT (id) DO UPDATE SET reason = excluded.reason WHERE touched.reason = 'marked'
