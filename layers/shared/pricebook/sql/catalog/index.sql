-- GET /v1/index: every model across its sellers, column by column, which is a tenth of its rows.
-- Bodies in the shape that catalog/lookup.sql describes. Offers come in the order of their models.

-- name: page
WITH offers AS MATERIALIZED (
  SELECT
    m.id, m.canonical_id, m.provider, m.context_length, m.max_output_tokens, m.release_date,
    m.ends_on, m.price_source, m.doubt,
    -- as they were written, but for what has begun or ended since
    CASE WHEN d.pricing IS NULL THEN m.input_price ELSE (d.pricing ->> 'prompt')::numeric END
      AS input_price,
    CASE WHEN d.pricing IS NULL THEN m.output_price ELSE (d.pricing ->> 'completion')::numeric END
      AS output_price,
    CASE WHEN d.pricing IS NULL THEN m.cached_price ELSE d.pricing ->> 'cache_read' END
      AS cached_price,
    CASE WHEN d.pricing IS NULL THEN m.image_price ELSE d.pricing ->> 'image' END AS image_price,
    substring(m.provider_model_id FROM ':([a-z]+)$') AS variant,
    CASE
      WHEN m.price_states @> '{known}' THEN 'known'
      WHEN m.price_states @> '{free}' THEN 'free'
      WHEN m.price_states @> '{dynamic}' THEN 'dynamic'
      WHEN m.price_states @> '{included}' THEN 'included'
      WHEN m.price_states @> '{not_offered}' THEN 'not_offered'
    END AS state,
    m.capabilities, m.input_modalities, m.output_modalities
  FROM models m
  LEFT JOIN (
    SELECT id, document_of(id) -> 'pricing' AS pricing
    FROM (SELECT DISTINCT id FROM due_documents) due
  ) d USING (id)
  WHERE m.is_active AND m.document IS NOT NULL AND m.canonical_id IS NOT NULL
    AND (CAST(:q AS text) IS NULL OR m.canonical_id = ANY (ARRAY(
      SELECT id FROM canonical_models
      -- only letters, digits, blanks and bars are left of it, none of which LIKE understands
      WHERE search_text LIKE '%' || btrim(searchable(CAST(:q AS text)), '| ') || '%'
        AND searchable(CAST(:q AS text)) ~ '[[:alnum:]]'
    )))
), vocabulary AS (
  SELECT word, 1 << (CAST(n AS integer) - 1) AS bit
  FROM unnest(CAST(:capabilities AS text[])) WITH ORDINALITY AS t (word, n)
  UNION ALL
  SELECT word, 1 << (CAST(n AS integer) - 1)
  FROM unnest(CAST(:modalities AS text[])) WITH ORDINALITY AS t (word, n)
), masks AS (
  -- few different lists of words stand in all the rows
  SELECT list.words, bit_or(v.bit) AS bits
  FROM (
    SELECT capabilities AS words FROM offers
    UNION SELECT input_modalities FROM offers
    UNION SELECT output_modalities FROM offers
  ) AS list
  JOIN vocabulary v ON v.word = ANY (list.words)
  GROUP BY list.words
), ranked AS (
  SELECT
    c.id, c.name,
    count(DISTINCT o.provider) AS sellers,
    max(o.context_length) AS context,
    max(o.max_output_tokens) AS max_output,
    coalesce(bit_or(can.bits), 0) AS capabilities,
    coalesce(bit_or(takes.bits), 0) AS inputs,
    coalesce(bit_or(gives.bits), 0) AS outputs,
    min(o.release_date) AS released,
    -- the next end; where all of them are past, the last one
    coalesce(
      min(o.ends_on) FILTER (WHERE o.ends_on >= CURRENT_DATE::text),
      max(o.ends_on)
    ) AS ends
  FROM offers o
  JOIN canonical_models c ON c.id = o.canonical_id
  LEFT JOIN masks can ON can.words = o.capabilities
  LEFT JOIN masks takes ON takes.words = o.input_modalities
  LEFT JOIN masks gives ON gives.words = o.output_modalities
  GROUP BY c.id, c.name
), page AS (
  SELECT *, row_number() OVER (ORDER BY sellers DESC, released DESC NULLS LAST, id) - 1 AS n
  FROM ranked
  ORDER BY sellers DESC, released DESC NULLS LAST, id
  LIMIT CAST(:page_size AS bigint)
  OFFSET (CAST(:page AS bigint) - 1) * coalesce(CAST(:page_size AS bigint), 0)
), standing AS MATERIALIZED (
  -- where one alone sells a model, its price is the only one
  SELECT s.id, CASE s.doubt WHEN 1 THEN 'unvouched' WHEN 2 THEN 'contradicting' END AS standing
  FROM page p
  CROSS JOIN LATERAL (
    SELECT id, doubt FROM seller_standing WHERE canonical_id = p.id OFFSET 0
  ) s
  WHERE p.sellers > 1 AND s.doubt > 0
), sellers AS (
  SELECT provider, row_number() OVER (ORDER BY provider) - 1 AS n
  FROM (SELECT DISTINCT o.provider FROM offers o JOIN page p ON p.id = o.canonical_id) AS named
), listed AS (
  SELECT
    o.*, t.standing, s.n AS seller, row_number() OVER (ORDER BY p.n) AS row,
    p.n - min(p.n) OVER () AS model,
    row_number() OVER (ORDER BY p.n, o.provider, o.id) - 1 AS n
  FROM offers o
  JOIN page p ON p.id = o.canonical_id
  JOIN sellers s ON s.provider = o.provider
  LEFT JOIN standing t ON t.id = o.id
), steps AS (
  SELECT l.n, json_agg(json_build_array(
    CAST(lower(p.valid) AT TIME ZONE 'UTC' AS date), quoted(p.amount, 1000000)
  ) ORDER BY lower(p.valid)) AS points
  FROM model_prices p
  JOIN listed l ON l.id = p.model_id AND l.price_source = p.source
  WHERE p.meter = 'input_tokens' AND p.conditions = '{}' AND p.currency = 'USD'
    AND upper_inf(p.recorded) AND lower(p.valid) <= now()
    AND coalesce(upper(p.valid), 'infinity') > now() - interval '30 days'
  GROUP BY l.n
  HAVING count(DISTINCT p.amount) > 1
), columns AS (
  SELECT json_build_object(
    'capabilities', CAST(:capabilities AS text[]),
    'modalities', CAST(:modalities AS text[]),
    'providers', (SELECT coalesce(json_agg(provider ORDER BY n), '[]') FROM sellers),
    'models', (
      SELECT json_build_object(
        'id', coalesce(json_agg(id ORDER BY n), '[]'),
        'name', coalesce(json_agg(CASE WHEN lower(name) <> id THEN name END ORDER BY n), '[]'),
        'context_length', coalesce(json_agg(context ORDER BY n), '[]'),
        'max_output_tokens', coalesce(json_agg(max_output ORDER BY n), '[]'),
        'capabilities', coalesce(json_agg(capabilities ORDER BY n), '[]'),
        'input_modalities', coalesce(json_agg(inputs ORDER BY n), '[]'),
        'output_modalities', coalesce(json_agg(outputs ORDER BY n), '[]'),
        'release_date', coalesce(json_agg(released ORDER BY n), '[]'),
        'deprecation_date', coalesce(json_agg(ends ORDER BY n), '[]')
      ) FROM page
    ),
    'offers', (
      SELECT json_build_object(
        'model', coalesce(json_agg(model ORDER BY n), '[]'),
        'provider', coalesce(json_agg(seller ORDER BY n), '[]'),
        'variant', coalesce(json_agg(variant ORDER BY n), '[]'),
        'state', coalesce(json_agg(coalesce(state, 'unknown') ORDER BY n), '[]'),
        'prompt', coalesce(json_agg(trim_scale(input_price)::text ORDER BY n), '[]'),
        'completion', coalesce(json_agg(trim_scale(output_price)::text ORDER BY n), '[]'),
        'cache_read', coalesce(json_agg(cached_price ORDER BY n), '[]'),
        'image', coalesce(json_agg(image_price ORDER BY n), '[]'),
        'doubt', coalesce(json_agg(doubt ORDER BY n), '[]'),
        'standing', coalesce(json_agg(standing ORDER BY n), '[]')
      ) FROM listed
    ),
    'trends', (SELECT coalesce(json_agg(json_build_array(n, points) ORDER BY n), '[]') FROM steps)
  )::text AS items
)
SELECT
  '{"data":',
  items,
  ',"meta":' || json_build_object(
    'total', (SELECT count(*) FROM ranked),
    'page', CAST(:page AS bigint),
    'page_size', coalesce(CAST(:page_size AS bigint), (SELECT count(*) FROM ranked)),
    'currency', 'USD', 'per', 1000000,
    'last_updated', changed_at
  ) || '}',
  concat_ws(' ', md5(items), (SELECT count(*) FROM ranked)),
  changed_at,
  (SELECT count(*) FROM ranked)
FROM columns
CROSS JOIN generations
WHERE scope = 'all' AND EXISTS (SELECT FROM model_counts)
