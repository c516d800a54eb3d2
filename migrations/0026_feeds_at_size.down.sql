-- As 0018_feeds.up.sql made them.

DROP FUNCTION rate_cards;
DROP FUNCTION openrouter_pricing;
DROP FUNCTION reference_entries;

-- Whole rate cards: what a model costs in a mode (a service tier, a speed), at some hours, above some
-- length of the prompt. What has no price of its own there costs what it costs otherwise: a price for
-- long prompts stands before one for some hours, and that before one for a mode.
CREATE FUNCTION rate_cards(spellings jsonb)
  RETURNS TABLE (id bigint, mode jsonb, hours jsonb, size bigint, rates jsonb)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20000 -- so that nobody plans a loop in a loop
BEGIN ATOMIC
  WITH told AS MATERIALIZED (
    SELECT
      t.id, t.key, t.value,
      jsonb_strip_nulls(jsonb_build_object(
        'service_tier', t.conditions -> 'service_tier', 'speed', t.conditions -> 'speed'
      )) AS mode,
      jsonb_strip_nulls(jsonb_build_object(
        'utc_windows', t.conditions -> 'utc_windows', 'weekdays', t.conditions -> 'weekdays'
      )) AS hours,
      (t.conditions ->> 'prompt_tokens_gt')::bigint AS size
    FROM spelt(spellings) t
    WHERE t.key IS NOT NULL
  ), kinds AS (
    SELECT
      t.id,
      array_append(array_agg(DISTINCT t.mode), '{}') AS modes,
      array_append(array_agg(DISTINCT t.hours), '{}') AS parts,
      array_append(array_agg(DISTINCT t.size), NULL) AS sizes
    FROM told t
    GROUP BY t.id
  ), cards AS (
    SELECT DISTINCT k.id, m.mode, h.hours, s.size
    FROM kinds k
    CROSS JOIN LATERAL unnest(k.modes) AS m (mode)
    CROSS JOIN LATERAL unnest(k.parts) AS h (hours)
    CROSS JOIN LATERAL unnest(k.sizes) AS s (size)
  )
  SELECT
    c.id, c.mode, c.hours, c.size,
    jsonb_object_agg(t.key, t.value ORDER BY t.size NULLS FIRST, t.hours <> '{}', t.mode <> '{}')
  FROM cards c
  JOIN told t
    ON t.id = c.id AND t.mode IN ('{}', c.mode) AND t.hours IN ('{}', c.hours)
    AND (t.size IS NULL OR t.size <= c.size)
  GROUP BY c.id, c.mode, c.hours, c.size;
END;

-- OpenRouter's `pricing` object, which its list and its endpoints share: texts per unit, and overrides
-- for long prompts and for parts of the day or of the week, of which the later one wins.
CREATE FUNCTION openrouter_pricing(spellings jsonb, models bigint[])
  RETURNS TABLE (id bigint, pricing jsonb)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20000
BEGIN ATOMIC
  WITH told AS (
    SELECT
      t.id, t.key, t.value::text AS value, t.conditions = '{}' AS plain,
      jsonb_strip_nulls(jsonb_build_object(
        'min_prompt_tokens', t.conditions -> 'prompt_tokens_gt',
        'utc_start', replace(w.hours ->> 0, ':', '')::integer,
        'utc_end', replace(w.hours ->> 1, ':', '')::integer,
        'utc_days', t.conditions -> 'weekdays'
      )) AS condition
    FROM spelt(spellings) t
    LEFT JOIN LATERAL jsonb_array_elements(t.conditions -> 'utc_windows') AS w (hours) ON true
    WHERE t.key IS NOT NULL AND t.id = ANY (models)
  ), cards AS (
    SELECT t.id, t.condition, jsonb_object_agg(t.key, t.value ORDER BY t.plain) AS rates
    FROM told t
    GROUP BY t.id, t.condition
  )
  SELECT
    c.id,
    coalesce(jsonb_agg(c.rates) FILTER (WHERE c.condition = '{}') -> 0, '{}')
    || jsonb_strip_nulls(jsonb_build_object(
      'overrides',
      jsonb_agg(
        c.condition || c.rates
        ORDER BY
          c.condition ? 'min_prompt_tokens', (c.condition -> 'min_prompt_tokens')::bigint,
          c.condition
      ) FILTER (WHERE c.condition <> '{}')
    ))
  FROM cards c
  GROUP BY c.id;
END;
