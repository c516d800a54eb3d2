-- What a model costs, in the API's form: one row, empty where nothing is known.
CREATE OR REPLACE FUNCTION priced(model bigint)
  RETURNS TABLE (pricing_source text, pricing jsonb, prices json, exchange json)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    -- of several lists that agree, whose base price it is
    (
      array_agg(
        c.source ORDER BY c.trust > 2, c.meter <> 'input_tokens', c.meter <> 'output_tokens',
          c.conditions <> '{}', c.trust
      )
    )[1],
    -- a free price is a known zero; anything else without a figure in dollars stays absent
    jsonb_object_agg(
      k.key,
      coalesce(quoted(coalesce(in_dollars(c.amount, x.usd), c.amount), t.per), '0')
      ORDER BY k.position
    ) FILTER (WHERE k.key IS NOT NULL AND c.conditions = '{}'
                AND (c.currency = 'USD' OR c.state = 'free' OR x.usd IS NOT NULL)),
    json_agg(
      json_strip_nulls(json_build_object(
        'meter', c.meter, 'per', t.per, 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'conditions', c.conditions, 'state', c.state,
        'source', c.source, 'observed_at', c.observed_at,
        'confidence', CASE
          WHEN c.source = 'cross-reference' THEN 'single'
          ELSE coalesce(z.support -> s.key ->> 'confidence', 'first_hand')
        END,
        'support', z.support -> s.key -> 'support',
        'review', v.review, 'unconfirmed_since', u.since
      )) ORDER BY c.meter, c.conditions
    ),
    -- a seller has one currency, so one rate tells of all that was exchanged
    (array_agg(x.told) FILTER (WHERE x.usd IS NOT NULL))[1]
  FROM current_prices c
  JOIN meters t ON t.name = c.meter
  LEFT JOIN resolutions z ON z.model_id = c.model_id
  -- the support of a list's price and of a page's; the seller's API needs none
  LEFT JOIN LATERAL (SELECT c.meter || ' ' || c.conditions::text AS key) s
    ON c.source LIKE 'reference%' OR c.source = 'page'
  LEFT JOIN (VALUES
    (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
    (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
    (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
    -- where a model has both, the later one wins: people mean the picture they send
    (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
  ) AS k (position, meter, key) ON k.meter = c.meter
  LEFT JOIN LATERAL (
    SELECT
      r.usd,
      json_strip_nulls(json_build_object(
        'currency', r.currency, 'usd', quoted(r.usd, 1), 'valid_from', r.valid_from,
        'source_url', r.source_url
      )) AS told
    FROM exchange_rates r
    WHERE c.currency <> 'USD' -- spares nearly every price the look-up
      AND r.currency = c.currency AND r.valid_from <= (now() AT TIME ZONE 'UTC')::date
    ORDER BY r.valid_from DESC, r.entered_at DESC, r.id DESC LIMIT 1
  ) x ON k.key IS NOT NULL AND c.conditions = '{}'
  LEFT JOIN LATERAL (
    SELECT price_review(r) AS review FROM price_reviews r
    WHERE r.model_id = c.model_id AND r.meter = c.meter AND r.conditions = c.conditions
      AND r.decision IS NULL
    ORDER BY r.id LIMIT 1
  ) v ON true
  LEFT JOIN LATERAL (
    SELECT unconfirmed_since(c.model_id, c.source, c.meter, c.conditions) AS since
  ) u ON true
  WHERE c.model_id = model;
END;
