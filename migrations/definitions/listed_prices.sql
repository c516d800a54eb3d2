-- Every price in force of every active model, per the unit that people quote. Above no tokens at all
-- is everywhere.
CREATE OR REPLACE VIEW listed_prices AS
SELECT
  m.id, m.provider, p.meter,
  CASE WHEN p.conditions -> 'prompt_tokens_gt' = '0' THEN p.conditions - 'prompt_tokens_gt'
    ELSE p.conditions
  END AS conditions,
  p.state, p.amount, p.currency, p.source
FROM models m
CROSS JOIN LATERAL json_to_recordset(
  dated(m.id, m.document, (SELECT due_ids())) -> 'prices'
) AS p (
  meter text, conditions jsonb, state text, amount numeric, currency text, source text
)
WHERE m.is_active;

GRANT SELECT ON listed_prices TO pricebook_reader, pricebook_writer;
