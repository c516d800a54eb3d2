-- What whole bodies are measured against.

-- name: one_statement
-- The whole catalogue as one statement builds it: sorted and joined at each read.
SELECT string_agg(document, ',') FROM (
  SELECT dated(m.id, m.document, (SELECT due_ids()))::text AS document
  FROM models m
  WHERE m.is_active AND m.document IS NOT NULL
  ORDER BY m.model_id
) AS sorted

-- name: json_agg
SELECT json_agg(document)::text FROM models WHERE is_active

-- name: copy
COPY (SELECT document FROM models WHERE is_active) TO STDOUT

-- name: change
UPDATE models SET document = json_with(document, 'changed', to_json(random()))
WHERE id = (SELECT min(id) FROM models WHERE provider = (SELECT min(provider) FROM models))
