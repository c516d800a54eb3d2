-- What was charged at a moment, as far as we knew at another: per model, meter and conditions the
-- row of the most trusted source. The rules are those of current_prices.
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
      JOIN price_sources t ON t.source = o.source AND t.trust < s.trust
      WHERE o.model_id = p.model_id AND o.valid @> at AND o.recorded @> known_at
        AND (
          NOT t.is_list
          OR (o.meter = p.meter AND rate_card(o.conditions) = rate_card(p.conditions))
        )
    ))
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;
