-- The feeds of a hundred thousand models: each reads the prices once, and every function tells the
-- planner how many rows to expect. One that may be folded into a statement would not be asked, and
-- what looks like one row is joined row by row; a setting of its own keeps a function whole.

DROP FUNCTION rate_cards;
DROP FUNCTION openrouter_pricing;

-- What a list has word for word, by the name that the list gives it.
CREATE FUNCTION reference_entries(of_source text)
  RETURNS TABLE (key text, entry jsonb)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 4000 SET jit = off
BEGIN ATOMIC
  SELECT e.key, e.value
  FROM reference_documents d
  CROSS JOIN LATERAL jsonb_each(d.body::jsonb) e
  WHERE d.source = of_source AND jsonb_typeof(e.value) = 'object';
END;

-- Whole rate cards: what a model costs in a mode (a service tier, a speed), at some hours, above some
-- length of the prompt. What has no price of its own there costs what it costs otherwise: a price for
-- long prompts stands before one for some hours, and that before one for a mode. The card without
-- any of these counts the prices of the model that the format cannot say; its rates may be NULL.
CREATE FUNCTION rate_cards(spellings jsonb, of_provider text DEFAULT NULL)
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
    FROM spelt(spellings) t
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

-- OpenRouter's `pricing` object, which its list and its endpoints share: texts per unit, and overrides
-- for long prompts and for parts of the day or of the week, of which the later one wins. It is NULL
-- where the format can say no price of a model; `unsaid` counts those that it cannot say.
CREATE FUNCTION openrouter_pricing(spellings jsonb, models bigint[])
  RETURNS TABLE (id bigint, pricing jsonb, unsaid bigint)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20000 SET jit = off
BEGIN ATOMIC
  WITH priced AS MATERIALIZED (
    SELECT
      t.id,
      jsonb_object_agg(t.key, t.value::text) FILTER (WHERE t.key IS NOT NULL AND t.conditions = '{}')
        AS base,
      jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value::text, 'conditions', t.conditions))
        FILTER (WHERE t.key IS NOT NULL AND t.conditions <> '{}') AS others,
      count(*) FILTER (WHERE t.key IS NULL) AS unsaid
    FROM spelt(spellings) t
    WHERE t.id = ANY (models)
    GROUP BY t.id
  )
  SELECT p.id, p.base, p.unsaid
  FROM priced p
  WHERE p.others IS NULL
  UNION ALL
  SELECT
    p.id,
    coalesce(p.base, '{}') || coalesce(c.plain, '{}')
      || jsonb_strip_nulls(jsonb_build_object('overrides', c.overrides)),
    p.unsaid
  FROM priced p
  CROSS JOIN LATERAL (
    SELECT
      jsonb_agg(k.rates) FILTER (WHERE k.condition = '{}') -> 0 AS plain,
      jsonb_agg(
        k.condition || k.rates
        ORDER BY
          k.condition ? 'min_prompt_tokens', (k.condition -> 'min_prompt_tokens')::bigint,
          k.condition
      ) FILTER (WHERE k.condition <> '{}') AS overrides
    FROM (
      SELECT
        jsonb_strip_nulls(jsonb_build_object(
          'min_prompt_tokens', o.conditions -> 'prompt_tokens_gt',
          'utc_start', replace(w.hours ->> 0, ':', '')::integer,
          'utc_end', replace(w.hours ->> 1, ':', '')::integer,
          'utc_days', o.conditions -> 'weekdays'
        )) AS condition,
        jsonb_object_agg(o.key, o.value) AS rates
      FROM jsonb_to_recordset(p.others) AS o (key text, value text, conditions jsonb)
      LEFT JOIN LATERAL jsonb_array_elements(o.conditions -> 'utc_windows') AS w (hours) ON true
      GROUP BY 1
    ) k
  ) c
  WHERE p.others IS NOT NULL;
END;
