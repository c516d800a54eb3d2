-- Where another source differs from the price in force by more than two per cent: a seller's price
-- under an operator's, or what a list states. `id` is the model's, so that one provider's can be
-- counted without looking at everybody's; `price_id` names the disagreement, for as long as both
-- sources exist.
CREATE OR REPLACE VIEW price_disagreements AS
WITH words AS (
  SELECT p.model_id, p.source, p.meter, p.conditions, p.amount, p.currency, lower(p.valid) AS since
  FROM model_prices p
  JOIN models m ON m.id = p.model_id
  WHERE upper_inf(p.recorded) AND p.valid @> now()
    -- what was taken of a card stands in it
    AND NOT EXISTS (
      SELECT FROM listed_offers o
      WHERE o.provider = m.provider AND lower(o.provider_model_id) = lower(m.provider_model_id)
        AND o.source = p.source AND upper_inf(o.stated)
    )
  UNION ALL
  SELECT m.id, o.source, p.meter, p.conditions, p.amount, p.currency, lower(o.stated)
  FROM models m
  JOIN listed_offers o
    ON o.provider = m.provider AND lower(o.provider_model_id) = lower(m.provider_model_id)
    AND upper_inf(o.stated)
  CROSS JOIN LATERAL jsonb_to_recordset(o.prices) AS p (
    meter text, conditions jsonb, amount numeric, currency text
  )
)
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  p.since AS observed_at, m.id, m.provider,
  -- fits a number of JavaScript
  hashtextextended(concat_ws(' ', p.source, c.meter, c.conditions), m.id) & 9007199254740991
    AS price_id
FROM current_prices c
JOIN models m ON m.id = c.model_id AND m.is_active
JOIN words p
  ON p.model_id = c.model_id AND p.meter = c.meter AND p.conditions = c.conditions
  AND p.source <> c.source AND p.currency = c.currency
WHERE abs(p.amount - c.amount) > 0.02 * greatest(p.amount, c.amount)
  AND NOT EXISTS (
    SELECT FROM price_dismissals d
    WHERE d.model_id = p.model_id AND d.source = p.source AND d.meter = p.meter
      AND d.conditions = p.conditions AND d.expires_at > now()
  );

GRANT SELECT ON price_disagreements TO pricebook_reader, pricebook_writer;
