-- Which way a price went and how far, as the title of an event says it: input -50 % to $1.25 per 1M.
CREATE OR REPLACE FUNCTION move_in_words(price jsonb, told_at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT concat_ws(
    ' ',
    replace(regexp_replace(price ->> 'meter', '_tokens$', ''), '_', ' '),
    (
      SELECT '(' || string_agg(replace(key, '_', ' ') || ' ' || value, ', ' ORDER BY key) || ')'
      FROM jsonb_each_text(price -> 'conditions')
    ),
    CASE
      WHEN now_known AND was_known AND currency = old_currency AND old > 0 AND new <> old
        THEN to_char((new / old - 1) * 100, CASE
          WHEN abs(new / old - 1) < 0.1 THEN 'SGFM999990.09' ELSE 'SGFM999999990'
        END) || ' % to'
      WHEN now_known THEN 'now'
    END,
    CASE
      WHEN now_known THEN CASE WHEN currency = 'USD' THEN '$' || new ELSE new || ' ' || currency END
      WHEN price -> 'current' ->> 'state' = 'unknown' THEN 'no longer stated'
      ELSE 'now ' || replace(price -> 'current' ->> 'state', '_', ' ')
    END,
    CASE
      WHEN now_known AND (price ->> 'per')::integer = 1000000 THEN 'per 1M'
      WHEN now_known AND (price ->> 'per')::integer = 1000 THEN 'per 1K'
    END,
    'from ' || CASE
      WHEN (price ->> 'effective_at')::timestamptz > told_at THEN left(price ->> 'effective_at', 10)
    END
  )
  FROM (
    SELECT
      price -> 'current' ->> 'state' = 'known' AS now_known,
      price -> 'previous' ->> 'state' = 'known' AS was_known,
      price -> 'current' ->> 'currency' AS currency,
      price -> 'previous' ->> 'currency' AS old_currency,
      (price -> 'current' ->> 'amount')::numeric AS new,
      (price -> 'previous' ->> 'amount')::numeric AS old
  ) AS read;
END;
