-- name: stage_published
CREATE TEMPORARY TABLE published ON COMMIT DROP AS
SELECT i.id AS model_id, p.*
FROM incoming i
CROSS JOIN LATERAL jsonb_to_recordset(i.published_prices) AS p (
  meter text, conditions jsonb, state text, amount numeric, currency text, published text
)

-- name: stage_prices
CREATE TEMPORARY TABLE price_changes ON COMMIT DROP AS
SELECT * FROM changed_prices(
  :source,
  ARRAY(SELECT id FROM incoming),
  (SELECT coalesce(jsonb_agg(to_jsonb(p)), '[]') FROM published p),
  CAST(:complete AS boolean)
)

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
