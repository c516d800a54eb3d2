-- GET /v1/catalog, from parts.

-- name: parts
-- Every part with what it takes to join it; the bytes too of those that are not `held`, and no bytes
-- where that is NULL. In place of a part that is not current comes its text: all in one statement, so
-- that no reader sees half of a change.
WITH asked AS (
  SELECT changed_at FROM generations
  WHERE scope IN ('all', CAST(:provider AS text)) ORDER BY scope = 'all' LIMIT 1
), state AS MATERIALIZED (
  SELECT c.provider, p.etag, p.items, p.length, p.crc, p.deflated
  FROM model_counts c
  LEFT JOIN current_parts p
    ON p.provider = c.provider
    AND p.format = 'catalog' AND p.version = CAST(:version AS integer)
  WHERE CAST(:provider AS text) IS NULL OR c.provider = CAST(:provider AS text)
), missing AS (
  -- not even planned where every part is current, as they are but for accidents
  SELECT t.* FROM state s CROSS JOIN LATERAL catalog_items(ARRAY[s.provider]) t
  WHERE s.etag IS NULL
)
SELECT
  a.changed_at,
  to_json(a.changed_at)::text,
  coalesce(s.items, t.items, 0),
  s.etag,
  coalesce(s.length, 0),
  coalesce(s.crc, 0),
  CASE WHEN s.etag <> ALL (CAST(:held AS text[])) THEN s.deflated END,
  t.text
FROM asked a
LEFT JOIN state s ON true
LEFT JOIN missing t ON t.provider = s.provider
WHERE EXISTS (SELECT FROM model_counts) AND (
  CAST(:provider AS text) IS NULL
  OR EXISTS (SELECT FROM providers WHERE slug = CAST(:provider AS text))
)
ORDER BY s.provider || '/' COLLATE "C"
