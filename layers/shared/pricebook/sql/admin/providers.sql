-- How providers are run. Amounts and factors are told as text, so that no reader loses a digit.

-- name: slugs
SELECT slug FROM providers

-- name: listed
WITH chosen AS (
  SELECT * FROM providers
  WHERE CAST(:is_active AS boolean) IS NULL OR is_active = CAST(:is_active AS boolean)
), page AS (
  SELECT * FROM chosen ORDER BY slug
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
)
SELECT
  json_build_object(
    'data', coalesce(
      (
        SELECT json_agg(conduct_of(p.slug, CAST(:defaults AS jsonb)) ORDER BY p.slug) FROM page p
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
SELECT conduct_of(:slug, CAST(:defaults AS jsonb))::text

-- name: change
-- A cadence that is counted from an hour is counted from there; every guard that is named goes, and
-- those that have a number come back with it.
UPDATE providers SET
  is_active = coalesce(CAST(:is_active AS boolean), is_active),
  sync_interval = coalesce(CAST(:sync_interval AS interval), sync_interval),
  sync_at = CASE WHEN CAST(:sets_sync_at AS boolean) THEN CAST(:sync_at AS time) ELSE sync_at END,
  sync_cron = CASE
    WHEN CAST(:sets_sync_cron AS boolean) THEN CAST(:sync_cron AS text) ELSE sync_cron
  END,
  alert_after = CASE
    WHEN CAST(:sets_alert_after AS boolean) THEN CAST(:alert_after AS integer) ELSE alert_after
  END,
  reviews = coalesce(CAST(:reviews AS text), reviews),
  guards = guards - CAST(:guards AS text[]) || coalesce(
    (
      SELECT jsonb_object_agg(name, CAST(number AS numeric))
      FROM unnest(CAST(:names AS text[]), CAST(:numbers AS text[])) AS g (name, number)
    ),
    '{}'
  ),
  updated_at = now()
WHERE slug = :slug
