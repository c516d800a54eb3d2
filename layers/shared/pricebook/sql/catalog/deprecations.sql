-- The days on which models end, as a calendar (RFC 5545) in the shape that catalog/lookup.sql describes.

-- name: deprecations
WITH ending AS (
  SELECT
    model_id, document ->> 'deprecation_date' AS day, document ->> 'replacement' AS replacement,
    updated_at
  FROM models
  WHERE is_active AND is_deprecated IS NOT NULL AND document ->> 'deprecation_date' IS NOT NULL
    AND CAST(document ->> 'deprecation_date' AS date) >= current_date - 31
    AND (CAST(:provider AS text) IS NULL OR provider = CAST(:provider AS text))
), lines AS (
  SELECT
    e.model_id, e.day, e.updated_at, l.position,
    -- a line of more than 75 octets goes on in the next, behind a blank
    regexp_replace(l.line, '(.{60})(?=.)', E'\\1\r\n ', 'g') AS line
  FROM ending e
  CROSS JOIN LATERAL (VALUES
    (1, 'BEGIN:VEVENT'),
    (2, 'UID:' || md5(e.model_id) || '@' || CAST(:host AS text)),
    (3, 'DTSTAMP:' || to_char(e.updated_at AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"')),
    (4, 'DTSTART;VALUE=DATE:' || replace(e.day, '-', '')),
    (5, 'SUMMARY:' || ics_text(e.model_id) || ' ends'),
    (6, 'DESCRIPTION:' || ics_text('instead: ' || e.replacement)),
    (7, 'URL:' || CAST(:base AS text) || '/v1/models/' || address_of(e.model_id)),
    (8, 'TRANSP:TRANSPARENT'),
    (9, 'END:VEVENT')
  ) AS l (position, line)
  WHERE l.line IS NOT NULL
), listed AS (
  SELECT
    coalesce(string_agg(line || E'\r\n', '' ORDER BY day, model_id, position), '') AS items,
    max(updated_at) AS newest
  FROM lines
)
SELECT
  E'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Pricebook//Deprecations//EN\r\n'
    || E'X-WR-CALNAME:Models that end\r\n',
  items,
  E'END:VCALENDAR\r\n',
  md5(items),
  coalesce(newest, changed_at),
  NULL
FROM listed
JOIN generations ON scope = 'all' AND EXISTS (SELECT FROM model_counts)
WHERE CAST(:provider AS text) IS NULL
  OR EXISTS (SELECT FROM providers WHERE slug = CAST(:provider AS text))
