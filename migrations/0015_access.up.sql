-- Who may use which model. A row is what an operator decided, or by rule: a model begins as new,
-- open to the pro and enterprise tiers, and to the free tier while everything about it is free. Its
-- key is the id that people use, so that a tier's models can be read in the order of their ids.

CREATE TABLE model_access (
  model_id      text PRIMARY KEY REFERENCES models (model_id),
  status        text NOT NULL DEFAULT 'new',
  is_free       boolean NOT NULL DEFAULT false,
  is_pro        boolean NOT NULL DEFAULT true,
  is_enterprise boolean NOT NULL DEFAULT true,
  decided_by    text,                                 -- the operator; NULL while the rule decides
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT status_is_known CHECK (status IN ('new', 'active', 'disabled'))
);

-- The other tiers have nearly all models, and need no index of their own.
CREATE INDEX model_access_free ON model_access (model_id) WHERE is_free;

INSERT INTO model_access (model_id) SELECT model_id FROM models;

-- Whoever adds models need not know of access.
CREATE FUNCTION open_added_models() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO model_access (model_id) SELECT model_id FROM added;
  RETURN NULL;
END
$$;

CREATE TRIGGER models_begin_with_access AFTER INSERT ON models
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION open_added_models();

-- A model of which no price is known is not free: unknown is never zero.
CREATE FUNCTION every_price_is_free(prices json) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(
    (
      SELECT bool_and(price ->> 'state' = 'free')
      FROM json_array_elements(prices) AS price
      WHERE price ->> 'state' <> 'not_offered'
    ),
    false
  );

-- An admin may use whatever is not disabled; a tier that nobody knows may use nothing.
CREATE FUNCTION tier_may_use(access model_access, tier text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (access).status <> 'disabled' AND CASE tier
    WHEN 'free' THEN (access).is_free
    WHEN 'pro' THEN (access).is_pro
    WHEN 'enterprise' THEN (access).is_enterprise
    ELSE tier = 'admin'
  END;

-- The models that a tier may use: what is sold now and open to it.
CREATE FUNCTION allowed_models(tier text) RETURNS TABLE (id bigint, model_id text)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT m.id, m.model_id
  FROM models m
  JOIN model_access a ON a.model_id = m.model_id
  WHERE m.is_active AND tier_may_use(a, tier);
END;

CREATE FUNCTION can_use_model(tier text, model text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM allowed_models(tier) AS allowed WHERE allowed.model_id = model);

CREATE OR REPLACE VIEW model_documents AS
-- json_build_object would pad each key with blanks; only an exchanged price names its rate
SELECT
  m.id,
  CASE WHEN e.exchange IS NULL THEN row_to_json(d) ELSE row_to_json(e) END AS document,
  t.free
FROM models m
LEFT JOIN LATERAL priced(m.id) p ON true
LEFT JOIN model_access a ON a.model_id = m.model_id
CROSS JOIN LATERAL (
  SELECT
    a.status,
    CASE WHEN a.decided_by IS NULL THEN every_price_is_free(p.prices) ELSE a.is_free END AS free,
    a.is_pro AS pro,
    a.is_enterprise AS enterprise
) AS t
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
    row_to_json(t) AS access,
    m.first_seen_at,
    -- the moment of the copy: this view is read when a document is written
    now() AS updated_at,
    m.source_url
) AS d
CROSS JOIN LATERAL (SELECT d.*, p.exchange) AS e;

WITH refreshed AS (
  UPDATE models m SET document = d.document, updated_at = now()
  FROM model_documents d
  WHERE d.id = m.id AND m.document IS NOT NULL
  RETURNING m.model_id, d.free
)
UPDATE model_access a SET is_free = true
FROM refreshed r
WHERE r.model_id = a.model_id AND r.free;

UPDATE generations SET generation = generation + 1, changed_at = now();

GRANT SELECT ON model_access TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON model_access TO pricebook_writer;
