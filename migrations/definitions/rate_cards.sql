-- Whole rate cards: what a model costs in a mode (a service tier, a speed), at some hours, above some
-- length of the prompt. What has no price of its own there costs what it costs otherwise: a price for
-- long prompts stands before one for some hours, and that before one for a mode. The card without
-- any of these counts the prices of the model that the format cannot say; its rates may be NULL.
CREATE OR REPLACE FUNCTION rate_cards(price_keys jsonb, of_provider text DEFAULT NULL)
  RETURNS TABLE (id bigint, mode jsonb, hours jsonb, size bigint, rates jsonb, unsaid bigint)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20000 SET jit = off
BEGIN ATOMIC
  WITH priced AS MATERIALIZED (
    SELECT
      t.id,
      jsonb_object_agg(t.key, t.value) FILTER (WHERE t.key IS NOT NULL AND t.conditions = '{}') AS base,
      jsonb_agg(jsonb_build_object(
        'key', t.key, 'value', t.value, 'size', t.conditions -> 'prompt_tokens_gt',
        'mode', jsonb_strip_nulls(jsonb_build_object(
          'service_tier', t.conditions -> 'service_tier', 'speed', t.conditions -> 'speed'
        )),
        'hours', jsonb_strip_nulls(jsonb_build_object(
          'utc_windows', t.conditions -> 'utc_windows', 'weekdays', t.conditions -> 'weekdays'
        ))
      )) FILTER (WHERE t.key IS NOT NULL AND t.conditions <> '{}') AS others,
      count(*) FILTER (WHERE t.key IS NULL) AS unsaid
    FROM keyed_prices(price_keys) t
    WHERE of_provider IS NULL OR t.provider = of_provider
    GROUP BY t.id
  )
  SELECT p.id, '{}'::jsonb, '{}'::jsonb, NULL::bigint, p.base, p.unsaid
  FROM priced p
  WHERE p.others IS NULL
  UNION ALL
  SELECT
    p.id, c.mode, c.hours, c.size, nullif(coalesce(p.base, '{}') || coalesce(c.rates, '{}'), '{}'),
    CASE WHEN c.mode = '{}' AND c.hours = '{}' AND c.size IS NULL THEN p.unsaid ELSE 0 END
  FROM priced p
  CROSS JOIN LATERAL (
    WITH o AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(p.others) AS r (
        key text, value numeric, mode jsonb, hours jsonb, size bigint
      )
    )
    SELECT
      m.mode, h.hours, s.size,
      jsonb_object_agg(o.key, o.value ORDER BY o.size NULLS FIRST, o.hours <> '{}', o.mode <> '{}')
        FILTER (WHERE o.key IS NOT NULL) AS rates
    FROM (SELECT o.mode FROM o UNION SELECT '{}') m
    CROSS JOIN (SELECT o.hours FROM o UNION SELECT '{}') h
    CROSS JOIN (SELECT o.size FROM o UNION SELECT NULL) s
    LEFT JOIN o
      ON o.mode IN ('{}', m.mode) AND o.hours IN ('{}', h.hours)
      AND (o.size IS NULL OR o.size <= s.size)
    GROUP BY m.mode, h.hours, s.size
  ) c
  WHERE p.others IS NOT NULL;
END;
