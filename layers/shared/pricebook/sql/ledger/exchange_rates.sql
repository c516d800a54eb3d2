-- What one unit of another currency is worth, as an operator says.

-- name: enter
INSERT INTO exchange_rates (currency, usd, valid_from, source_url, note, entered_by)
VALUES (
  :currency, CAST(:usd AS numeric), CAST(:valid_from AS date), CAST(:source_url AS text),
  CAST(:note AS text), :entered_by
)

-- name: touch_exchanged
INSERT INTO touched (id, reason)
SELECT DISTINCT model_id, 'updated' FROM model_prices
WHERE upper_inf(recorded) AND currency NOT IN ('USD', 'XXX') AND currency = :currency

-- name: newest
-- An amount is text, as everywhere: a number would lose digits on its way through other programs.
SELECT (to_jsonb(r) || jsonb_build_object('usd', r.usd::text))::text
FROM exchange_rates r WHERE r.currency = :currency ORDER BY r.id DESC LIMIT 1

-- name: listed
WITH chosen AS (
  SELECT
    r.*,
    r.id = (
      SELECT c.id FROM exchange_rates c
      WHERE c.currency = r.currency AND c.valid_from <= (now() AT TIME ZONE 'UTC')::date
      ORDER BY c.valid_from DESC, c.entered_at DESC, c.id DESC LIMIT 1
    ) AS in_force
  FROM exchange_rates r
  WHERE CAST(:currency AS text) IS NULL OR r.currency = CAST(:currency AS text)
), page AS (
  SELECT * FROM chosen ORDER BY currency, valid_from DESC, id DESC
  LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
)
SELECT
  json_build_object(
    'data', coalesce(
      (
        SELECT json_agg(json_build_object(
          'id', p.id, 'currency', p.currency, 'usd', p.usd::text, 'valid_from', p.valid_from,
          'in_force', coalesce(p.in_force, false), 'source_url', p.source_url, 'note', p.note,
          'entered_by', p.entered_by, 'entered_at', p.entered_at
        ) ORDER BY p.currency, p.valid_from DESC, p.id DESC)
        FROM page p
      ),
      '[]'
    ),
    'meta', json_build_object(
      'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint)
    )
  )::text,
  total
FROM (SELECT count(*) AS total FROM chosen) AS counted
