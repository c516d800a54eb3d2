-- genai-prices' data.json: our offers by their whole ids, and beneath them the list's own models and
-- rules, for aliases, regions and sellers that no id of ours means. A row as in catalog/lookup.sql.

-- name: data
WITH told AS MATERIALIZED (
  SELECT * FROM rate_cards(CAST(:price_keys AS jsonb))
), cards AS (
  -- what its client needs beside a price, and what it needs of two
  SELECT
    t.id, t.mode, t.hours, t.size,
    coalesce((
      SELECT jsonb_object_agg(j.both, t.rates -> j.second)
      FROM jsonb_to_recordset(CAST(:joints AS jsonb)) AS j (first text, second text, "both" text)
      WHERE k.kept ?& ARRAY[j.first, j.second]
    ), '{}') || k.kept AS rates
  FROM told t
  CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(r.key, r.value) AS kept
    FROM jsonb_each(t.rates) r
    WHERE t.rates ?& ARRAY(SELECT jsonb_array_elements_text(CAST(:needs AS jsonb) -> r.key))
  ) k
  WHERE k.kept IS NOT NULL
), steps AS (
  SELECT
    c.id, c.mode, c.hours, r.key,
    jsonb_agg(r.value) FILTER (WHERE c.size IS NULL) -> 0 AS base,
    jsonb_agg(jsonb_build_object('start', c.size, 'price', r.value) ORDER BY c.size)
      FILTER (WHERE c.size IS NOT NULL) AS tiers,
    count(DISTINCT r.value) > 1 AS tiered
  FROM cards c
  CROSS JOIN LATERAL jsonb_each(c.rates) r
  GROUP BY c.id, c.mode, c.hours, r.key
), prices AS (
  SELECT
    id, mode, hours,
    jsonb_object_agg(
      key, CASE WHEN tiered THEN jsonb_build_object('base', base, 'tiers', tiers) ELSE base END
    ) AS prices
  FROM steps
  WHERE base IS NOT NULL
  GROUP BY id, mode, hours
), rules AS (
  SELECT
    p.id,
    jsonb_agg(p.prices) FILTER (WHERE p.mode = '{}' AND p.hours = '{}') -> 0 AS prices,
    jsonb_agg(
      jsonb_build_object(
        'constraint', jsonb_build_object(
          'start_time', (w.hours ->> 0) || ':00Z',
          'end_time', replace(w.hours ->> 1, '24:00', '00:00') || ':00Z'
        ),
        'prices', p.prices
      ) ORDER BY w.hours
    ) FILTER (WHERE p.mode = '{}' AND p.hours <> '{}') AS parts,
    jsonb_agg(
      jsonb_build_object(
        'when', CASE WHEN p.mode ->> 'service_tier' = 'batch'
          THEN p.mode - 'service_tier' || '{"processing":"batch"}' ELSE p.mode
        END,
        'prices', p.prices
      ) ORDER BY p.mode
    ) FILTER (WHERE p.mode <> '{}' AND p.hours = '{}') AS variants
  FROM prices p
  LEFT JOIN LATERAL jsonb_array_elements(p.hours -> 'utc_windows') AS w (hours) ON true
  GROUP BY p.id
), offers AS MATERIALIZED (
  SELECT
    m.id, m.provider, m.provider_model_id,
    jsonb_strip_nulls(jsonb_build_object(
      'id', m.provider_model_id,
      'name', m.name,
      'match', jsonb_build_object('equals', m.provider_model_id),
      'context_window', m.context_length,
      'deprecated', nullif(m.is_deprecated, false),
      'prices', CASE WHEN r.parts IS NULL THEN r.prices
        ELSE jsonb_build_array(jsonb_build_object('prices', r.prices)) || r.parts
      END,
      'price_variants', r.variants
    )) AS model
  FROM rules r
  JOIN models m USING (id)
  WHERE r.prices IS NOT NULL
    -- text with an unknown side is charged as nothing on that side
    AND NOT (
      r.prices ? 'input_mtok' <> r.prices ? 'output_mtok'
      AND two_sided(m.input_modalities, m.output_modalities, m.provider_model_id)
    )
), theirs AS MATERIALIZED (
  SELECT e.seller ->> 'id' AS id, e.seller - 'models' AS facts, e.seller -> 'models' AS models, e.seller
  FROM reference_documents d
  CROSS JOIN LATERAL jsonb_array_elements(d.body::jsonb) AS e (seller)
  WHERE d.source = 'reference:genai-prices'
), called AS MATERIALIZED (
  SELECT p.*, coalesce(p.names -> 'genai-prices' ->> 0, p.slug) AS id FROM providers p
), gone AS (
  SELECT provider, lower(provider_model_id) AS name FROM models
  WHERE NOT is_active AND NOT unsold AND stands_for IS NULL
  EXCEPT
  SELECT provider, lower(provider_model_id) FROM models WHERE is_active
), beneath AS MATERIALIZED (
  -- the list's own models and rules, which mean what no id of ours is, and nothing that is gone
  SELECT
    c.slug,
    jsonb_agg(e.model ORDER BY e.place) AS models
  FROM theirs t
  JOIN called c USING (id)
  CROSS JOIN LATERAL jsonb_array_elements(t.models) WITH ORDINALITY AS e (model, place)
  LEFT JOIN offers o
    ON o.provider = c.slug AND lower(o.provider_model_id) = lower(e.model -> 'match' ->> 'equals')
  LEFT JOIN gone g
    ON g.provider = c.slug AND g.name = lower(e.model -> 'match' ->> 'equals')
  WHERE o.id IS NULL AND g.name IS NULL
  GROUP BY c.slug
), priced AS (
  SELECT
    provider, jsonb_agg(model ORDER BY provider_model_id) AS models, count(*) AS total
  FROM offers
  GROUP BY provider
), sellers AS (
  SELECT
    c.id,
    jsonb_build_object(
      'api_pattern', coalesce(
        -- a regular expression for any address of the API; `...` is the customer's own
        replace(
          regexp_replace(substring(c.api FROM '^https://[^/]+'), '([.-])', '\\\1', 'g'),
          '\.\.\.', '[^/]+'
        ),
        c.website
      ),
      'pricing_urls', jsonb_build_array(c.docs_url)
    ) || coalesce(t.facts, '{}') || jsonb_build_object(
      'id', c.id,
      'name', c.name,
      'models', o.models || coalesce(b.models, '[]')
    ) AS body,
    o.total AS models
  FROM called c
  JOIN priced o ON o.provider = c.slug
  LEFT JOIN theirs t ON t.id = c.id
  LEFT JOIN beneath b ON b.slug = c.slug
  UNION ALL
  -- whom we do not price
  SELECT t.id, t.seller, 0
  FROM theirs t
  WHERE t.id NOT IN (SELECT c.id FROM called c JOIN priced o ON o.provider = c.slug)
), listed AS (
  SELECT
    string_agg(body::text, ',' ORDER BY id) AS items,
    coalesce(sum(models), 0)::bigint AS total
  FROM sellers
), lost AS (
  -- a part without its whole, and text without its other side
  SELECT count(*) AS prices
  FROM told t
  CROSS JOIN LATERAL jsonb_each(t.rates) r
  LEFT JOIN steps s
    ON s.id = t.id AND s.mode = t.mode AND s.hours = t.hours AND s.key = r.key
    AND s.base IS NOT NULL
  WHERE t.size IS NULL AND (
    s.key IS NULL
    OR t.mode = '{}' AND t.hours = '{}' AND t.id NOT IN (SELECT o.id FROM offers o)
  )
)
SELECT
  '[',
  coalesce(items, ''),
  ']',
  md5(coalesce(items, '')),
  changed_at,
  total,
  NULL,
  'prices=' || lost.prices + (SELECT coalesce(sum(unsaid), 0) FROM told)
FROM listed, lost, generations
WHERE scope = 'all' AND EXISTS (SELECT FROM models)
