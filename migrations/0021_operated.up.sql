-- What operators decide about models, and why; and the lists that they see.

-- An operator who opens a model to the pro tier has not said that it stays free for ever.
ALTER TABLE model_access ADD COLUMN free_by_rule boolean NOT NULL DEFAULT true;
UPDATE model_access SET free_by_rule = false WHERE decided_by IS NOT NULL;

-- Whoever writes into the audit need not know of reasons.
ALTER TABLE admin_audit_log
  ADD COLUMN reason text DEFAULT nullif(current_setting('pricebook.reason', true), '');

CREATE TRIGGER canonical_models_are_audited AFTER INSERT OR UPDATE OR DELETE ON canonical_models
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'id');

-- A document with one more key at its end.
CREATE FUNCTION json_with(document json, key text, value json) RETURNS json
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (
    left(document::text, -1) || ',' || to_json(key)::text || ':' || value::text || '}'
  )::json;

CREATE OR REPLACE VIEW model_documents AS
-- json_build_object would pad each key with blanks; only an exchanged price names its rate,
-- and only a pinned model its pins
SELECT
  m.id,
  CASE
    WHEN m.pins = '{}' THEN w.document
    ELSE json_with(
      w.document, 'pins', (SELECT json_agg(f ORDER BY f) FROM jsonb_object_keys(m.pins) AS f)
    )
  END AS document,
  t.free
FROM models m
LEFT JOIN LATERAL priced(m.id) p ON true
LEFT JOIN model_access a ON a.model_id = m.model_id
CROSS JOIN LATERAL (
  SELECT
    a.status,
    CASE WHEN a.free_by_rule THEN every_price_is_free(p.prices) ELSE a.is_free END AS free,
    a.is_pro AS pro,
    a.is_enterprise AS enterprise
) AS t
LEFT JOIN LATERAL (
  SELECT r.deprecation_date
  FROM reference_facts r
  JOIN price_sources s USING (source)
  WHERE r.model_id = m.id AND NOT m.pins ? 'deprecation_date'
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
CROSS JOIN LATERAL (SELECT d.*, p.exchange) AS e
CROSS JOIN LATERAL (
  SELECT CASE WHEN e.exchange IS NULL THEN row_to_json(d) ELSE row_to_json(e) END AS document
) AS w;

-- The models that an operator asks for; all that the filter has must fit.
CREATE FUNCTION found_models(filter jsonb) RETURNS TABLE (id bigint, model_id text)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT m.id, m.model_id
  FROM models m
  JOIN model_access a ON a.model_id = m.model_id
  WHERE (filter ->> 'provider' IS NULL OR m.provider = filter ->> 'provider')
    AND (filter ->> 'canonical' IS NULL OR m.canonical_id = filter ->> 'canonical')
    AND (filter ->> 'status' IS NULL OR a.status = filter ->> 'status')
    AND (filter ->> 'tier' IS NULL OR tier_may_use(a, filter ->> 'tier'))
    AND (filter ->> 'pinned' IS NULL OR (filter ->> 'pinned')::boolean = (m.pins <> '{}'))
    AND (filter ->> 'is_active' IS NULL OR (filter ->> 'is_active')::boolean = m.is_active)
    AND (filter ->> 'price_state' IS NULL OR m.price_states @> ARRAY[filter ->> 'price_state'])
    AND (
      filter ->> 'q' IS NULL
      OR strpos(
        lower(concat_ws(' ', m.model_id, m.name, m.canonical_id)), lower(filter ->> 'q')
      ) > 0
    );
END;

-- A model as an operator sees it.
CREATE VIEW operated_models AS
SELECT
  m.id AS number, m.model_id AS id, m.provider, m.provider_model_id, m.canonical_id, m.name,
  m.is_active, a.status, a.is_free, a.is_pro, a.is_enterprise, a.free_by_rule, a.decided_by,
  m.pins, m.context_length, m.max_output_tokens, m.modality, m.is_deprecated AS deprecated,
  m.deprecation_date, m.price_states, m.document -> 'pricing' AS pricing,
  m.document ->> 'pricing_source' AS pricing_source,
  s.last_seen_at, s.misses, r.last_run, m.first_seen_at, m.updated_at
FROM models m
JOIN model_access a ON a.model_id = m.model_id
LEFT JOIN sightings s ON s.model_id = m.id
LEFT JOIN LATERAL (
  SELECT json_build_object(
    'id', r.id, 'status', r.status, 'completed_at', r.completed_at
  ) AS last_run
  FROM sync_runs r
  WHERE r.provider = m.provider AND r.completed_at IS NOT NULL
  ORDER BY r.started_at DESC LIMIT 1
) r ON true;

GRANT SELECT ON operated_models TO pricebook_writer;
