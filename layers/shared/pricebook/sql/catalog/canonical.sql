-- Models across everybody who sells them: bodies in the shape that catalog/lookup.sql describes.

-- name: page
-- `named` are the offers that q as a whole is another name of, as for a search.
WITH named AS MATERIALIZED (
  SELECT DISTINCT canonical_id AS id FROM models WHERE model_id = ANY (CAST(:named AS text[]))
), chosen AS NOT MATERIALIZED (
  SELECT id, creator, name, search_text FROM canonical_models
  WHERE (CAST(:creator AS text) IS NULL OR creator = CAST(:creator AS text))
    AND (CAST(:q AS text) IS NULL OR (
      -- only letters, digits, blanks and bars are left of it, none of which LIKE understands
      search_text LIKE '%' || btrim(searchable(CAST(:q AS text)), '| ') || '%'
      AND searchable(CAST(:q AS text)) ~ '[[:alnum:]]'
    ) OR id = ANY (ARRAY(SELECT id FROM named)))
), ranked AS (
  -- as a search ranks them: what is meant, the exact name, what is sold, then what many sell, then
  -- the plain name
  SELECT c.*, row_number() OVER (
    ORDER BY r.inexact, r.sellers = 0, r.relevance DESC, r.length, c.id
  ) AS place
  FROM chosen c
  LEFT JOIN LATERAL (
    SELECT
      CASE WHEN c.id IN (SELECT id FROM named) THEN 0
        ELSE inexactness(c.search_text, searchable(CAST(:q AS text)))
      END AS inexact,
      s.sellers,
      relevance(
        strict_word_similarity(searchable(CAST(:q AS text)), c.search_text), s.sellers
      ) AS relevance,
      length(translate(c.id, '0123456789.', '')) AS length
    FROM (
      SELECT count(DISTINCT provider) AS sellers
      FROM models WHERE canonical_id = c.id AND is_active
    ) s
  ) r ON CAST(:q AS text) IS NOT NULL
), page AS (
  SELECT f.id, f.creator, f.name, row_number() OVER () AS place
  FROM (
    SELECT * FROM chosen WHERE CAST(:q AS text) IS NULL ORDER BY id
    LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
  ) f
  UNION ALL
  (
    SELECT r.id, r.creator, r.name, r.place FROM ranked r WHERE CAST(:q AS text) IS NOT NULL
    ORDER BY r.place
    LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
  )
), listed AS (
  SELECT
    coalesce(string_agg(row_to_json(t)::text, ',' ORDER BY p.place), '') AS items,
    (SELECT count(*) FROM chosen) AS total
  FROM page p
  CROSS JOIN LATERAL (
    SELECT
      p.id,
      p.creator,
      p.name,
      count(DISTINCT m.provider) AS sellers,
      count(DISTINCT m.provider) FILTER (WHERE m.is_active) AS active_sellers,
      jsonb_strip_nulls(jsonb_build_object(
        'prompt', trim_scale(coalesce(
          min(m.input_price) FILTER (WHERE s.doubt = 0), min(m.input_price) FILTER (WHERE m.is_active)
        ))::text,
        'completion', trim_scale(coalesce(
          min(m.output_price) FILTER (WHERE s.doubt = 0), min(m.output_price) FILTER (WHERE m.is_active)
        ))::text
      )) AS cheapest,
      max(m.context_length) FILTER (WHERE m.is_active) AS max_context_length
    FROM models m
    LEFT JOIN (
      SELECT id, doubt FROM seller_standing WHERE canonical_id = p.id OFFSET 0
    ) s USING (id)
    WHERE m.canonical_id = p.id
  ) t
)
SELECT
  '{"data":[',
  items,
  '],"meta":' || json_build_object(
    'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint),
    'last_updated', changed_at
  ) || '}',
  concat_ws(' ', md5(items), total, changed_at),
  changed_at,
  total
FROM listed
CROSS JOIN generations
WHERE scope = 'all' AND EXISTS (SELECT FROM model_counts) AND (
  CAST(:creator AS text) IS NULL
  OR EXISTS (SELECT FROM canonical_models WHERE creator = CAST(:creator AS text))
)

