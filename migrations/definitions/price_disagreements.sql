-- Where a less trusted source differs from the price in force by more than two per cent. `id` is the
-- model's, so that one provider's can be counted without looking at everybody's; `price_id`, the
-- ledger row of the figure that is not believed, names the disagreement.
CREATE OR REPLACE VIEW price_disagreements AS
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  lower(p.valid) AS observed_at, m.id, m.provider, p.id AS price_id
FROM current_prices c
JOIN models m ON m.id = c.model_id AND m.is_active
JOIN model_prices p
  ON p.model_id = c.model_id AND p.meter = c.meter AND p.conditions = c.conditions
  AND p.source <> c.source AND p.currency = c.currency
  AND upper_inf(p.recorded) AND p.valid @> now()
WHERE abs(p.amount - c.amount) > 0.02 * greatest(p.amount, c.amount)
  AND NOT EXISTS (
    SELECT FROM price_dismissals d
    WHERE d.model_id = p.model_id AND d.source = p.source AND d.meter = p.meter
      AND d.conditions = p.conditions AND d.expires_at > now()
  );

GRANT SELECT ON price_disagreements TO pricebook_reader, pricebook_writer;
