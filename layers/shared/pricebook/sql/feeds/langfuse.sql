-- Bodies for Langfuse's POST /api/public/models. A row as in catalog.sql.

-- name: models
WITH told AS MATERIALIZED (
  SELECT c.*, c.mode = '{}' AND c.size IS NULL AS standard
  FROM rate_cards(CAST(:price_keys AS jsonb), CAST(:provider AS text)) c
), tiers AS (
  SELECT
    id,
    bool_or(standard) AS priced,
    jsonb_agg(
      jsonb_build_object(
        'name', CASE WHEN standard THEN 'Standard' ELSE concat_ws(
          ', ', mode ->> 'service_tier', mode ->> 'speed', 'prompt above ' || size
        ) END,
        'isDefault', standard,
        'priority', place - 1,
        'conditions', to_jsonb(array_remove(ARRAY[
          CASE WHEN size IS NOT NULL THEN jsonb_build_object(
            'usageDetailPattern', '(input|prompt|cached)', 'operator', 'gt', 'value', size,
            'caseSensitive', false
          ) END
        ], NULL)) || m.modes,
        'prices', rates
      ) ORDER BY place
    ) AS tiers
  FROM (
    -- the first that fits is taken, so the longest prompts stand first
    SELECT *, row_number() OVER (
      PARTITION BY id ORDER BY NOT standard, size DESC NULLS LAST, mode = '{}', mode
    ) AS place
    FROM told
    WHERE rates IS NOT NULL
  ) c
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
      'source', 'model_parameters', 'key', e.key, 'operator', 'in',
      'values', jsonb_build_array(e.value)
    ) ORDER BY e.key), '[]') AS modes
    FROM jsonb_each(c.mode) e
  ) m
  GROUP BY id
), listed AS (
  SELECT
    string_agg(jsonb_build_object(
      'modelName', m.model_id,
      'matchPattern', '(?i)^(' || m.provider || '/)'
        || CASE WHEN p.kind = 'lab' OR m.provider = CAST(:provider AS text) THEN '?' ELSE '' END
        || regexp_replace(m.provider_model_id, '([]^$*+?(){}|\\.[])', '\\\1', 'g') || '$',
      'pricingTiers', t.tiers
    )::text, ',' ORDER BY m.model_id) AS items,
    count(*) AS total
  FROM tiers t
  JOIN models m USING (id)
  JOIN providers p ON p.slug = m.provider
  WHERE t.priced
)
SELECT
  '[',
  coalesce(items, ''),
  ']',
  md5(coalesce(items, '')),
  changed_at,
  total,
  NULL,
  'prices=' || (SELECT coalesce(sum(unsaid), 0) FROM told)
    || ', models=' || (SELECT count(*) FROM tiers) - total
FROM listed, generations
WHERE scope = 'all' AND EXISTS (SELECT FROM models) AND (
  CAST(:provider AS text) IS NULL
  OR EXISTS (SELECT FROM providers WHERE slug = CAST(:provider AS text))
)
