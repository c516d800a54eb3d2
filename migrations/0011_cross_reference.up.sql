-- A gateway that publishes no price of a model is priced as the model's creator prices it, until it
-- has a price of its own. Second-hand sources never mix where a mixture would bill what nobody
-- charges: the creator's price stands alone, and of two lists one tells each rate card.

UPDATE price_sources SET second_hand = true WHERE source = 'cross-reference';

-- Lists know a part of what a seller charges, and the rest may be in another list.
ALTER TABLE price_sources ADD COLUMN is_list boolean NOT NULL DEFAULT false;
UPDATE price_sources SET is_list = true WHERE source = 'reference' OR source LIKE 'reference:%';

-- Which rate card a price is on: tiers by size are steps within one.
CREATE FUNCTION rate_card(conditions jsonb) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN conditions - ARRAY['prompt_tokens_gt', 'completion_tokens_gt'];

CREATE OR REPLACE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
  AND NOT (s.second_hand AND EXISTS (
    SELECT FROM model_prices o
    JOIN price_sources t ON t.source = o.source AND t.trust < s.trust
    WHERE o.model_id = p.model_id AND upper_inf(o.recorded) AND o.valid @> now()
      AND (
        NOT t.is_list
        OR (o.meter = p.meter AND rate_card(o.conditions) = rate_card(p.conditions))
      )
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
      JOIN price_sources t ON t.source = o.source AND t.trust < s.trust
      WHERE o.model_id = p.model_id AND o.valid @> at AND o.recorded @> known_at
        AND (
          NOT t.is_list
          OR (o.meter = p.meter AND rate_card(o.conditions) = rate_card(p.conditions))
        )
    ))
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;
