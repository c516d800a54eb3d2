-- What people look for: bodies in the shape that catalog/lookup.sql describes.

-- name: models
-- Canonical models are few and their texts short: the nearest of those are found first, then who
-- sells them, until there are five hundred offers to choose from. `named` are the offers that the
-- whole question is another name of, as for GET /v1/models. What no canonical model says is
-- looked for in the ids themselves. Of a long question only the first words are compared by likeness.
WITH near AS (
  SELECT c.id, inexactness(c.search_text, searchable(CAST(:words AS text))) AS inexact,
    strict_word_similarity(searchable(CAST(:words AS text)), c.search_text) AS similar_by
  FROM canonical_models c
  ORDER BY c.search_text <->> searchable(CAST(:words AS text)),
    c.search_text <-> searchable(CAST(:words AS text))
  LIMIT 200
), sold AS (
  SELECT n.id, s.sellers, sum(s.offers) OVER better AS offers_before
  FROM near n
  CROSS JOIN LATERAL (
    SELECT count(DISTINCT provider) AS sellers, count(*) AS offers
    FROM models WHERE canonical_id = n.id AND is_active
  ) s
  WINDOW better AS (
    ORDER BY n.inexact, s.sellers = 0, relevance(n.similar_by, s.sellers) DESC, n.id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  )
), offers AS (
  SELECT m.id, s.sellers FROM sold s JOIN models m ON m.canonical_id = s.id
  WHERE coalesce(s.offers_before, 0) < 500
  UNION ALL
  (
    SELECT id, 1 FROM models WHERE canonical_id IS NULL
    ORDER BY search_text <->> searchable(CAST(:words AS text)),
      search_text <-> searchable(CAST(:words AS text))
    LIMIT 100
  )
  UNION ALL
  SELECT id, 1 FROM models WHERE model_id = CAST(:q AS text)
  UNION ALL
  SELECT id, 1 FROM models WHERE model_id = ANY (CAST(:named AS text[]))
  UNION ALL
  SELECT id, 1 FROM models WHERE lower(provider_model_id) = lower(CAST(:q AS text))
  UNION ALL
  (
    SELECT id, 1 FROM models
    WHERE NOT EXISTS (SELECT FROM near WHERE inexact < 5)
      AND CAST(:q AS text) ~ '[[:alnum:]]{3}' -- with less, no trigram would spare the whole index
      AND document IS NOT NULL
      AND model_id ILIKE '%' || regexp_replace(CAST(:q AS text), '([\\%_])', '\\\1', 'g') || '%'
    LIMIT 100
  )
  UNION ALL
  (
    -- letters that are no words of ours: a name in Chinese, a picture
    SELECT id, 1 FROM models
    WHERE CAST(:q AS text) ~ '[^\x01-\x7f]' AND document IS NOT NULL
      AND strpos(lower(model_id || ' ' || name), lower(CAST(:q AS text))) > 0
    LIMIT 100
  )
), ranked AS (
  SELECT
    m.id,
    CASE
      WHEN m.model_id = CAST(:q AS text) OR m.canonical_id = lower(CAST(:q AS text))
        OR m.model_id = ANY (CAST(:named AS text[])) THEN 0
      WHEN lower(m.provider_model_id) = lower(CAST(:q AS text)) THEN 0
      WHEN CAST(:q AS text) ~ '[^\x01-\x7f]'
        AND strpos(lower(m.model_id || ' ' || m.name), lower(CAST(:q AS text))) > 0 THEN 1
      ELSE inexactness(m.search_text, searchable(CAST(:words AS text)))
    END AS inexact,
    m.is_active AND m.is_deprecated IS NOT TRUE AS is_sold,
    strict_word_similarity(searchable(CAST(:words AS text)), m.search_text) AS similar_by,
    o.sellers,
    max(coalesce(m.release_date, m.listed_at::date)) OVER (
      PARTITION BY coalesce(m.canonical_id, m.model_id)
    ) AS released,
    coalesce(m.canonical_id, m.model_id) AS canonical_id,
    m.model_id
  FROM (SELECT id, max(sellers) AS sellers FROM offers GROUP BY id) o
  JOIN models m USING (id)
), found AS (
  SELECT id, row_number() OVER (
    -- of equals the plain name before its -mini and -preview, whatever the version; then the newest
    ORDER BY inexact, NOT is_sold, relevance(similar_by, sellers) DESC,
      length(translate(canonical_id, '0123456789.', '')), released DESC NULLS LAST, canonical_id,
      model_id
  ) AS place
  FROM ranked
  -- a question without a letter or a digit asks for nothing, and would be part of everything
  WHERE (inexact < 5 OR similar_by >= 0.3)
    AND (searchable(CAST(:words AS text)) ~ '[[:alnum:]]' OR inexact < 2)
  ORDER BY place
  LIMIT CAST(:page_size AS bigint)
), listed AS (
  SELECT
    coalesce(string_agg(m.served, ',' ORDER BY f.place), '') AS items,
    coalesce(string_agg(md5(m.document), ' ' ORDER BY f.place), '') AS content
  FROM found f
  JOIN served_models m USING (id)
)
SELECT
  '{"data":[',
  items,
  '],"meta":' || json_build_object(
    'q', CAST(:q AS text), 'page_size', CAST(:page_size AS bigint), 'last_updated', changed_at
  ) || '}',
  concat_ws(' ', content, changed_at),
  changed_at,
  NULL
FROM listed
CROSS JOIN generations
WHERE scope = 'all' AND EXISTS (SELECT FROM model_counts)

-- name: nearest
-- Which three ids are nearest to each of those that no model has.
SELECT a.asked, near.ids
FROM unnest(CAST(:ids AS text[])) WITH ORDINALITY AS told (asked, position)
-- nobody means a thousand letters, and comparing them would take seconds
CROSS JOIN LATERAL (SELECT asked, left(asked, 64) AS id) a
CROSS JOIN LATERAL (
  SELECT ARRAY(
    SELECT model_id
    FROM (
      SELECT m.model_id
      FROM (
        SELECT id FROM canonical_models
        ORDER BY search_text <->> searchable(a.id), search_text <-> searchable(a.id)
        LIMIT 10
      ) c
      JOIN models m ON m.canonical_id = c.id
      UNION ALL
      (
        SELECT model_id FROM models
        WHERE canonical_id IS NULL
        ORDER BY search_text <->> searchable(a.id), search_text <-> searchable(a.id)
        LIMIT 10
      )
    ) m
    ORDER BY model_id <-> a.id, model_id
    LIMIT 3
  ) AS ids
) near
WHERE NOT EXISTS (SELECT FROM models m WHERE m.model_id = a.asked)
ORDER BY position
