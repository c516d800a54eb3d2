-- The rest of a run of a reference list; what it states is in listed_offers.sql.

-- name: keep_document
-- Word for word, for the feed that is this list with our prices on top. What jsonb cannot hold, such
-- as a zero byte, no feed could read: the body before it stays.
INSERT INTO reference_documents (source, body, sync_run_id)
SELECT :source, CAST(:body AS json), CAST(:run AS bigint)
WHERE pg_input_is_valid(CAST(:body AS text), 'jsonb')
  AND NOT EXISTS (
    SELECT FROM reference_documents
    WHERE source = :source AND body::text = CAST(:body AS text)
  )
ON CONFLICT (source) DO UPDATE SET
  body = excluded.body, fetched_at = excluded.fetched_at, sync_run_id = excluded.sync_run_id

-- name: raise_touched
UPDATE generations SET generation = generation + 1, changed_at = now()
WHERE scope = 'all'
  OR scope IN (SELECT m.provider FROM models m JOIN touched t ON t.id = m.id)
RETURNING scope, generation
