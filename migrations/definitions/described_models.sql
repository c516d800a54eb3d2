-- What a canonical model is, from all who sell it now: of each fact what most sellers state, of
-- several such the largest; what only another contract (:batch) states comes last.
CREATE OR REPLACE VIEW described_models AS
WITH stated AS (
  SELECT m.canonical_id, f.fact, f.value, m.provider_model_id ~ ':[a-z]+$' AS is_variant
  FROM models m
  CROSS JOIN LATERAL (VALUES
    ('context_length', to_jsonb(m.context_length)),
    ('max_output_tokens', to_jsonb(m.max_output_tokens)),
    ('input_modalities', to_jsonb(nullif(m.input_modalities, '{}'))),
    ('output_modalities', to_jsonb(nullif(m.output_modalities, '{}'))),
    ('capabilities', to_jsonb(nullif(m.capabilities, '{}'))),
    ('supported_parameters', to_jsonb(nullif(m.supported_parameters, '{}'))),
    ('knowledge_cutoff', to_jsonb(m.knowledge_cutoff)),
    ('release_date', to_jsonb(coalesce(m.release_date, m.listed_at::date))),
    ('tokenizer', to_jsonb(m.tokenizer)),
    ('description', to_jsonb(m.description)),
    ('license', to_jsonb(m.license))
  ) AS f (fact, value)
  WHERE m.is_active AND m.canonical_id IS NOT NULL AND f.value IS NOT NULL
), chosen AS (
  SELECT DISTINCT ON (canonical_id, fact) canonical_id, fact, value
  FROM stated
  GROUP BY canonical_id, fact, is_variant, value
  ORDER BY canonical_id, fact, is_variant, count(*) DESC, value DESC
)
SELECT canonical_id, jsonb_object_agg(fact, value) AS facts
FROM chosen
GROUP BY canonical_id;

GRANT SELECT ON described_models TO pricebook_reader, pricebook_writer;
