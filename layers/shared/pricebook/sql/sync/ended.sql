-- Services that have ended: their offers end on that day. Inside `refreshing`, on its table `touched`.

-- name: any_offered
SELECT EXISTS (
  SELECT FROM models m JOIN providers p ON p.slug = m.provider
  WHERE m.is_active AND p.ended_on <= current_date
)

-- name: deactivate
WITH gone AS (
  UPDATE models m SET is_active = false, listed_by = '{}', listed_until = p.ended_on
  FROM providers p
  WHERE p.slug = m.provider AND m.is_active AND p.ended_on <= current_date
  RETURNING m.id
)
INSERT INTO touched (id, reason) SELECT id, 'deactivated' FROM gone

-- name: end_prices
-- Whoever told them, other than an operator, whose word is ended by an operator.
SELECT believe(
  p.model_id, p.source, p.meter, p.conditions, tstzrange(m.listed_until, NULL), NULL
)
FROM touched t
JOIN models m ON m.id = t.id
CROSS JOIN LATERAL (
  SELECT DISTINCT p.model_id, p.source, p.meter, p.conditions FROM model_prices p
  WHERE p.model_id = m.id AND p.source <> 'manual'
    AND upper_inf(p.recorded) AND p.valid && tstzrange(m.listed_until, NULL)
) p
