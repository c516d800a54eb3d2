-- What was charged at a moment, as far as we knew at another: per model, meter and conditions the
-- row of the most trusted source, as in current_prices.
CREATE OR REPLACE FUNCTION prices_at(at timestamptz, known_at timestamptz DEFAULT now())
  RETURNS SETOF model_prices
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.*
  FROM model_prices p
  JOIN price_sources s USING (source)
  WHERE p.valid @> at AND p.recorded @> known_at
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;
