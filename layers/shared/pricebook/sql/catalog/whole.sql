-- GET /v1/catalog, from parts.

-- name: parts
-- Text for an array and for a time: a client writes and reads those letter by letter.
SELECT * FROM catalog_parts(
  CAST(:provider AS text), CAST(:version AS integer), string_to_array(CAST(:held AS text), ' ')
)
