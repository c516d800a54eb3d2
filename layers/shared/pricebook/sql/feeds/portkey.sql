-- Portkey's two files of a provider. Rows as in catalog/lookup.sql.

-- name: pricing
WITH seller AS (
  -- Portkey's name for it or ours
  SELECT slug FROM providers WHERE slug = :provider OR names -> 'portkey' ? :provider
  ORDER BY names -> 'portkey' ? :provider DESC NULLS LAST LIMIT 1
), told AS (
  SELECT
    m.provider_model_id AS model, t.key, t.value, t.conditions,
    two_sided(m.input_modalities, m.output_modalities, m.provider_model_id) AS two_sided,
    CASE t.conditions ->> 'service_tier' WHEN 'batch' THEN 'batch_config' ELSE 'pay_as_you_go' END
      AS config
  FROM keyed_prices(CAST(:price_keys AS jsonb)) t
  JOIN models m USING (id)
  WHERE t.provider = (SELECT slug FROM seller)
), rates AS (
  SELECT model, config, key AS unit, jsonb_build_object('price', max(value)) AS rate
  FROM told
  WHERE key NOT LIKE '%/%' AND key <> 'image'
  GROUP BY model, config, key
  UNION ALL
  SELECT
    model, config, 'additional_units',
    jsonb_object_agg(split_part(key, '/', 2), jsonb_build_object('price', value))
  FROM told
  WHERE key LIKE 'additional_units/%'
  GROUP BY model, config
  UNION ALL
  SELECT model, 'pay_as_you_go', 'image', jsonb_object_agg(quality, sizes)
  FROM (
    SELECT
      model, coalesce(conditions ->> 'quality', 'default') AS quality,
      jsonb_object_agg(
        coalesce(conditions ->> 'resolution', 'default'), jsonb_build_object('price', value)
      ) AS sizes
    FROM told
    WHERE key = 'image'
    GROUP BY 1, 2
  ) i
  GROUP BY model
), configs AS (
  SELECT model, config, jsonb_object_agg(unit, rate) AS rates
  FROM rates
  GROUP BY model, config
  -- text with an unknown side is charged as nothing on that side
  HAVING bool_or(unit = 'request_token') = bool_or(unit = 'response_token')
    OR model NOT IN (SELECT t.model FROM told t WHERE t.two_sided)
), entries AS (
  SELECT
    model,
    jsonb_build_object('pricing_config', jsonb_object_agg(config, rates) || '{"currency":"USD"}') AS entry
  FROM configs
  GROUP BY model
), listed AS (
  SELECT
    coalesce(string_agg(',' || to_json(model)::text || ':' || entry::text, '' ORDER BY model), '') AS items,
    count(*) AS total
  FROM entries
)
SELECT
  '{"default":{"pricing_config":{"pay_as_you_go":{},"calculate":{"request":{"operation":"sum","operands":['
  || '{"operation":"multiply","operands":[{"value":"input_tokens"},{"value":"rates.request_token"}]},'
  || '{"operation":"multiply","operands":[{"value":"cache_write_tokens"},{"value":"rates.cache_write_input_token"}]},'
  || '{"operation":"multiply","operands":[{"value":"cache_read_tokens"},{"value":"rates.cache_read_input_token"}]}'
  || ']},"response":{"operation":"multiply","operands":[{"value":"output_tokens"},{"value":"rates.response_token"}]}},'
  || '"currency":"USD"}}',
  items,
  '}',
  md5(coalesce(items, '')),
  changed_at,
  total,
  NULL,
  'prices=' || (
    SELECT count(*) FROM told
    WHERE key IS NULL OR (model, config) NOT IN (SELECT c.model, c.config FROM configs c)
  )
FROM listed, generations
WHERE scope = 'all' AND EXISTS (SELECT FROM seller)

-- name: general
WITH seller AS (
  SELECT slug FROM providers WHERE slug = :provider OR names -> 'portkey' ? :provider
  ORDER BY names -> 'portkey' ? :provider DESC NULLS LAST LIMIT 1
), entries AS (
  SELECT
    provider_model_id AS model,
    jsonb_strip_nulls(jsonb_build_object(
      'params', CASE WHEN max_output_tokens IS NOT NULL THEN jsonb_build_array(
        jsonb_build_object('key', 'max_tokens', 'maxValue', max_output_tokens)
      ) END,
      'type', jsonb_build_object(
        'primary', CASE
          WHEN 'embeddings' = ANY (output_modalities) THEN 'embedding'
          WHEN output_modalities = '{image}' THEN 'image'
          WHEN output_modalities = '{audio}' THEN 'audio'
          ELSE 'chat'
        END,
        'supported', to_jsonb(nullif(array_remove(ARRAY[
          CASE WHEN 'image' = ANY (input_modalities) THEN 'image' END,
          CASE WHEN 'tools' = ANY (capabilities) THEN 'tools' END
        ], NULL), '{}'))
      )
    )) AS entry
  FROM models
  WHERE provider = (SELECT slug FROM seller) AND is_active
), listed AS (
  SELECT
    coalesce(string_agg(',' || to_json(model)::text || ':' || entry::text, '' ORDER BY model), '') AS items,
    count(*) AS total
  FROM entries
)
SELECT
  '{"name":' || to_json(p.name)::text || ',"description":"","default":{"params":[],'
    || '"messages":{"options":["system","user","assistant"]},"type":{"primary":"chat"}}',
  items,
  '}',
  md5(coalesce(items, '')),
  changed_at,
  total
FROM listed, generations, providers p
WHERE scope = 'all' AND p.slug = (SELECT slug FROM seller)
