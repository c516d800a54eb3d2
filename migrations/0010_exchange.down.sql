DROP VIEW due_documents;
DROP INDEX model_prices_exchanged;
DROP INDEX model_prices_ending;
DROP INDEX model_prices_announced;
CREATE OR REPLACE VIEW model_documents AS
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
LEFT JOIN LATERAL (
  SELECT r.deprecation_date
  FROM reference_facts r
  JOIN price_sources s USING (source)
  WHERE r.model_id = m.id
  ORDER BY s.trust LIMIT 1
) f ON true
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
    m.deprecated OR coalesce(f.deprecation_date <= current_date, false) AS deprecated,
    coalesce(m.deprecation_date, f.deprecation_date) AS deprecation_date,
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
DROP FUNCTION priced;
DROP FUNCTION in_dollars;
DROP TABLE exchange_rates;
DROP FUNCTION refuse_to_rewrite;
