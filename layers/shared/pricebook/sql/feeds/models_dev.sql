-- models.dev's api.json. A row as in catalog.sql.

-- name: api
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
), offers AS MATERIALIZED (
  -- so that what is sorted is short
  SELECT
    m.provider, m.provider_model_id,
    json_strip_nulls(json_build_object(
      'id', m.provider_model_id,
      'name', m.name,
      'attachment', m.input_modalities && '{image,audio,video,file}',
      'reasoning', 'reasoning' = ANY (m.capabilities),
      'reasoning_options', CASE WHEN 'reasoning' = ANY (m.capabilities) THEN '[]'::json END,
      'tool_call', 'tools' = ANY (m.capabilities),
      'structured_output', nullif('structured_output' = ANY (m.capabilities), false),
      'temperature', CASE WHEN m.supported_parameters <> '{}'
        THEN 'temperature' = ANY (m.supported_parameters)
      END,
      'knowledge', m.knowledge_cutoff,
      'release_date', d.released,
      'last_updated', d.released,
      'modalities', json_build_object(
        'input', coalesce(nullif(array_replace(m.input_modalities, 'file', 'pdf'), '{}'), '{text}'),
        'output', coalesce(nullif(m.output_modalities, '{}'), '{text}')
      ),
      'open_weights', m.license IS NOT NULL,
      'status', CASE WHEN m.document ->> 'deprecated' = 'true' THEN 'deprecated' END,
      -- a limit of zero is how models.dev itself says that it does not know
      'limit', json_build_object(
        'context', coalesce(m.context_length, 0), 'output', coalesce(m.max_output_tokens, 0)
      ),
      'cost', c.cost,
      'experimental', CASE WHEN c.modes IS NOT NULL THEN json_build_object('modes', c.modes) END
    )) AS told
  FROM models m
  LEFT JOIN costs c USING (id)
  CROSS JOIN LATERAL (
    SELECT coalesce(m.release_date, m.listed_at::date, m.first_seen_at::date) AS released
  ) d
  WHERE m.is_active AND (m.context_length IS NOT NULL OR c.cost IS NOT NULL)
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
      'models', json_object_agg(o.provider_model_id, o.told ORDER BY o.provider_model_id)
    ))::text AS told,
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
    string_agg(to_json(id)::text || ':' || told, ',' ORDER BY id) AS items,
    coalesce(sum(models), 0)::bigint AS total
  FROM sellers
)
SELECT
  '{',
  coalesce(items, ''),
  '}',
  md5(coalesce(items, '')),
  changed_at,
  total,
  NULL,
  'prices=' || (SELECT coalesce(sum(unsaid), 0) FROM told)
    || ', models=' || (SELECT count(*) FROM models WHERE is_active) - total
FROM listed, generations
WHERE scope = 'all' AND EXISTS (SELECT FROM models)
