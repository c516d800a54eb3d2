-- The unconditional prices of a model in US dollars, one column each: a shape that other tools expect.
CREATE OR REPLACE VIEW model_pricing AS
SELECT
  m.model_id, m.provider, m.provider_model_id,
  max(c.amount) FILTER (WHERE c.meter = 'input_tokens') AS price_per_input_token,
  max(c.amount) FILTER (WHERE c.meter = 'output_tokens') AS price_per_output_token,
  max(c.amount) FILTER (WHERE c.meter = 'cache_read_tokens') AS price_per_cached_input_token,
  max(c.amount) FILTER (WHERE c.meter = 'input_images') AS price_per_image,
  max(c.amount) FILTER (WHERE c.meter = 'requests') AS price_per_request,
  (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
  max(c.observed_at) AS last_updated
FROM models m
JOIN current_prices c ON c.model_id = m.id AND c.conditions = '{}' AND c.currency = 'USD'
GROUP BY m.id;

GRANT SELECT ON model_pricing TO pricebook_reader, pricebook_writer;
