DROP FUNCTION unpriced_because;
DROP FUNCTION run_report;
DROP VIEW open_reviews;
DROP INDEX model_prices_second;
DROP VIEW price_disagreements;
CREATE VIEW price_disagreements AS
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  lower(p.valid) AS observed_at
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

CREATE OR REPLACE VIEW provider_coverage AS
SELECT
  m.provider,
  count(*) AS models,
  count(*) FILTER (
    WHERE EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = m.id AND upper_inf(p.recorded) AND p.valid @> now()
        AND p.state IN ('known', 'free', 'dynamic')
    )
  ) AS priced_models
FROM models m
WHERE m.is_active
GROUP BY m.provider;

DROP FUNCTION benchmarks_of;
DROP TABLE benchmarks;
DROP INDEX models_sellers;
DROP INDEX models_provider_model_id;
DROP INDEX models_model_id_trigram;
DROP INDEX models_canonical_trigram;
DROP INDEX models_priced;
-- the indexes of these go with them
ALTER TABLE models DROP COLUMN search_text;
ALTER TABLE canonical_models DROP COLUMN search_text;
DROP FUNCTION relevance;
DROP FUNCTION inexactness;
DROP FUNCTION searchable;
