-- models.dev's documents. A row as in catalog/lookup.sql.

-- name: documents
-- `shape` is api (sellers with their offers and prices), models (what each canonical model is,
-- whoever sells it), or catalog (both).
WITH told AS MATERIALIZED (
  SELECT * FROM rate_cards(CAST(:price_keys AS jsonb))
), cards AS (
  SELECT id, mode, size, rates
  FROM told
  WHERE rates ?& ARRAY['input', 'output']
), modes AS (
  SELECT
    id, mode,
    (jsonb_agg(rates) FILTER (WHERE size IS NULL) -> 0)
    || jsonb_strip_nulls(jsonb_build_object(
      'tiers', jsonb_agg(
        rates || jsonb_build_object('tier', jsonb_build_object('type', 'context', 'size', size))
        ORDER BY size
      ) FILTER (WHERE size IS NOT NULL),
      -- for readers older than tiers
      'context_over_200k',
      jsonb_agg(rates ORDER BY size) FILTER (WHERE size >= 200000) -> 0
    )) AS cost
  FROM cards
  GROUP BY id, mode
), costs AS (
  SELECT
    id,
    jsonb_agg(cost) FILTER (WHERE mode = '{}') -> 0 AS cost,
    jsonb_object_agg(
      n.name, jsonb_build_object('cost', cost, 'provider', jsonb_build_object('body', mode))
    ) FILTER (WHERE mode <> '{}') AS modes
  FROM modes
  CROSS JOIN LATERAL (SELECT concat_ws('-', mode ->> 'service_tier', mode ->> 'speed') AS name) n
  WHERE cost IS NOT NULL
  GROUP BY id
), lost AS (
  -- prices of text without the other side, or without either
  SELECT count(*) AS prices
  FROM told t
  CROSS JOIN LATERAL jsonb_object_keys(t.rates) AS r (key)
  WHERE t.mode = '{}' AND t.size IS NULL AND NOT t.rates ?& ARRAY['input', 'output']
), described AS (
  SELECT
    m.provider, m.provider_model_id AS id, m.name, m AS facts, c.cost, c.modes,
    coalesce(m.release_date, m.listed_at::date, m.first_seen_at::date) AS released
  FROM models m
  LEFT JOIN costs c USING (id)
  WHERE CAST(:shape AS text) <> 'models'
    AND m.is_active AND (m.context_length IS NOT NULL OR c.cost IS NOT NULL)
  UNION ALL
  -- the model itself, whoever sells it
  SELECT
    NULL, c.id, c.name, jsonb_populate_record(NULL::models, d.facts), NULL, NULL,
    coalesce(CAST(d.facts ->> 'release_date' AS date), c.created_at::date)
  FROM described_models d
  JOIN canonical_models c ON c.id = d.canonical_id
  WHERE CAST(:shape AS text) <> 'api'
), offers AS MATERIALIZED (
  -- so that what is sorted is short
  SELECT
    d.provider, d.id,
    json_strip_nulls(json_build_object(
      'id', d.id,
      'name', d.name,
      'attachment', coalesce((d.facts).input_modalities && '{image,audio,video,file}', false),
      'reasoning', k.reasons,
      'reasoning_options', CASE WHEN k.reasons THEN '[]'::json END,
      'tool_call', coalesce('tools' = ANY ((d.facts).capabilities), false),
      'structured_output', nullif('structured_output' = ANY ((d.facts).capabilities), false),
      'temperature', CASE WHEN (d.facts).supported_parameters <> '{}'
        THEN 'temperature' = ANY ((d.facts).supported_parameters)
      END,
      'knowledge', (d.facts).knowledge_cutoff,
      'release_date', d.released,
      'last_updated', d.released,
      'modalities', json_build_object(
        'input',
        coalesce(nullif(array_replace((d.facts).input_modalities, 'file', 'pdf'), '{}'), '{text}'),
        'output', coalesce(nullif((d.facts).output_modalities, '{}'), '{text}')
      ),
      'open_weights', (d.facts).license IS NOT NULL,
      'status', CASE WHEN (d.facts).is_deprecated THEN 'deprecated' END,
      -- a limit of zero is how models.dev itself says that it does not know
      'limit', json_build_object(
        'context', coalesce((d.facts).context_length, 0),
        'output', coalesce((d.facts).max_output_tokens, 0)
      ),
      'cost', d.cost,
      'experimental', CASE WHEN d.modes IS NOT NULL THEN json_build_object('modes', d.modes) END
    )) AS model
  FROM described d
  CROSS JOIN LATERAL (
    SELECT coalesce('reasoning' = ANY ((d.facts).capabilities), false) AS reasons
  ) k
), sellers AS (
  SELECT
    n.id,
    json_strip_nulls(json_build_object(
      'id', n.id,
      'env', coalesce(
        nullif(p.env, '{}'),
        ARRAY[coalesce(p.key_name, upper(replace(p.slug, '-', '_')) || '_API_KEY')]
      ),
      'npm', n.sdk,
      -- a client of the seller's own knows the address
      'api', CASE WHEN n.sdk = '@ai-sdk/openai-compatible' THEN p.api END,
      'name', p.name,
      'doc', p.docs_url,
      'models', json_object_agg(o.id, o.model ORDER BY o.id)
    ))::text AS body,
    count(*) AS models
  FROM providers p
  JOIN offers o ON o.provider = p.slug
  CROSS JOIN LATERAL (
    SELECT
      coalesce(p.names -> 'models.dev' ->> 0, p.slug) AS id,
      coalesce(p.sdk, '@ai-sdk/openai-compatible') AS sdk
  ) n
  GROUP BY p.slug, n.id, n.sdk
), listed AS (
  SELECT
    coalesce(string_agg(to_json(s.id)::text || ':' || s.body, ',' ORDER BY s.id), '') AS items,
    coalesce(sum(s.models), 0)::bigint AS total
  FROM sellers s
), neutral AS (
  SELECT
    coalesce(string_agg(to_json(o.id)::text || ':' || o.model, ',' ORDER BY o.id), '') AS items,
    count(*) AS total
  FROM offers o
  WHERE o.provider IS NULL
), made AS (
  SELECT
    CASE WHEN CAST(:shape AS text) = 'models' THEN n.total ELSE l.total END AS total,
    CASE CAST(:shape AS text)
      WHEN 'api' THEN l.items
      WHEN 'models' THEN n.items
      ELSE '"models":{' || n.items || '},"providers":{' || l.items || '}'
    END AS items
  FROM listed l, neutral n
)
SELECT
  '{',
  items,
  '}',
  md5(items),
  changed_at,
  total,
  NULL,
  CASE WHEN CAST(:shape AS text) <> 'models' THEN
    'prices=' || (SELECT coalesce(sum(unsaid), 0) FROM told) + (SELECT prices FROM lost)
      || ', models=' || (SELECT count(*) FROM models WHERE is_active) - total
  END
FROM made, generations
WHERE scope = 'all' AND EXISTS (SELECT FROM models)
