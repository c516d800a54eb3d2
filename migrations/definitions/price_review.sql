-- What a held price says beside the one in force: what its source states now, since when, and which
-- guard holds it. Amounts are per the quantity that people quote.
CREATE OR REPLACE FUNCTION price_review(r price_reviews) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_strip_nulls(json_build_object(
    'state', (r).new_state, 'amount', quoted((r).new_amount, t.per), 'currency', (r).new_currency,
    'since', (r).created_at, 'reason', (r).reason
  ))
  FROM meters t
  WHERE t.name = (r).meter;
END;
