-- The first ten prices of an event in words, as people read them in a feed of changes.
CREATE OR REPLACE FUNCTION prices_in_words(prices jsonb, told_at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT string_agg(
    concat_ws(
      ' ', p ->> 'meter', nullif(p ->> 'conditions', '{}'),
      price_in_words(p -> 'previous', (p ->> 'per')::bigint), '→',
      price_in_words(p -> 'current', (p ->> 'per')::bigint),
      'from ' || CASE WHEN (p ->> 'effective_at')::timestamptz > told_at
                   THEN left(p ->> 'effective_at', 10) END
    ), '; ' ORDER BY position
  )
  FROM jsonb_array_elements(prices) WITH ORDINALITY AS e (p, position)
  WHERE position <= 10;
END;
