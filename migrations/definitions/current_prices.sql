-- The price in force per model, meter and conditions: the most trusted source that has one. What
-- lists state is in the ledger only where resolution took it, so that one card is never a mixture of
-- sources that disagree.
CREATE OR REPLACE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
ORDER BY p.model_id, p.meter, p.conditions, s.trust;

GRANT SELECT ON current_prices TO pricebook_reader, pricebook_writer;
