-- A synthetic catalogue of any size, with names that people would type, several sellers of each
-- canonical model, and a ledger with seven past prices for every three current ones.

-- name: providers
-- By the slugs of real ones, since some feeds only tell of sellers that their readers can reach.
INSERT INTO providers (slug, name, kind, website, docs_url)
SELECT slug, slug, 'host', 'https://example.com', 'https://example.com/docs'
FROM unnest(CAST(
  '{aimlapi,alibaba-cloud,anthropic,baseten,bedrock,cerebras,chutes,cloudflare,cohere,deepinfra,'
  'deepseek,featherless,fireworks,github-models,google,google-vertex,groq,helicone,hyperbolic,'
  'lambda,minimax,mistral,moonshot,nano-gpt,nebius,novita,nvidia,openai,openrouter,parasail,'
  'perplexity,poe,requesty,sambanova,together,venice,vercel-ai-gateway,xai,zai,zenmux}' AS text[]
)) AS slug

-- name: scopes
INSERT INTO generations (scope) SELECT slug FROM providers ON CONFLICT DO NOTHING

-- name: map
-- LiteLLM's map lies under its feed.
INSERT INTO reference_documents (source, body) VALUES ('reference:litellm', '{"gpt": {}}')

-- name: named
-- Every model of the catalogue to be: five sellers of each name.
CREATE TEMPORARY TABLE named AS
SELECT
  n,
  (SELECT array_agg(slug ORDER BY slug) FROM providers)[(n / 5 + n % 5 * 8) % 40 + 1] AS provider,
  creator || '/' || family || '-' || n / 5 || '-' || size AS canonical_id,
  initcap(family) || ' ' || n / 5 || ' ' || size AS name
FROM generate_series(0, CAST(:models AS integer) - 1) AS n
CROSS JOIN LATERAL (
  SELECT
    (ARRAY['openai', 'anthropic', 'google', 'meta-llama', 'mistralai', 'qwen', 'deepseek'])[n / 5 % 7 + 1] AS creator,
    (ARRAY['gpt', 'claude', 'gemini', 'llama', 'mistral', 'qwen', 'deepseek'])[n / 5 % 7 + 1] AS family,
    (ARRAY['mini', 'opus', 'flash', '70b', 'large', 'max', 'chat', 'pro', 'nano', 'coder'])[n / 35 % 10 + 1] AS size
) AS words

-- name: canonical
INSERT INTO canonical_models (id, name) SELECT DISTINCT canonical_id, name FROM named

-- name: models
INSERT INTO models (
  provider, provider_model_id, canonical_id, name, description, context_length, max_output_tokens,
  modality, input_modalities, output_modalities, capabilities, supported_parameters, listed_at
)
SELECT
  provider, canonical_id || '-' || n % 5, canonical_id, name, repeat('A sentence on it. ', 4),
  8192 * (1 + n % 32), 8192,
  CASE n % 3 WHEN 0 THEN 'text+image->text' ELSE 'text->text' END,
  CASE n % 3 WHEN 0 THEN ARRAY['image', 'text'] ELSE ARRAY['text'] END, '{text}',
  CASE n % 2 WHEN 0 THEN ARRAY['streaming', 'tools'] ELSE ARRAY['streaming'] END,
  '{max_tokens,temperature,top_p}', now() - n % 700 * interval '1 day'
FROM named

-- name: sightings
INSERT INTO sightings (model_id, last_seen_at) SELECT id, now() FROM models

-- name: past
-- Prices that held for ten days each, and were believed as soon as they ended.
INSERT INTO model_prices (
  model_id, source, meter, state, amount, currency, published, valid, recorded
)
SELECT
  m.id, 'database', 'input_tokens', 'known', (m.id % 900 + age) * 0.00000001, 'USD', 'synthetic',
  tstzrange(now() - (age + 1) * interval '10 days', now() - age * interval '10 days'),
  tstzrange(now() - age * interval '10 days', NULL)
FROM models m
CROSS JOIN generate_series(1, CAST(:past AS integer)) AS age

-- name: current
INSERT INTO model_prices (
  model_id, source, meter, state, amount, currency, published, valid, recorded
)
SELECT
  m.id, 'database', p.meter, 'known', (m.id % 900 + 1) * p.factor, 'USD', 'synthetic',
  tstzrange(now() - interval '10 days', NULL), tstzrange(now() - interval '10 days', NULL)
FROM models m
CROSS JOIN (VALUES
  ('input_tokens', 0.00000001), ('output_tokens', 0.00000004), ('cache_read_tokens', 0.000000001)
) AS p (meter, factor)

-- name: documents
UPDATE models m SET document = d.document FROM model_documents d WHERE d.id = m.id

-- name: events
INSERT INTO model_events (model_id, provider, kind, at, details)
SELECT id, provider, 'price', now() - id % 1000 * interval '1 hour', '{"prices": []}' FROM models