-- name: creators
SELECT DISTINCT creator FROM canonical_models ORDER BY creator

-- name: model
-- A mix is how many input tokens come with how many output tokens. What it needs has to be known:
-- an offer with half a price has no place among the others. Ordinary sellers come before those whose
-- price nobody vouches for, and before those who contradict the maker and most others.
WITH offers AS (
  SELECT
    m.model_id, m.provider, m.provider_model_id, m.is_active, m.updated_at, d.document,
    d.input_price, d.output_price, sighted(d.document, s.last_seen_at) AS served,
    coalesce(o.doubt, 0) AS doubt,
    CASE
      WHEN NOT m.is_active THEN '{"reason":"inactive"}'
      WHEN CAST(:input AS integer) > 0 AND d.input_price IS NULL
      THEN unpriced_because(d.document, 'input_tokens')
      WHEN CAST(:output AS integer) > 0 AND d.output_price IS NULL
      THEN unpriced_because(d.document, 'output_tokens')
    END AS unranked
  FROM models m
  LEFT JOIN sightings s ON s.model_id = m.id
  LEFT JOIN (
    SELECT id, doubt FROM seller_standing WHERE canonical_id = CAST(:canonical_id AS text) OFFSET 0
  ) o ON o.id = m.id
  CROSS JOIN LATERAL (
    SELECT
      t.document, (t.document -> 'pricing' ->> 'prompt')::numeric AS input_price,
      (t.document -> 'pricing' ->> 'completion')::numeric AS output_price
    FROM (SELECT dated(m.id, m.document, (SELECT due_ids())) AS document) t
  ) d
  WHERE m.canonical_id = CAST(:canonical_id AS text) AND m.document IS NOT NULL
    AND (m.is_active OR CAST(:include_inactive AS boolean))
), blended AS (
  SELECT *, CASE WHEN unranked IS NULL THEN trim_scale(round(
    (
      coalesce(input_price, 0) * CAST(:input AS integer)
      + coalesce(output_price, 0) * CAST(:output AS integer)
    ) / (CAST(:input AS integer) + CAST(:output AS integer)),
    6
  )) END AS blended_price
  FROM offers
), listed AS (
  SELECT
    coalesce(string_agg(
      row_to_json(t)::text, ',' ORDER BY b.place, NOT b.is_active, b.model_id
    ), '') AS items,
    string_agg(md5(b.document::text || b.doubt), ' ' ORDER BY b.model_id) AS content,
    count(*) AS total,
    count(DISTINCT b.provider) FILTER (WHERE b.is_active) AS active_sellers,
    max(b.updated_at) AS updated_at
  FROM (
    SELECT *, CASE WHEN unranked IS NULL THEN
      rank() OVER (ORDER BY unranked IS NOT NULL, doubt, blended_price)
    END AS place
    FROM blended
  ) b
  CROSS JOIN LATERAL (
    SELECT
      b.place AS rank,
      b.blended_price::text AS blended_price,
      CASE WHEN b.is_active THEN (ARRAY['ordinary', 'unvouched', 'contradicting'])[b.doubt + 1] END AS standing,
      b.unranked,
      substring(b.provider_model_id FROM ':([a-z]+)$') AS variant,
      b.served::json AS model
  ) t
)
SELECT
  '{"data":{"id":' || to_json(c.id) || ',"creator":' || to_json(c.creator)
    || ',"name":' || to_json(c.name) || ',"active_sellers":' || active_sellers || ',"offers":[',
  items,
  ']},"meta":' || json_build_object(
    'total', total,
    'mix', json_build_object('input', CAST(:input AS integer), 'output', CAST(:output AS integer)),
    'currency', 'USD', 'per', 1000000,
    'last_updated', coalesce(updated_at, c.created_at)
  ) || '}',
  concat_ws(' ', c.name, content),
  coalesce(updated_at, c.created_at),
  total
FROM listed
CROSS JOIN canonical_models c
WHERE c.id = CAST(:canonical_id AS text)

-- name: nearest
SELECT id FROM canonical_models
ORDER BY search_text <->> searchable(left(CAST(:canonical_id AS text), 64)),
  search_text <-> searchable(left(CAST(:canonical_id AS text), 64))
LIMIT 1
