-- Snapshots of the whole catalogue.

-- name: lock
SELECT pg_advisory_xact_lock(hashtext('pricebook snapshots'))

-- name: due
-- One a day, as soon as there is a catalogue.
SELECT EXISTS (SELECT FROM model_counts)
  AND NOT EXISTS (SELECT FROM snapshots WHERE day = (now() AT TIME ZONE 'UTC')::date)

-- name: models
SELECT m.model_id, dated(m.id, m.document, (SELECT due_ids()))::text
FROM models m
WHERE m.is_active AND m.document IS NOT NULL

-- name: state
SELECT
  (SELECT generation FROM generations WHERE scope = 'all'),
  (SELECT digest FROM snapshots ORDER BY id DESC LIMIT 1),
  now()

-- name: keys
SELECT id, secret, public, to_json(created_at) #>> '{}' FROM signing_keys ORDER BY created_at, id

-- name: add_key
INSERT INTO signing_keys (id, secret, public)
VALUES (CAST(:id AS text), CAST(:secret AS bytea), CAST(:public AS bytea))

-- name: add
INSERT INTO snapshots (
  digest, previous, day, generation, size, models, key, signature, file, published_at
) VALUES (
  CAST(:digest AS text), CAST(:previous AS text), CAST(:day AS date), CAST(:generation AS bigint),
  CAST(:size AS bigint), CAST(:models AS integer), CAST(:key AS text), CAST(:signature AS text),
  CAST(:file AS bytea), CAST(:published_at AS timestamptz)
)

-- name: manifests
-- What is told of snapshots, the newest first; of one where a digest is given.
SELECT json_strip_nulls(json_build_object(
  'digest', digest, 'previous', previous, 'day', day, 'generation', generation, 'size', size,
  'models', models, 'published_at', published_at, 'key', key, 'signature', signature
))::text
FROM snapshots
WHERE CAST(:digest AS text) IS NULL OR digest = CAST(:digest AS text)
ORDER BY id DESC LIMIT 1000

-- name: file
SELECT file, published_at FROM snapshots WHERE digest = CAST(:digest AS text)

-- name: newest
SELECT digest FROM snapshots ORDER BY id DESC LIMIT CAST(:files AS integer)

-- name: changed_at
SELECT coalesce(
  (SELECT published_at FROM snapshots ORDER BY id DESC LIMIT 1),
  (SELECT max(created_at) FROM signing_keys),
  to_timestamp(0)
)
