DROP VIEW model_documents;
CREATE VIEW model_documents AS
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

GRANT SELECT ON model_documents TO pricebook_reader, pricebook_writer;
DROP FUNCTION can_use_model;
DROP FUNCTION allowed_models;
DROP FUNCTION tier_may_use;
DROP FUNCTION every_price_is_free;
DROP TRIGGER models_begin_with_access ON models;
DROP FUNCTION open_added_models;
DROP TABLE model_access;
UPDATE models m SET document = d.document, updated_at = now()
FROM model_documents d
WHERE d.id = m.id AND m.document IS NOT NULL;
UPDATE generations SET generation = generation + 1, changed_at = now();
