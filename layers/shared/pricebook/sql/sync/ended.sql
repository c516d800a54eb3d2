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
