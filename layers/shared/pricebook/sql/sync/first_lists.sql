-- When the lists' editions are taken.

-- name: is_due
SELECT
  NOT EXISTS (SELECT FROM models)
  AND NOT EXISTS (SELECT FROM sync_runs WHERE status IN ('queued', 'running'))
  AND EXISTS (SELECT FROM sync_runs)
  AND NOT EXISTS (
    SELECT FROM providers p
    WHERE p.slug = ANY (CAST(:slugs AS text[])) AND p.is_active
      AND NOT EXISTS (SELECT FROM sync_runs r WHERE r.provider = p.slug)
  )
