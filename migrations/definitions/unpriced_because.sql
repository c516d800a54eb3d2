-- Why an offer has no place among the priced ones: the state of its price for a meter without any
-- conditions; a known price without a figure in dollars is in another currency.
CREATE OR REPLACE FUNCTION unpriced_because(document json, meter text) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'reason',
    coalesce(
      max(CASE p.state WHEN 'known' THEN 'currency' ELSE p.state END), 'unknown'
    ),
    'meter', unpriced_because.meter
  )
  FROM json_to_recordset(document -> 'prices') AS p (meter text, conditions jsonb, state text)
  WHERE p.meter = unpriced_because.meter AND p.conditions = '{}';
END;
