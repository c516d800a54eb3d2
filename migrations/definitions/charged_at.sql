-- What a model cost at a moment, as far as we knew at another, in the API's form: one row.
CREATE OR REPLACE FUNCTION charged_at(model bigint, at timestamptz, known_at timestamptz)
  RETURNS TABLE (
    known_from timestamptz, pricing jsonb, pricing_source text, exchange json, prices json
  )
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH charged AS MATERIALIZED (
    SELECT p.*, price_id(p, m.model_id) AS price_id, t.per, s.trust
    FROM models m
    CROSS JOIN LATERAL (
      -- OFFSET 0 keeps a model's look-up to itself: joined, every model's prices would be sorted
      SELECT * FROM prices_at(charged_at.at, charged_at.known_at) c WHERE c.model_id = m.id OFFSET 0
    ) p
    JOIN meters t ON t.name = p.meter
    JOIN price_sources s USING (source)
    WHERE m.id = charged_at.model
  ), rules AS (
    SELECT
      coalesce(json_agg(
        json_strip_nulls(json_build_object(
          'id', price_id, 'meter', meter, 'per', per, 'amount', quoted(amount, per),
          'currency', currency, 'conditions', conditions, 'state', state, 'source', source,
          'published', published, 'observed_at', lower(valid), 'valid_from', lower(valid),
          'valid_to', upper(valid), 'recorded_at', lower(recorded),
          -- who agrees is known of what holds now
          'confidence', CASE
            WHEN source IN ('manual', 'database') THEN 'first_hand'
            WHEN source = 'cross-reference' THEN 'single'
            WHEN upper_inf(valid) AND upper_inf(recorded)
              THEN z.support -> (meter || ' ' || conditions::text) ->> 'confidence'
          END,
          'support', CASE
            WHEN upper_inf(valid) AND upper_inf(recorded) AND (source LIKE 'reference:%' OR source = 'page')
              THEN z.support -> (meter || ' ' || conditions::text) -> 'support'
          END
        )) ORDER BY meter, conditions
      ), '[]') AS prices,
      (
        array_agg(
          source ORDER BY trust > 2, meter <> 'input_tokens', meter <> 'output_tokens',
            conditions <> '{}', trust
        )
      )[1] AS pricing_source
    FROM charged
    LEFT JOIN resolutions z USING (model_id)
  ), base AS (
    SELECT
      coalesce(jsonb_object_agg(
        k.key, coalesce(quoted(coalesce(in_dollars(c.amount, x.usd), c.amount), c.per), '0')
        ORDER BY k.position
      ), '{}') AS pricing,
      (array_agg(x.told) FILTER (WHERE x.usd IS NOT NULL))[1] AS exchange
    FROM charged c
    JOIN priced_keys k ON k.meter = c.meter
    LEFT JOIN LATERAL (
      -- the rate of that day, as far as it was entered by then
      SELECT
        r.usd,
        json_strip_nulls(json_build_object(
          'currency', r.currency, 'usd', quoted(r.usd, 1), 'valid_from', r.valid_from,
          'source_url', r.source_url
        )) AS told
      FROM exchange_rates r
      WHERE r.valid_from <= (charged_at.at AT TIME ZONE 'UTC')::date
        AND r.entered_at <= charged_at.known_at
        AND r.currency = c.currency AND c.currency <> 'USD'
      ORDER BY r.valid_from DESC, r.entered_at DESC, r.id DESC LIMIT 1
    ) x ON true
    WHERE c.conditions = '{}' AND (c.currency = 'USD' OR c.state = 'free' OR x.usd IS NOT NULL)
  )
  SELECT
    (
      SELECT min(lower(p.valid)) FROM model_prices p
      WHERE p.model_id = charged_at.model AND p.recorded @> charged_at.known_at
    ),
    b.pricing, r.pricing_source, b.exchange, r.prices
  FROM rules r
  CROSS JOIN base b;
END;
