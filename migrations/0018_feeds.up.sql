-- What the drop-in feeds are built of: the prices of what is sold, spelt as a format spells them, and
-- the reference lists word for word, for the formats that are one of them with our prices on top.

CREATE TABLE reference_documents (
  source      text PRIMARY KEY REFERENCES price_sources,
  body        json NOT NULL,                           -- as it came: json keeps every digit
  fetched_at  timestamptz NOT NULL DEFAULT now(),      -- when it first came so
  sync_run_id bigint REFERENCES sync_runs
);

-- How much of what we know each format cannot say; measured now and then, for /v1/status.
CREATE TABLE feed_coverage (
  feed          text PRIMARY KEY,
  prices        bigint NOT NULL,
  inexpressible bigint NOT NULL,                       -- of those
  measured_at   timestamptz NOT NULL DEFAULT now()
);

-- Every price in force of every active model, per the unit that people quote. Above no tokens at all
-- is everywhere.
CREATE VIEW listed_prices AS
SELECT
  m.id, m.provider, p.meter,
  CASE WHEN p.conditions -> 'prompt_tokens_gt' = '0' THEN p.conditions - 'prompt_tokens_gt'
    ELSE p.conditions
  END AS conditions,
  p.state, p.amount, p.currency, p.source
FROM models m
CROSS JOIN LATERAL json_to_recordset(m.document -> 'prices') AS p (
  meter text, conditions jsonb, state text, amount numeric, currency text, source text
)
WHERE m.is_active;

-- The listed prices under the keys of a format; a price without a key is one that it cannot say.
-- A spelling is for one meter under exactly these conditions, beside those that are left open; with
-- `hours` it is for a part of the day or of the week only.
CREATE FUNCTION spelt(spellings jsonb)
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
  LEFT JOIN jsonb_to_recordset(spellings) AS s (
    meter text, conditions jsonb, open text[], hours boolean, currency text, key text, factor numeric
  )
    -- without what any spelling leaves open, so that the join can hash; then exactly
    ON s.meter = p.meter
    AND s.conditions - ARRAY[
      'prompt_tokens_gt', 'quality', 'resolution', 'utc_windows', 'weekdays'
    ] = p.conditions - ARRAY[
      'prompt_tokens_gt', 'quality', 'resolution', 'utc_windows', 'weekdays'
    ]
    AND s.conditions = p.conditions - s.open
    AND s.hours = p.conditions ?| ARRAY['utc_windows', 'weekdays']
    AND (p.state = 'free' OR (p.state = 'known' AND p.currency = s.currency));
END;

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

GRANT SELECT ON reference_documents, feed_coverage, listed_prices
  TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON reference_documents, feed_coverage TO pricebook_writer;
