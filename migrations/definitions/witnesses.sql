-- What independent sources say of one meter of a model now: other sellers of the same canonical
-- model, and lists that speak of this very offer. An operator's contract and a creator's price at a
-- gateway say nothing about what this seller charges.
CREATE OR REPLACE FUNCTION witnesses(model bigint, counted text)
  RETURNS TABLE (witness text, conditions jsonb, amount numeric, currency text)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 10
BEGIN ATOMIC
  SELECT o.provider, p.conditions, p.amount, p.currency
  FROM models m
  JOIN models o ON o.canonical_id = m.canonical_id AND o.provider <> m.provider AND o.is_active
  JOIN model_prices p ON p.model_id = o.id
  WHERE m.id = model AND p.meter = counted AND p.state = 'known' AND p.amount > 0
    AND p.source NOT IN ('cross-reference', 'manual')
    AND upper_inf(p.recorded) AND p.valid @> now()
  UNION ALL
  SELECT l.source, p.conditions, p.amount, p.currency
  FROM models m
  JOIN listed_offers l
    ON l.provider = m.provider AND lower(l.provider_model_id) = lower(m.provider_model_id)
    AND upper_inf(l.stated)
  CROSS JOIN LATERAL jsonb_to_recordset(l.prices) AS p (
    meter text, conditions jsonb, state text, amount numeric, currency text
  )
  WHERE m.id = model AND p.meter = counted AND p.state = 'known' AND p.amount > 0;
END;

GRANT EXECUTE ON FUNCTION witnesses TO pricebook_writer;
