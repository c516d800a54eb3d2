-- Every price that we believe, beside the one before it: a shape that other tools expect.
CREATE OR REPLACE VIEW model_pricing_history AS
SELECT
  m.model_id, m.provider, p.meter, p.conditions,
  lag(p.amount) OVER life AS previous_amount,
  p.amount, p.currency, p.state,
  lower(p.valid) AS changed_at,
  CASE p.source WHEN 'database' THEN 'api_sync:' || m.provider ELSE p.source END AS changed_by
FROM model_prices p
JOIN models m ON m.id = p.model_id
WHERE upper_inf(p.recorded)
WINDOW life AS (PARTITION BY p.model_id, p.key ORDER BY lower(p.valid));

GRANT SELECT ON model_pricing_history TO pricebook_reader, pricebook_writer;
