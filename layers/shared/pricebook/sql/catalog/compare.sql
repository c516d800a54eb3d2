-- Models side by side: bodies in the shape that catalog/lookup.sql describes.

-- name: models
-- What differs: fields, prices and scores with the value of each model, and of what a model has a
-- set of, what not every other one has. What cannot but differ, such as ids and dates of our own, is
-- no difference.
WITH chosen AS MATERIALIZED (
  SELECT a.position, m.model_id, m.document, m.served, m.updated_at, benchmarks_of(m.id) AS scores
  FROM unnest(CAST(:ids AS text[])) WITH ORDINALITY AS a (model_id, position)
  JOIN served_models m USING (model_id)
), fields AS (
  SELECT c.model_id, f.key, f.value
  FROM chosen c
  CROSS JOIN LATERAL json_each(CAST(c.document AS json)) f
), members AS (
  SELECT f.model_id, f.key AS field, member, count(*) OVER (PARTITION BY f.key, member) AS holders
  FROM fields f
  CROSS JOIN LATERAL json_array_elements_text(f.value) AS member
  WHERE f.key IN ('capabilities', 'input_modalities', 'output_modalities', 'supported_parameters')
), told AS (
  SELECT model_id, key AS field, value::jsonb AS value, 'null'::jsonb AS otherwise
  FROM fields
  WHERE json_typeof(value) NOT IN ('array', 'object') AND key NOT IN (
    'id', 'provider_model_id', 'description', 'listed_at', 'first_seen_at', 'updated_at',
    'source_url'
  )
  UNION ALL
  SELECT f.model_id, 'pricing.' || p.key, p.value::jsonb, 'null'
  FROM fields f
  CROSS JOIN LATERAL json_each(f.value) p
  WHERE f.key = 'pricing'
  UNION ALL
  SELECT c.model_id, 'benchmarks.' || b.benchmark_name, to_jsonb(b.score), 'null'
  FROM chosen c
  CROSS JOIN LATERAL json_to_recordset(c.scores) AS b (benchmark_name text, score numeric)
  UNION ALL
  SELECT model_id, field, jsonb_agg(member ORDER BY member), '[]'
  FROM members
  WHERE holders < cardinality(CAST(:ids AS text[]))
  GROUP BY model_id, field
), differing AS (
  SELECT
    f.field,
    json_object_agg(c.model_id, coalesce(t.value, f.otherwise) ORDER BY c.position) AS values
  FROM (SELECT DISTINCT field, otherwise FROM told) f
  CROSS JOIN chosen c
  LEFT JOIN told t USING (field, model_id)
  GROUP BY f.field
  HAVING count(DISTINCT coalesce(t.value, f.otherwise)) > 1
), listed AS (
  SELECT
    string_agg(left(served, -1) || ',"benchmarks":' || scores || '}', ',' ORDER BY position)
      AS items,
    string_agg(md5(document || scores), ' ' ORDER BY position) AS content,
    max(updated_at) AS updated_at,
    count(*) AS total
  FROM chosen
)
SELECT
  '{"data":{"models":[',
  items,
  '],"differences":'
    || coalesce((SELECT json_agg(row_to_json(d) ORDER BY d.field) FROM differing d)::text, '[]')
    || '},"meta":' || json_build_object('total', total, 'last_updated', updated_at) || '}',
  content,
  updated_at,
  total
FROM listed
WHERE total = cardinality(CAST(:ids AS text[]))
