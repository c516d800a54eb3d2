-- The listed prices under the keys of a format; a price without a key is one that it cannot say.
-- A key is for one meter under exactly its conditions, beside its extra conditions, which a price may
-- have; with `hours` it is for a part of the day or of the week only. `value` is in the format's unit.
CREATE OR REPLACE FUNCTION keyed_prices(price_keys jsonb)
  RETURNS TABLE (
    id bigint, provider text, meter text, conditions jsonb, state text, source text, key text,
    value numeric
  )
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    p.id, p.provider, p.meter, p.conditions, p.state, p.source, s.key,
    trim_scale(coalesce(p.amount, 0) * s.factor)
  FROM listed_prices p
  LEFT JOIN jsonb_to_recordset(price_keys) AS s (
    meter text, conditions jsonb, extra_conditions text[], hours boolean, currency text, key text,
    factor numeric
  )
    -- without what any key has as an extra condition, so that the join can hash; then exactly
    ON s.meter = p.meter
    AND s.conditions - ARRAY[
      'prompt_tokens_gt', 'quality', 'resolution', 'utc_windows', 'weekdays'
    ] = p.conditions - ARRAY[
      'prompt_tokens_gt', 'quality', 'resolution', 'utc_windows', 'weekdays'
    ]
    AND s.conditions = p.conditions - s.extra_conditions
    AND s.hours = p.conditions ?| ARRAY['utc_windows', 'weekdays']
    AND (p.state = 'free' OR (p.state = 'known' AND p.currency = s.currency));
END;
