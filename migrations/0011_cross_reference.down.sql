CREATE OR REPLACE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
  AND NOT (s.second_hand AND EXISTS (
    SELECT FROM model_prices o
    JOIN price_sources t ON t.source = o.source AND NOT t.second_hand
    WHERE o.model_id = p.model_id AND upper_inf(o.recorded) AND o.valid @> now()
  ))
ORDER BY p.model_id, p.meter, p.conditions, s.trust;

CREATE OR REPLACE FUNCTION prices_at(at timestamptz, known_at timestamptz DEFAULT now())
  RETURNS SETOF model_prices
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.*
  FROM model_prices p
  JOIN price_sources s USING (source)
  WHERE p.valid @> at AND p.recorded @> known_at
    AND NOT (s.second_hand AND EXISTS (
      SELECT FROM model_prices o
      JOIN price_sources t ON t.source = o.source AND NOT t.second_hand
      WHERE o.model_id = p.model_id AND o.valid @> at AND o.recorded @> known_at
    ))
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;

DROP FUNCTION rate_card;
ALTER TABLE price_sources DROP COLUMN is_list;
UPDATE price_sources SET second_hand = false WHERE source = 'cross-reference';
