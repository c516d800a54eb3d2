-- When the bundled history is imported.

-- name: is_due
SELECT
  EXISTS (SELECT FROM models WHERE is_active)
  AND NOT EXISTS (SELECT FROM sync_runs WHERE status IN ('queued', 'running'))
  AND NOT EXISTS (
    SELECT FROM providers p
    WHERE p.slug = ANY (CAST(:slugs AS text[])) AND p.is_active
      AND NOT EXISTS (SELECT FROM sync_runs r WHERE r.provider = p.slug)
  )
  AND EXISTS (
    SELECT FROM jsonb_to_recordset(CAST(:lists AS jsonb)) AS l (source text, digest text, slug text)
    WHERE NOT EXISTS (
      SELECT FROM history_imports h
      WHERE h.source = l.source AND h.digest = l.digest AND h.imported_at >= coalesce(
        (
          SELECT min(r.completed_at) FROM sync_runs r
          WHERE r.provider = l.slug AND r.status IN ('success', 'partial')
        ),
        '-infinity'
      )
    )
  )
