-- Which offers a name means that no offer has as its id.

-- name: targets
SELECT model_id, canonical_id, resolved_by, region
FROM resolved_models(CAST(:asked AS text))
ORDER BY model_id
LIMIT 21

-- name: known
SELECT model_id FROM models WHERE model_id = ANY (CAST(:ids AS text[])) AND document IS NOT NULL
