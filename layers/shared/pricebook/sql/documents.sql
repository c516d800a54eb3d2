-- Documents that something else than a run changes: time that passes, an exchange rate. In one
-- transaction, on the table `touched` of sync.sql.

-- name: any_due
SELECT EXISTS (SELECT FROM due_documents)

-- name: touch_due
INSERT INTO touched (id, reason) SELECT DISTINCT id, 'updated' FROM due_documents

-- name: count_refreshed
SELECT count(*) FROM models m JOIN touched t ON t.id = m.id WHERE m.updated_at = now()

-- name: raise_refreshed
WITH refreshed AS (
  SELECT DISTINCT m.provider FROM models m JOIN touched t ON t.id = m.id
  WHERE m.updated_at = now()
)
UPDATE generations SET generation = generation + 1, changed_at = now()
WHERE scope IN (SELECT provider FROM refreshed)
  OR (scope = 'all' AND EXISTS (SELECT FROM refreshed))
RETURNING scope, generation
