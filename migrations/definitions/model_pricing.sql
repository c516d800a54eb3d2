-- The unconditional prices of a model in US dollars, one column each: a shape that other tools
-- expect. What is free costs 0; what is not known, or not in dollars, is NULL.
CREATE OR REPLACE VIEW model_pricing AS
SELECT
  m.model_id, m.provider, m.provider_model_id,
  max(c.usd) FILTER (WHERE c.meter = 'input_tokens') AS price_per_input_token,
  max(c.usd) FILTER (WHERE c.meter = 'output_tokens') AS price_per_output_token,
  max(c.usd) FILTER (WHERE c.meter = 'cache_read_tokens') AS price_per_cached_input_token,
  max(c.usd) FILTER (WHERE c.meter = 'input_images') AS price_per_image,
  max(c.usd) FILTER (WHERE c.meter = 'requests') AS price_per_request,
  (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
  max(c.observed_at) AS last_updated
FROM models m
JOIN (
  SELECT model_id, meter, source, trust, observed_at, CASE state WHEN 'free' THEN 0 ELSE amount END AS usd
  FROM current_prices
  WHERE conditions = '{}' AND (currency = 'USD' OR state = 'free')
) c ON c.model_id = m.id
GROUP BY m.id;

GRANT SELECT ON model_pricing TO pricebook_reader, pricebook_writer;
