-- Parts of whole bodies, made in the transaction that changes the documents.

-- name: outdated
-- Held until the end of the transaction; whose documents another one is changing, that one makes.
SELECT c.provider
FROM model_counts c
WHERE NOT EXISTS (
  SELECT FROM current_parts p
  WHERE p.provider = c.provider
    AND p.format = CAST(:format AS text) AND p.version = CAST(:version AS integer)
)
ORDER BY c.provider
FOR UPDATE SKIP LOCKED

-- name: catalog
SELECT items, text FROM catalog_items(ARRAY[CAST(:provider AS text)])

-- name: put
WITH made AS (
  UPDATE model_counts SET is_read = true WHERE provider = CAST(:provider AS text)
  RETURNING provider, edition
)
INSERT INTO parts (format, version, provider, edition, etag, items, length, crc, deflated)
SELECT
  CAST(:format AS text), CAST(:version AS integer), provider, edition, CAST(:etag AS text),
  CAST(:items AS bigint), CAST(:length AS bigint), CAST(:crc AS bigint), CAST(:deflated AS bytea)
FROM made
ON CONFLICT (format, version, provider) DO UPDATE SET
  edition = excluded.edition, etag = excluded.etag, items = excluded.items,
  length = excluded.length, crc = excluded.crc, deflated = excluded.deflated, made_at = now()

-- name: forget
UPDATE model_counts SET edition = edition + 1, is_read = false
