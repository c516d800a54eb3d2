-- How stored rows become the API's form, in one place: views that the write side copies into
-- models.document, and the two shapes of the ledger that other tools expect.

-- The price in force per model, meter and conditions: the most trusted source that has one.
CREATE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
ORDER BY p.model_id, p.meter, p.conditions, s.trust;

-- US dollars per the quantity that people quote, as plain decimal digits.
CREATE FUNCTION quoted(amount numeric, per integer) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN trim_scale(amount * per)::text;

CREATE VIEW model_documents AS
SELECT m.id, row_to_json(d) AS document  -- json_build_object would pad each key with blanks
FROM models m
LEFT JOIN LATERAL (
  SELECT
    (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
    -- a free price is a known zero; anything else without a figure in dollars stays absent
    jsonb_object_agg(k.key, coalesce(quoted(c.amount, t.per), '0') ORDER BY k.position)
      FILTER (WHERE k.key IS NOT NULL AND c.conditions = '{}'
                AND (c.currency = 'USD' OR c.state = 'free')) AS pricing,
    json_agg(
      json_strip_nulls(json_build_object(
        'meter', c.meter, 'per', t.per, 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'conditions', c.conditions, 'state', c.state,
        'source', c.source, 'observed_at', c.observed_at
      )) ORDER BY c.meter, c.conditions
    ) AS prices
  FROM current_prices c
  JOIN meters t ON t.name = c.meter
  LEFT JOIN (VALUES
    (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
    (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
    (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
    -- where a model has both, the later one wins: people mean the picture they send
    (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
  ) AS k (position, meter, key) ON k.meter = c.meter
  WHERE c.model_id = m.id
) p ON true
CROSS JOIN LATERAL (
  SELECT
    m.model_id AS id,
    m.provider,
    m.provider_model_id,
    m.canonical_id,
    m.name,
    m.description,
    m.context_length,
    m.max_output_tokens,
    m.modality,
    m.input_modalities,
    m.output_modalities,
    m.capabilities,
    m.supported_parameters,
    m.tokenizer,
    m.quantization,
    m.license,
    m.knowledge_cutoff,
    m.is_active,
    m.deprecated,
    m.deprecation_date,
    m.replacement,
    m.release_date,
    m.listed_at,
    m.health_status,
    coalesce(p.pricing, '{}') AS pricing,
    p.pricing_source,
    coalesce(p.prices, '[]') AS prices,
    m.first_seen_at,
    -- the moment of the copy: this view is read when a document is written
    now() AS updated_at,
    m.source_url
) AS d;

CREATE VIEW model_pricing AS
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

CREATE VIEW model_pricing_history AS
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

-- The latest run of each provider that came to an end, for everything that tells its health.
CREATE VIEW latest_runs AS
SELECT DISTINCT ON (provider) *
FROM sync_runs
WHERE completed_at IS NOT NULL
ORDER BY provider, started_at DESC;

DO $$
BEGIN
  -- a run stages what it read in temporary tables
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO pricebook_writer', current_database());
END
$$;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON providers, models, sightings, generations, sync_runs TO pricebook_writer;
GRANT INSERT, UPDATE (recorded) ON model_prices TO pricebook_writer;
