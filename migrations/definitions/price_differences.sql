-- Which of the prices of two documents differ, NULL where none do: those that changed at their source,
-- or with of_sources those that differ because another source is taken, of which one is second-hand.
-- Where a second-hand source begins or ends to tell a price, it is our knowledge that changed, and
-- nobody's price.
CREATE OR REPLACE FUNCTION price_differences(before json, after json, of_sources boolean)
  RETURNS jsonb
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'meter', meter, 'per', coalesce(n.per, o.per), 'conditions', conditions,
      'previous', jsonb_build_object(
        'state', coalesce(o.state, 'unknown'), 'amount', o.amount, 'currency', o.currency,
        'source', o.source
      ),
      'current', jsonb_build_object(
        'state', coalesce(n.state, 'unknown'), 'amount', n.amount, 'currency', n.currency,
        'source', n.source
      ),
      'effective_at', coalesce(n.observed_at, now())
    )) ORDER BY meter, conditions
  )
  FROM json_to_recordset(before) AS o (
    meter text, per integer, conditions jsonb, state text, amount text, currency text, source text
  )
  FULL JOIN json_to_recordset(after) AS n (
    meter text, per integer, conditions jsonb, state text, amount text, currency text, source text,
    observed_at timestamptz
  ) USING (meter, conditions)
  WHERE (o.state, o.amount, o.currency) IS DISTINCT FROM (n.state, n.amount, n.currency)
    AND (
      (o.state IS NOT NULL AND n.state IS NOT NULL)
      OR EXISTS (
        SELECT FROM price_sources s
        WHERE s.source = coalesce(n.source, o.source) AND NOT s.second_hand
      )
    )
    AND of_sources = (
      o.source IS NOT NULL AND n.source IS NOT NULL AND o.source <> n.source
      AND EXISTS (
        SELECT FROM price_sources s WHERE s.source IN (o.source, n.source) AND s.second_hand
      )
    );
END;
