-- Bodies for Langfuse's POST /api/public/models. A row as in catalog/lookup.sql.

-- name: models
WITH usage AS MATERIALIZED (
  -- every name that a count may have
  SELECT *
  FROM jsonb_to_recordset(CAST(:usage AS jsonb)) AS u (name text, price text, stand_in text)
), told AS MATERIALIZED (
  SELECT
    c.id, c.mode, c.size, c.unsaid, c.mode = '{}' AND c.size IS NULL AS standard,
    n.rates
  FROM rate_cards(CAST(:price_keys AS jsonb), CAST(:provider AS text)) c
  CROSS JOIN LATERAL (
    -- a name without a price is charged as nothing
    SELECT jsonb_object_agg(u.name, coalesce(c.rates -> u.price, c.rates -> u.stand_in)) AS rates
    FROM usage u
    WHERE c.rates ?| ARRAY[u.price, u.stand_in]
  ) n
), tiers AS (
  SELECT
    id,
    bool_or(standard) AS priced,
    max((rates ? 'input')::int + (rates ? 'output')::int) FILTER (WHERE standard) AS sides,
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
), names AS MATERIALIZED (
  -- an id without its date, and with that of its newest release
  SELECT
    m.id, m.provider, m.provider_model_id AS name, s.stem, s.stem <> m.provider_model_id AS is_dated,
    bool_or(s.stem = m.provider_model_id) OVER stems AS has_undated,
    m.provider_model_id = max(m.provider_model_id) OVER stems AS is_newest,
    min(d.nearness) OVER stems AS nearness,
    array_agg(m.provider_model_id) FILTER (WHERE s.stem <> m.provider_model_id) OVER stems AS dated
  FROM models m
  LEFT JOIN seller_standing d USING (id)
  CROSS JOIN LATERAL (
    SELECT regexp_replace(
      m.provider_model_id,
      '([-@]20\d\d-?\d\d-?\d\d|-(0[1-9]|1[0-2])[0-3]\d|-latest)$', ''
    ) AS stem
  ) s
  WHERE m.is_active
  WINDOW stems AS (PARTITION BY m.provider, s.stem)
), patterns AS (
  SELECT
    n.id, n.provider, n.stem,
    CASE
      -- the newest release is what its undated name means
      WHEN n.is_dated AND NOT n.has_undated AND n.is_newest
        THEN in_regex(n.stem) || '(' || in_regex(substr(n.name, length(n.stem) + 1)) || '|-latest)?'
      WHEN n.is_dated THEN in_regex(n.name)
      -- an undated name means each of its releases that has no price of its own
      ELSE in_regex(n.stem) || coalesce(
        '(?!(' || (
          SELECT string_agg(in_regex(substr(d, length(n.stem) + 1)), '|' ORDER BY d)
          FROM unnest(n.dated) AS d
        ) || ')$)',
        ''
      ) || '([-@]20\d\d-?\d\d-?\d\d|-latest)?'
    END AS pattern
  FROM names n
), sellers AS MATERIALIZED (
  -- what programs put before an id, and whether they may leave it out
  SELECT
    p.slug,
    '(' || (
      SELECT string_agg(in_regex(name), '|' ORDER BY name)
      FROM (
        SELECT p.slug
        UNION
        SELECT jsonb_array_elements_text(n.value) FROM jsonb_each(p.names) AS n
      ) AS known (name)
    ) || ')/' AS prefix,
    -- no other seller has ids like those of Bedrock
    p.kind = 'lab' OR p.slug IN ('bedrock', CAST(:provider AS text)) AS is_bare,
    CASE WHEN p.slug IN ('google', 'google-vertex') THEN '((publishers/google/)?models/)?' ELSE '' END AS path
  FROM providers p
), bare AS (
  -- of several labs that price a name, the nearest to its maker
  SELECT DISTINCT ON (lower(n.stem)) lower(n.stem) AS stem, n.provider
  FROM names n
  JOIN tiers t USING (id)
  JOIN sellers p ON p.slug = n.provider
  WHERE p.is_bare AND t.priced
  ORDER BY
    lower(n.stem), n.provider IS DISTINCT FROM CAST(:provider AS text), n.nearness, n.provider
), zones AS (
  -- what a model of Bedrock's costs in a zone, where nobody says what it costs there
  SELECT n.id, '((' || string_agg(z.zone, '|' ORDER BY z.place) || ')\.)?' AS path
  FROM names n
  CROSS JOIN unnest('{us,eu,apac,jp,au,ca,global,us-gov}'::text[]) WITH ORDINALITY AS z (zone, place)
  WHERE n.provider = 'bedrock'
    AND NOT EXISTS (
      SELECT FROM names o WHERE o.provider = 'bedrock' AND o.name = z.zone || '.' || n.name
    )
    AND n.name !~ '^(us|eu|apac|jp|au|ca|global|us-gov)\.'
  GROUP BY n.id
), listed AS (
  SELECT
    string_agg(jsonb_build_object(
      'modelName', m.model_id,
      'unit', 'TOKENS',
      'matchPattern', '(?i)^('
        || p.prefix || CASE WHEN b.provider IS NULL THEN ')' ELSE ')?' END
        || p.path || coalesce(z.path, '') || n.pattern || '$',
      'pricingTiers', t.tiers
    )::text, ',' ORDER BY m.model_id) AS items,
    count(*) AS total
  FROM tiers t
  JOIN models m USING (id)
  JOIN patterns n USING (id)
  JOIN sellers p ON p.slug = m.provider
  LEFT JOIN bare b ON b.stem = lower(n.stem) AND b.provider = n.provider
  LEFT JOIN zones z USING (id)
  WHERE t.priced
    -- text with an unknown side is charged as nothing on that side
    AND (t.sides <> 1 OR NOT two_sided(m.input_modalities, m.output_modalities, m.provider_model_id))
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
