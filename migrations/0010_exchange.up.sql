-- What one unit of another currency is worth, as an operator entered it; and a model's prices in the
-- API's form as a function of their own, so that a document that gains a field repeats none of it.

CREATE TABLE exchange_rates (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  currency   text NOT NULL,                            -- as the prices are published: CNY, credits
  usd        numeric NOT NULL,                         -- US dollars for one unit of it
  valid_from date NOT NULL,                            -- in UTC, until the next date that has a rate
  source_url text,                                     -- where the operator read it
  note       text,
  entered_by text NOT NULL,
  entered_at timestamptz NOT NULL DEFAULT now(),       -- of one date the rate entered last counts
  -- XXX is what a factor has: no currency
  CONSTRAINT currency_can_be_exchanged CHECK (
    currency ~ '^[A-Za-z]{3,20}$' AND upper(currency) NOT IN ('USD', 'XXX')
  ),
  CONSTRAINT usd_is_an_amount CHECK (usd > 0 AND usd < 'Infinity')
);

CREATE INDEX exchange_rates_latest
  ON exchange_rates (currency, valid_from DESC, entered_at DESC, id DESC);

CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: a correction is another row', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER exchange_rates_keep_history BEFORE UPDATE OR DELETE ON exchange_rates
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
CREATE TRIGGER exchange_rates_keep_all_history BEFORE TRUNCATE ON exchange_rates
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

-- A product of a price and a rate claims no more digits than rates have.
CREATE FUNCTION in_dollars(amount numeric, usd numeric) RETURNS numeric
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN to_char(amount * usd, '9.99999999999EEEE')::numeric;

-- What a model costs, in the API's form: one row, empty where nothing is known.
CREATE FUNCTION priced(model bigint)
  RETURNS TABLE (pricing_source text, pricing jsonb, prices json, exchange json)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    (array_agg(c.source ORDER BY c.trust))[1],
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
        'source', c.source, 'observed_at', c.observed_at
      )) ORDER BY c.meter, c.conditions
    ),
    -- a seller has one currency, so one rate tells of all that was exchanged
    (array_agg(x.told) FILTER (WHERE x.usd IS NOT NULL))[1]
  FROM current_prices c
  JOIN meters t ON t.name = c.meter
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
  WHERE c.model_id = model;
END;

CREATE OR REPLACE VIEW model_documents AS
-- json_build_object would pad each key with blanks; only an exchanged price names its rate
SELECT m.id, CASE WHEN e.exchange IS NULL THEN row_to_json(d) ELSE row_to_json(e) END AS document
FROM models m
LEFT JOIN LATERAL priced(m.id) p ON true
LEFT JOIN LATERAL (
  SELECT r.deprecation_date
  FROM reference_facts r
  JOIN price_sources s USING (source)
  WHERE r.model_id = m.id
  ORDER BY s.trust LIMIT 1
) f ON true
CROSS JOIN LATERAL (
  SELECT
    m.model_id AS id,
    m.provider,
    m.provider_model_id,
    m.canonical_id,
    m.name,
    m.description,
    m.context_length,
    m.max_output_tokens,
    m.modality,
    m.input_modalities,
    m.output_modalities,
    m.capabilities,
    m.supported_parameters,
    m.tokenizer,
    m.quantization,
    m.license,
    m.knowledge_cutoff,
    m.is_active,
    m.deprecated OR coalesce(f.deprecation_date <= current_date, false) AS deprecated,
    coalesce(m.deprecation_date, f.deprecation_date) AS deprecation_date,
    m.replacement,
    m.release_date,
    m.listed_at,
    m.health_status,
    coalesce(p.pricing, '{}') AS pricing,
    p.pricing_source,
    coalesce(p.prices, '[]') AS prices,
    m.first_seen_at,
    -- the moment of the copy: this view is read when a document is written
    now() AS updated_at,
    m.source_url
) AS d
CROSS JOIN LATERAL (SELECT d.*, p.exchange) AS e;

-- What the passing of time brings: announced prices that begin, and prices that end. What a run
-- writes begins when it is written, so these indexes stay small.
CREATE INDEX model_prices_announced ON model_prices (lower(valid))
  WHERE upper_inf(recorded) AND lower(valid) > lower(recorded);
CREATE INDEX model_prices_ending ON model_prices (upper(valid))
  WHERE upper_inf(recorded) AND upper(valid) > lower(recorded);
CREATE INDEX model_prices_exchanged ON model_prices (currency)
  WHERE upper_inf(recorded) AND currency NOT IN ('USD', 'XXX');

-- Whose document was made before something began or ended that shows in it. What passes without a
-- trace (a price that a more trusted source hides) is found again for a month, and rewrites nothing.
CREATE VIEW due_documents AS
SELECT m.id
FROM model_prices p
JOIN models m ON m.id = p.model_id AND m.updated_at < lower(p.valid)
WHERE upper_inf(p.recorded) AND lower(p.valid) > lower(p.recorded)
  AND lower(p.valid) > now() - interval '30 days' AND lower(p.valid) <= now()
UNION ALL
SELECT m.id
FROM model_prices p
JOIN models m ON m.id = p.model_id AND m.updated_at < upper(p.valid)
WHERE upper_inf(p.recorded) AND upper(p.valid) > lower(p.recorded)
  AND upper(p.valid) > now() - interval '30 days' AND upper(p.valid) <= now()
UNION ALL
SELECT m.id
FROM exchange_rates r
CROSS JOIN LATERAL (SELECT r.valid_from::timestamp AT TIME ZONE 'UTC' AS begins) t
JOIN model_prices p
  ON p.currency = r.currency AND p.conditions = '{}'
  AND upper_inf(p.recorded) AND p.currency NOT IN ('USD', 'XXX')
JOIN models m ON m.id = p.model_id AND m.updated_at < t.begins
WHERE t.begins > r.entered_at AND t.begins > now() - interval '30 days' AND t.begins <= now()
UNION ALL
SELECT m.id
FROM reference_facts f
CROSS JOIN LATERAL (SELECT f.deprecation_date::timestamp AT TIME ZONE 'UTC' AS begins) t
JOIN models m ON m.id = f.model_id AND m.updated_at < t.begins AND NOT m.deprecated
WHERE t.begins > now() - interval '30 days' AND t.begins <= now();

GRANT SELECT ON exchange_rates, due_documents TO pricebook_reader, pricebook_writer;
GRANT INSERT ON exchange_rates TO pricebook_writer;
