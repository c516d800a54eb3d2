-- Runs that are held as a whole, and what an operator decides about them.

-- name: listed
WITH chosen AS (
  SELECT * FROM run_reviews r
  WHERE (
      CAST(:status AS text) = 'any' OR run_review_status(r) = CAST(:status AS text)
    )
    AND (CAST(:provider AS text) IS NULL OR r.provider = CAST(:provider AS text))
), page AS (
  SELECT id FROM chosen ORDER BY id DESC
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
)
SELECT
  json_build_object(
    'data', coalesce(
      (
        SELECT json_agg(run_review_report(r) ORDER BY r.id DESC)
        FROM run_reviews r WHERE r.id IN (SELECT id FROM page)
      ),
      '[]'
    ),
    'meta', json_build_object(
      'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint)
    )
  )::text,
  total
FROM (SELECT count(*) AS total FROM chosen) AS counted

-- name: one
SELECT r.id, run_review_report(r)::text, run_review_status(r)
FROM run_reviews r WHERE r.id = CAST(:review AS bigint)
