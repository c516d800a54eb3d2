-- name: summary
SELECT
  (SELECT count(*) FROM incoming),
  count(*) FILTER (WHERE reason = 'added'),
  count(*) FILTER (WHERE reason IN ('updated', 'returned')),
  count(*) FILTER (WHERE reason = 'returned'),
  count(*) FILTER (WHERE reason = 'deactivated'),
  count(*) FILTER (WHERE reason = 'marked')
FROM touched

-- name: changed_prices
-- A new model's first prices are no change; they are told by the model being new.
SELECT
  m.model_id, c.meter, c.conditions::text,
  c.old_state, c.old_amount::text, c.new_state, c.new_amount::text
FROM price_changes c
JOIN models m ON m.id = c.model_id
JOIN touched t ON t.id = c.model_id
WHERE t.reason <> 'added'
ORDER BY m.model_id, c.meter, c.conditions

-- name: touched_models
SELECT t.reason, array_agg(m.model_id ORDER BY m.model_id)
FROM touched t JOIN models m ON m.id = t.id
WHERE t.reason <> 'marked'
GROUP BY t.reason
