-- What a run need not do again.

-- name: see_again
-- Where the answer, the day and all that a run reads are as the last one left them its models are seen
-- again, and nothing else comes of it. They are those that it saw, and have the moment of that.
WITH known AS MATERIALIZED (
  SELECT l.* FROM last_answers l
  WHERE l.provider = :provider AND l.answer = :answer AND l.read_on = CAST(:day AS date)
    AND l.state = run_state(l.provider, now())
    AND l.seen = (
      SELECT count(*) FROM models m
      JOIN sightings s ON s.model_id = m.id
      WHERE m.provider = l.provider AND s.last_seen_at = l.seen_at AND s.missed_since IS NULL
    )
), seen AS (
  UPDATE sightings s SET last_seen_at = now()
  FROM known k
  JOIN models m ON m.provider = k.provider
  WHERE s.model_id = m.id AND s.last_seen_at = k.seen_at
), kept AS (
  UPDATE last_answers l SET seen_at = now() FROM known k WHERE l.provider = k.provider
)
SELECT fetched, unchanged, rejected, errors::text FROM known

-- name: state
SELECT run_state(l.provider, now()) FROM last_answers l
WHERE l.provider = :provider AND l.answer = :answer AND l.read_on = CAST(:day AS date)

-- name: keep
-- With the state in which the run began, if it did nothing and nobody else has changed it meanwhile,
-- and how many models it saw.
INSERT INTO last_answers (
  provider, answer, read_on, state, seen_at, seen, fetched, unchanged, rejected, errors
)
SELECT
  CAST(:provider AS text), CAST(:answer AS text), CAST(:day AS date),
  CASE
    WHEN CAST(:found AS text) IS NULL THEN NULL
    WHEN run_state(CAST(:provider AS text), now()) = :found THEN :found
  END,
  now(), count(*), CAST(:fetched AS integer), CAST(:unchanged AS integer), CAST(:rejected AS integer),
  CAST(:errors AS jsonb)
FROM models m
JOIN sightings s ON s.model_id = m.id
WHERE m.provider = :provider AND s.last_seen_at = now() AND CAST(:found AS text) IS NOT NULL
ON CONFLICT (provider) DO UPDATE SET
  answer = excluded.answer, read_on = excluded.read_on, state = excluded.state,
  seen_at = excluded.seen_at, seen = excluded.seen, fetched = excluded.fetched,
  unchanged = excluded.unchanged, rejected = excluded.rejected, errors = excluded.errors

-- name: forget
DELETE FROM last_answers WHERE provider = :provider
