-- Every price of a model that waits for confirmation, NULL where none does.
CREATE OR REPLACE FUNCTION held_prices(model bigint) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_agg(
    json_strip_nulls(json_build_object(
      'meter', r.meter, 'per', t.per, 'conditions', r.conditions, 'state', r.new_state,
      'amount', quoted(r.new_amount, t.per), 'currency', r.new_currency,
      'since', r.created_at, 'reason', r.reason
    )) ORDER BY r.meter, r.conditions
  )
  FROM price_reviews r
  JOIN meters t ON t.name = r.meter
  WHERE r.model_id = model AND r.decision IS NULL;
END;
