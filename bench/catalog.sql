-- A synthetic catalogue: models of ten providers with three prices each, written set-based.

-- name: providers
INSERT INTO providers (slug, name, kind, website, docs_url)
SELECT 'provider-' || n, 'Provider ' || n, 'host', 'https://example.com', 'https://example.com/docs'
FROM generate_series(1, 10) AS n

-- name: models
INSERT INTO models (
  provider, provider_model_id, name, description, context_length, max_output_tokens, modality,
  input_modalities, output_modalities, capabilities, supported_parameters
)
SELECT
  'provider-' || n % 10 + 1, 'maker/model-' || n, 'Model ' || n, repeat('A sentence on it. ', 4),
  131072, 8192, 'text->text', '{text}', '{text}', '{streaming,tools}',
  '{max_tokens,temperature,top_p}'
FROM generate_series(1, CAST(:models AS integer)) AS n

-- name: sightings
INSERT INTO sightings (model_id, last_seen_at) SELECT id, now() FROM models

-- name: prices
INSERT INTO model_prices (
  model_id, source, meter, state, amount, currency, published, valid, recorded
)
SELECT
  m.id, 'database', p.meter, 'known', (m.id % 900 + 1) * p.factor, 'USD', 'synthetic',
  tstzrange(now(), NULL), tstzrange(now(), NULL)
FROM models m
CROSS JOIN (VALUES
  ('input_tokens', 0.00000001), ('output_tokens', 0.00000004), ('cache_read_tokens', 0.000000001)
) AS p (meter, factor)

-- name: documents
UPDATE models m SET document = d.document FROM model_documents d WHERE d.id = m.id

-- name: model_rows
SELECT
  m.id, m.model_id, m.provider, m.provider_model_id, m.canonical_id, m.name, m.description,
  m.context_length, m.max_output_tokens, m.modality, m.input_modalities, m.output_modalities,
  m.capabilities, m.supported_parameters, m.is_active, m.deprecated, m.first_seen_at,
  m.updated_at, s.last_seen_at
FROM models m
JOIN sightings s ON s.model_id = m.id
WHERE m.is_active
ORDER BY m.model_id

-- name: price_rows
SELECT model_id, meter, conditions, state, amount, currency, source, observed_at
FROM current_prices
