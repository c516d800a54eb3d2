-- By how many per cent the price of an event moved that moved most, either way. What has no percentage
-- (a new price, one that is free or gone, another currency) counts as more than any.
CREATE OR REPLACE FUNCTION largest_move(prices jsonb) RETURNS numeric
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT max(coalesce(
    CASE WHEN p -> 'previous' ->> 'currency' = p -> 'current' ->> 'currency' THEN
      abs((p -> 'current' ->> 'amount')::numeric
        / nullif((p -> 'previous' ->> 'amount')::numeric, 0) - 1) * 100
    END,
    'Infinity'
  ))
  FROM jsonb_array_elements(prices) AS p;
END;
