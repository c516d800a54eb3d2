-- Exchange rates for readers: bodies in the shape that catalog/lookup.sql describes.

-- name: rates
-- The newest rate of each currency that holds today.
WITH rates AS (
  SELECT DISTINCT ON (currency) currency, usd, valid_from, source_url, entered_at
  FROM exchange_rates
  WHERE valid_from <= (now() AT TIME ZONE 'UTC')::date
  ORDER BY currency, valid_from DESC, entered_at DESC, id DESC
), listed AS (
  SELECT
    coalesce(json_agg(json_strip_nulls(json_build_object(
      'currency', currency, 'usd', quoted(usd, 1), 'valid_from', valid_from,
      'source_url', source_url
    )) ORDER BY currency), '[]')::text AS items,
    count(*) AS total,
    -- where there is none, that has been so since the catalogue began
    coalesce(max(entered_at), (SELECT min(created_at) FROM providers)) AS entered_at
  FROM rates
)
SELECT
  '{"data":',
  items,
  ',"meta":' || json_build_object('total', total, 'last_updated', entered_at) || '}',
  md5(items),
  entered_at,
  total
FROM listed
WHERE EXISTS (SELECT FROM providers)
