-- OpenRouter's `pricing` object, which its list and its endpoints share: texts per unit, and overrides
-- for long prompts and for parts of the day or of the week, of which the later one wins. It is NULL
-- where the format can say no price of a model; `unsaid` counts those that it cannot say.
CREATE OR REPLACE FUNCTION openrouter_pricing(price_keys jsonb, models bigint[])
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
    FROM keyed_prices(price_keys) t
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
