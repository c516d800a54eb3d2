-- How many models of a provider are sold, and of how many of those something is known of the price.
-- Counted in an index, since a look into the ledger for each model takes seconds.
CREATE OR REPLACE VIEW provider_coverage AS
SELECT c.provider, c.active AS models, p.priced_models
FROM model_counts c
CROSS JOIN LATERAL (
  SELECT count(*) AS priced_models
  FROM models m
  WHERE m.provider = c.provider AND m.is_active
    AND m.price_states && '{known,free,dynamic}'
) p
WHERE c.active > 0;

GRANT SELECT ON provider_coverage TO pricebook_reader, pricebook_writer;
