-- Documents that something else than a run changes: time that passes, an exchange rate. In one
-- transaction, on the table `touched` of sync/models.sql.

-- name: any_due
SELECT EXISTS (SELECT FROM due_documents)

-- name: touch_due
INSERT INTO touched (id, reason) SELECT DISTINCT id, 'updated' FROM due_documents

-- name: count_refreshed
SELECT count(*) FROM models m JOIN touched t ON t.id = m.id WHERE m.updated_at = now()

-- name: raise_refreshed
-- A person's change of a past or of a coming price changes no document, and yet what is answered.
WITH refreshed AS (
  SELECT DISTINCT m.provider FROM models m JOIN touched t ON t.id = m.id
  WHERE m.updated_at = now() OR CAST(:every AS boolean)
)
UPDATE generations SET generation = generation + 1, changed_at = now()
WHERE scope IN (SELECT provider FROM refreshed)
  OR (scope = 'all' AND EXISTS (SELECT FROM refreshed))
RETURNING scope, generation

-- name: raise
UPDATE generations SET generation = generation + 1, changed_at = now()
WHERE CAST(:scopes AS text[]) IS NULL OR scope = ANY (CAST(:scopes AS text[]))
RETURNING scope, generation

-- name: refresh_documents
-- A price that is told and not believed changes no document. Prices decide whether the free tier
-- may use a model, unless an operator has. Each document is made once: written into the comparison
-- it would be made again for the row.
WITH made AS MATERIALIZED (
  SELECT id, document, free FROM model_documents WHERE id IN (SELECT id FROM touched)
), refreshed AS (
  UPDATE models m SET document = d.document, updated_at = now()
  FROM made d
  WHERE d.id = m.id AND (
    m.document IS NULL
    OR (m.document::jsonb - 'updated_at') IS DISTINCT FROM (d.document::jsonb - 'updated_at')
  )
  RETURNING m.model_id, d.free
)
UPDATE model_access a SET is_free = r.free, updated_at = now()
FROM refreshed r
WHERE a.model_id = r.model_id AND a.is_free <> r.free

-- name: raise_generations
UPDATE generations SET generation = generation + 1, changed_at = now()
WHERE scope IN ('all', :provider)
RETURNING scope, generation
