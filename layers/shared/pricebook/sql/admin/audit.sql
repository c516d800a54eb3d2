-- Who changed what.

-- name: attribute
-- Until the transaction ends; the triggers of the audited tables read both.
SELECT attribute_to(:actor, :request_id)

-- name: note
-- Something that a person started, and that changes no row by itself.
INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject, after)
VALUES (:actor, :request_id, :action, :entity, :subject, :subject, CAST(:details AS jsonb))

-- name: entries
WITH chosen AS (
  SELECT * FROM admin_audit_log
  WHERE (CAST(:actor AS text) IS NULL OR actor = CAST(:actor AS text))
    AND (CAST(:subject AS text) IS NULL OR subject = CAST(:subject AS text))
    AND (CAST(:entity AS text) IS NULL OR entity = CAST(:entity AS text))
    AND (CAST(:action AS text) IS NULL OR action = CAST(:action AS text))
    AND (CAST(:since AS timestamptz) IS NULL OR at >= CAST(:since AS timestamptz))
    AND (CAST(:until AS timestamptz) IS NULL OR at < CAST(:until AS timestamptz))
), page AS (
  SELECT * FROM chosen ORDER BY id DESC
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
)
SELECT
  json_build_object(
    'data', coalesce((SELECT json_agg(to_json(p) ORDER BY p.id DESC) FROM page p), '[]'),
    'meta', json_build_object(
      'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint)
    )
  )::text,
  total
FROM (SELECT count(*) AS total FROM chosen) AS counted
