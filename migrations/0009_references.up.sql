-- What reference lists say: prices under sources of their own, so that two lists can differ, and
-- dates that a provider's own list lacks. A list is synchronised like a provider, and sells nothing.

ALTER TABLE providers
  DROP CONSTRAINT kind_is_known,
  ADD CONSTRAINT kind_is_known CHECK (
    kind IN ('aggregator', 'cloud', 'host', 'lab', 'reference')
  );

-- Second-hand sources price a model that has no price of its own, and only comment on the others:
-- a tier that a list adds to a seller's own price would bill what the seller does not charge.
ALTER TABLE price_sources ADD COLUMN second_hand boolean NOT NULL DEFAULT false;
UPDATE price_sources SET second_hand = true WHERE source = 'reference';

INSERT INTO price_sources (source, trust, second_hand) VALUES
  ('reference:genai-prices', 5, true),  -- curated by hand, with dates
  ('reference:models.dev', 6, true),    -- curated by hand
  ('reference:litellm', 7, true);       -- the widest

CREATE OR REPLACE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
  AND NOT (s.second_hand AND EXISTS (
    SELECT FROM model_prices o
    JOIN price_sources t ON t.source = o.source AND NOT t.second_hand
    WHERE o.model_id = p.model_id AND upper_inf(o.recorded) AND o.valid @> now()
  ))
ORDER BY p.model_id, p.meter, p.conditions, s.trust;

CREATE OR REPLACE FUNCTION prices_at(at timestamptz, known_at timestamptz DEFAULT now())
  RETURNS SETOF model_prices
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.*
  FROM model_prices p
  JOIN price_sources s USING (source)
  WHERE p.valid @> at AND p.recorded @> known_at
    AND NOT (s.second_hand AND EXISTS (
      SELECT FROM model_prices o
      JOIN price_sources t ON t.source = o.source AND NOT t.second_hand
      WHERE o.model_id = p.model_id AND o.valid @> at AND o.recorded @> known_at
    ))
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;

CREATE TABLE reference_facts (
  model_id         bigint NOT NULL REFERENCES models,
  source           text NOT NULL REFERENCES price_sources,
  deprecation_date date NOT NULL,
  PRIMARY KEY (model_id, source)
);

-- An operator who knows why two sources differ says so, for a while.
CREATE TABLE price_dismissals (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id     bigint NOT NULL REFERENCES models,
  source       text NOT NULL REFERENCES price_sources,  -- the one that is not believed
  meter        text NOT NULL REFERENCES meters,
  conditions   jsonb NOT NULL DEFAULT '{}',
  reason       text NOT NULL,
  dismissed_by text NOT NULL,
  dismissed_at timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL
);

-- Where a less trusted source differs from the price in force by more than two per cent.
CREATE VIEW price_disagreements AS
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  lower(p.valid) AS observed_at
FROM current_prices c
JOIN models m ON m.id = c.model_id AND m.is_active
JOIN model_prices p
  ON p.model_id = c.model_id AND p.meter = c.meter AND p.conditions = c.conditions
  AND p.source <> c.source AND p.currency = c.currency
  AND upper_inf(p.recorded) AND p.valid @> now()
WHERE abs(p.amount - c.amount) > 0.02 * greatest(p.amount, c.amount)
  AND NOT EXISTS (
    SELECT FROM price_dismissals d
    WHERE d.model_id = p.model_id AND d.source = p.source AND d.meter = p.meter
      AND d.conditions = p.conditions AND d.expires_at > now()
  );

-- A date that only a list knows appears where the provider gives none.
CREATE OR REPLACE VIEW model_documents AS
SELECT m.id, row_to_json(d) AS document  -- json_build_object would pad each key with blanks
FROM models m
LEFT JOIN LATERAL (
  SELECT
    (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
    -- a free price is a known zero; anything else without a figure in dollars stays absent
    jsonb_object_agg(k.key, coalesce(quoted(c.amount, t.per), '0') ORDER BY k.position)
      FILTER (WHERE k.key IS NOT NULL AND c.conditions = '{}'
                AND (c.currency = 'USD' OR c.state = 'free')) AS pricing,
    json_agg(
      json_strip_nulls(json_build_object(
        'meter', c.meter, 'per', t.per, 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'conditions', c.conditions, 'state', c.state,
        'source', c.source, 'observed_at', c.observed_at
      )) ORDER BY c.meter, c.conditions
    ) AS prices
  FROM current_prices c
  JOIN meters t ON t.name = c.meter
  LEFT JOIN (VALUES
    (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
    (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
    (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
    -- where a model has both, the later one wins: people mean the picture they send
    (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
  ) AS k (position, meter, key) ON k.meter = c.meter
  WHERE c.model_id = m.id
) p ON true
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
) AS d;

GRANT SELECT ON reference_facts, price_dismissals, price_disagreements
  TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE, DELETE ON reference_facts TO pricebook_writer;
GRANT INSERT, UPDATE ON price_dismissals TO pricebook_writer;
