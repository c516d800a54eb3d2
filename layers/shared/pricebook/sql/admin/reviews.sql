-- Held prices, and what an operator decides about them.

-- name: listed
WITH chosen AS (
  SELECT r.* FROM price_reviews r
  JOIN models m ON m.id = r.model_id
  WHERE (CAST(:status AS text) = 'any' OR review_status(r) = CAST(:status AS text))
    AND (CAST(:provider AS text) IS NULL OR m.provider = CAST(:provider AS text))
    AND (CAST(:model AS text) IS NULL OR m.model_id = CAST(:model AS text))
    AND (CAST(:reason AS text) IS NULL OR r.reason = CAST(:reason AS text))
), page AS (
  SELECT id FROM chosen ORDER BY id DESC
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
)
SELECT
  json_build_object(
    'data', coalesce(
      (
        SELECT json_agg(review_report(r) ORDER BY r.id DESC)
        FROM price_reviews r WHERE r.id IN (SELECT id FROM page)
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
SELECT review_report(r)::text FROM price_reviews r WHERE r.id = CAST(:review AS bigint)

-- name: many
SELECT json_build_object(
  'count', count(*), 'reviews', json_agg(review_report(r) ORDER BY r.id)
)::text
FROM price_reviews r WHERE r.id = ANY (CAST(:reviews AS bigint[]))

-- name: find
SELECT r.id
FROM price_reviews r
JOIN models m ON m.id = r.model_id
WHERE r.decision IS NULL
  AND (CAST(:provider AS text) IS NULL OR m.provider = CAST(:provider AS text))
  AND (CAST(:model AS text) IS NULL OR m.model_id = CAST(:model AS text))
  AND (CAST(:reason AS text) IS NULL OR r.reason = CAST(:reason AS text))
ORDER BY r.id

-- name: existing
SELECT id FROM price_reviews WHERE id = ANY (CAST(:reviews AS bigint[]))

-- name: decided
SELECT r.id, review_status(r), coalesce(r.undone_by, r.decided_by)
FROM price_reviews r
WHERE r.id = ANY (CAST(:reviews AS bigint[])) AND r.decision IS NOT NULL
  -- what was replaced while it waited can still be accepted for its own time
  AND NOT (review_status(r) = 'superseded' AND r.replaced_at > r.created_at)
ORDER BY r.id

-- name: undoable
-- Whether the price that an approval brought is still the one in force.
SELECT
  review_status(r),
  EXISTS (
    SELECT FROM model_prices p
    WHERE p.model_id = r.model_id AND p.source = r.source AND p.meter = r.meter
      AND p.conditions = r.conditions AND upper_inf(p.recorded)
      AND lower(p.valid) = r.created_at AND upper(p.valid) IS NOT DISTINCT FROM r.replaced_at
      AND (p.state, p.amount, p.currency)
        IS NOT DISTINCT FROM (r.new_state, r.new_amount, r.new_currency)
  )
FROM price_reviews r WHERE r.id = CAST(:review AS bigint)
