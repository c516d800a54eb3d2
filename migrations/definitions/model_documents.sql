-- How stored rows become the API's form of a model, in one place: the write side copies it into
-- models.document. A deprecation date that only a reference list knows appears where the provider
-- gives none, unless an operator has pinned it.
CREATE OR REPLACE VIEW model_documents AS
-- json_build_object would pad each key with blanks; only an exchanged price names its rate, only a
-- pinned model its pins, and only where a price or the listing is in doubt a document says so
SELECT m.id, z.document, t.free
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
    m.source_url,
    nullif(m.listed_by, '{}') AS listed_by,
    nullif(m.facts_source, '{}') AS facts_source
) AS d
CROSS JOIN LATERAL (SELECT d.*, p.exchange) AS e
CROSS JOIN LATERAL (
  SELECT CASE WHEN e.exchange IS NULL THEN row_to_json(d) ELSE row_to_json(e) END AS document
) AS w
CROSS JOIN LATERAL (
  SELECT json_with(json_with(json_with(json_with(w.document,
    'pins', (SELECT json_agg(f ORDER BY f) FROM jsonb_object_keys(m.pins) AS f)),
    'listed_until', to_json(m.listed_until)),
    'under_review', held_prices(m.id)),
    'prices_incomplete', CASE WHEN m.prices_incomplete THEN to_json(true) END
  ) AS document
) AS z;

GRANT SELECT ON model_documents TO pricebook_reader, pricebook_writer;
