-- A price that begins later is in no document yet. What is left of a belief beside a new one was
-- believed before, and is announced by nobody.
CREATE OR REPLACE FUNCTION tell_announced_prices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO model_events (model_id, provider, kind, details)
  SELECT m.id, m.provider, 'price', jsonb_build_object('prices', jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'meter', n.meter, 'per', t.per, 'conditions', n.conditions,
      'previous', jsonb_build_object(
        'state', coalesce(c.state, 'unknown'), 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'source', c.source
      ),
      'current', jsonb_build_object(
        'state', n.state, 'amount', quoted(n.amount, t.per), 'currency', n.currency,
        'source', n.source
      ),
      'effective_at', lower(n.valid), 'until', upper(n.valid)
    )) ORDER BY n.meter, n.conditions
  ))
  FROM new_prices n
  JOIN models m ON m.id = n.model_id
  JOIN meters t ON t.name = n.meter
  JOIN price_sources s USING (source)
  LEFT JOIN LATERAL (
    SELECT * FROM current_prices c WHERE c.model_id = n.model_id OFFSET 0
  ) c ON c.meter = n.meter AND c.conditions = n.conditions
  WHERE lower(n.valid) > lower(n.recorded) AND s.trust <= coalesce(c.trust, s.trust)
    AND NOT EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = n.model_id AND p.key = n.key AND p.valid @> n.valid
        AND upper(p.recorded) = lower(n.recorded)
        AND (p.state, p.amount, p.currency)
          IS NOT DISTINCT FROM (n.state, n.amount, n.currency)
    )
  GROUP BY m.id, m.provider;
  RETURN NULL;
END
$$;
