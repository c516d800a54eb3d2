-- What a run means for the offers of others; inside `refreshing`.

-- name: waiting
-- Prices that wait for another source, by seller; a person decides on what only a person may.
SELECT m.provider, array_agg(v.id)
FROM price_reviews v
JOIN models m ON m.id = v.model_id AND m.is_active
JOIN providers p ON p.slug = m.provider AND p.reviews = 'automatic'
WHERE v.decision IS NULL AND v.source = 'database' AND v.run_review_id IS NULL
GROUP BY m.provider
ORDER BY m.provider

-- name: stage_waiting
-- What waits, in the form of changes, so that the guards may judge it once more.
CREATE TEMPORARY TABLE price_changes ON COMMIT DROP AS
SELECT
  v.model_id, v.meter, v.conditions, o.id AS old_id, o.state AS old_state, o.amount AS old_amount,
  o.currency AS old_currency, v.new_state, v.new_amount, v.new_currency, v.published
FROM price_reviews v
LEFT JOIN model_prices o
  ON o.model_id = v.model_id AND o.source = v.source AND o.meter = v.meter
  AND o.conditions = v.conditions AND upper_inf(o.recorded) AND o.valid @> now()
WHERE v.id = ANY (CAST(:ids AS bigint[]))

-- name: confirmed
SELECT v.id
FROM price_reviews v
WHERE v.id = ANY (CAST(:ids AS bigint[]))
  AND NOT EXISTS (SELECT FROM held h WHERE h.model_id = v.model_id)

-- name: drop_stage
DROP TABLE price_changes, held
