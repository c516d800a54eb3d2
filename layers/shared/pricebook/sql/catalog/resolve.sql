-- Which offers a name means that no offer has as its id.

-- name: targets
SELECT model_id, canonical_id, resolved_by, region
FROM resolved_models(CAST(:asked AS text), CAST(:canonicals AS text[]))
ORDER BY model_id
LIMIT 21

-- name: known
SELECT model_id FROM models m
WHERE model_id = ANY (CAST(:ids AS text[])) AND document IS NOT NULL AND is_offer(m)

-- name: zone_is_priced
-- Whether an offer has a price of its own in a zone; that of the global zone is the ordinary one.
SELECT EXISTS (
  SELECT FROM models m
  CROSS JOIN LATERAL json_array_elements(m.document -> 'prices') AS p (price)
  WHERE m.model_id = :model
    AND (:region = 'global' OR p.price -> 'conditions' ->> 'region' = :region)
)
