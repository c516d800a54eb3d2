-- Deltas between snapshots.

-- name: lacking
-- Those of the newest snapshot that nobody has made, the likeliest first.
WITH newest AS (
  SELECT id, digest, published_at FROM snapshots ORDER BY id DESC LIMIT 1
), before AS (
  SELECT s.id, s.digest FROM snapshots s JOIN newest n ON s.id < n.id
  ORDER BY s.id DESC LIMIT CAST(:versions AS integer)
)
SELECT n.digest, b.digest, n.published_at
FROM newest n
CROSS JOIN before b
WHERE NOT EXISTS (
  SELECT FROM snapshot_deltas d WHERE d.digest = n.digest AND d.since = b.digest
)
ORDER BY b.id DESC

-- name: keep
INSERT INTO snapshot_deltas (digest, since, body)
VALUES (CAST(:digest AS text), CAST(:since AS text), CAST(:body AS bytea))
ON CONFLICT DO NOTHING

-- name: kept
SELECT d.body, s.published_at
FROM snapshot_deltas d
JOIN snapshots s USING (digest)
WHERE d.digest = CAST(:digest AS text) AND d.since = CAST(:since AS text)
