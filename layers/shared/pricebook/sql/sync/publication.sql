-- What is published.

-- name: current
-- What was published not long ago, with nothing begun since, and of which generation it is.
SELECT path, generation FROM published_lists
WHERE changes_at > extract(epoch FROM now())
  AND published_at > now() - make_interval(secs => CAST(:kept_s AS integer))

-- name: observed_at
-- When the source that was read longest ago was read, of those with models.
SELECT to_json(min(now() - age_seconds * interval '1 second')) #>> '{}'
FROM provider_health
WHERE slug IN (SELECT provider FROM model_counts WHERE active > 0)

-- name: put
INSERT INTO published_lists (path, digest, plain_digest, etag, generation, changes_at, observed_at)
VALUES (
  CAST(:path AS text), CAST(:digest AS text), CAST(:plain_digest AS text), CAST(:etag AS text),
  CAST(:generation AS bigint), coalesce(CAST(:changes_at AS bigint), 9223372036854775807),
  CAST(:observed_at AS timestamptz)
)
ON CONFLICT (path) DO UPDATE SET
  digest = excluded.digest, plain_digest = excluded.plain_digest, etag = excluded.etag,
  generation = excluded.generation, changes_at = excluded.changes_at,
  observed_at = excluded.observed_at, published_at = excluded.published_at
