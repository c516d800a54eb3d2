-- What one run writes. Everything is set-based; the answer of the provider arrives as one JSON
-- parameter and is staged in temporary tables that vanish with the transaction.

-- name: count_active
SELECT count(*) FROM models WHERE provider = :provider AND is_active

-- name: stage_models
-- The listings as rows of models. A pinned field keeps the operator's value; `id` is known for a
-- model that was listed before. What an operator says about whose model it is beats the rules, and
-- what they say about this seller beats what they say about all.
CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS
SELECT r.*, m.is_active AS was_active, item -> 'prices' AS published_prices, false AS is_new
FROM jsonb_array_elements(CAST(:listings AS jsonb)) AS item
LEFT JOIN models m
  ON m.provider = :provider AND m.provider_model_id = item ->> 'provider_model_id'
LEFT JOIN LATERAL (
  SELECT a.canonical_id FROM model_aliases a
  WHERE a.alias = item ->> 'provider_model_id' AND coalesce(a.provider, :provider) = :provider
  ORDER BY a.provider NULLS LAST LIMIT 1
) told ON true
CROSS JOIN LATERAL jsonb_populate_record(
  NULL::models,
  item
  || jsonb_build_object(
    'id', m.id,
    'provider', :provider,
    'canonical_id', coalesce(told.canonical_id, item ->> 'canonical_id'),
    'is_active', item -> 'offered',
    'deprecated', coalesce(
      ((item || coalesce(m.pins, '{}')) ->> 'deprecation_date')::date <= current_date, false
    )
  )
  || coalesce(m.pins, '{}')
) AS r

-- name: stage_changes
-- Every model whose row or prices this run changes; its document is built again at the end.
CREATE TEMPORARY TABLE touched (id bigint PRIMARY KEY, reason text NOT NULL) ON COMMIT DROP

-- name: identify
-- The first listing of a model names it; an operator may do better, and no sync changes that.
INSERT INTO canonical_models (id, name)
SELECT DISTINCT ON (canonical_id) canonical_id, name
FROM incoming i
WHERE canonical_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM canonical_models c WHERE c.id = i.canonical_id)
ORDER BY canonical_id, length(name), name
ON CONFLICT (id) DO NOTHING

-- name: add_models
WITH added AS (
  INSERT INTO models (
    provider, provider_model_id, is_active, canonical_id, name, description, context_length,
    max_output_tokens, modality, input_modalities, output_modalities, capabilities, supported_parameters, tokenizer,
    quantization, license, knowledge_cutoff, listed_at, release_date, deprecation_date, deprecated,
    replacement, health_status, source_url
  )
  SELECT
    provider, provider_model_id, is_active, canonical_id, name, description, context_length,
    max_output_tokens, modality, input_modalities, output_modalities, capabilities, supported_parameters, tokenizer,
    quantization, license, knowledge_cutoff, listed_at, release_date, deprecation_date, deprecated,
    replacement, health_status, source_url
  FROM incoming
  WHERE id IS NULL
  RETURNING id, provider_model_id
), linked AS (
  UPDATE incoming i SET id = a.id, is_new = true
  FROM added a
  WHERE a.provider_model_id = i.provider_model_id
)
INSERT INTO touched (id, reason) SELECT id, 'added' FROM added

-- name: update_models
WITH updated AS (
  UPDATE models m SET
    is_active = i.is_active, canonical_id = i.canonical_id, name = i.name,
    description = i.description,
    context_length = i.context_length, max_output_tokens = i.max_output_tokens,
    modality = i.modality, input_modalities = i.input_modalities,
    output_modalities = i.output_modalities, capabilities = i.capabilities,
    supported_parameters = i.supported_parameters, tokenizer = i.tokenizer,
    quantization = i.quantization, license = i.license, knowledge_cutoff = i.knowledge_cutoff,
    listed_at = i.listed_at, release_date = i.release_date,
    deprecation_date = i.deprecation_date, deprecated = i.deprecated,
    replacement = i.replacement, health_status = i.health_status, source_url = i.source_url
  FROM incoming i
  WHERE m.id = i.id AND NOT i.is_new
    AND (
      m.is_active, m.canonical_id, m.name, m.description, m.context_length, m.max_output_tokens,
      m.modality,
      m.input_modalities, m.output_modalities, m.capabilities, m.supported_parameters,
      m.tokenizer, m.quantization, m.license, m.knowledge_cutoff, m.listed_at, m.release_date,
      m.deprecation_date, m.deprecated, m.replacement, m.health_status, m.source_url
    ) IS DISTINCT FROM (
      i.is_active, i.canonical_id, i.name, i.description, i.context_length, i.max_output_tokens,
      i.modality,
      i.input_modalities, i.output_modalities, i.capabilities, i.supported_parameters,
      i.tokenizer, i.quantization, i.license, i.knowledge_cutoff, i.listed_at, i.release_date,
      i.deprecation_date, i.deprecated, i.replacement, i.health_status, i.source_url
    )
  RETURNING m.id, m.is_active, i.was_active
)
INSERT INTO touched (id, reason)
SELECT id, CASE WHEN is_active AND NOT was_active THEN 'returned' ELSE 'updated' END FROM updated

-- name: mark_seen
-- A rejected item was in the answer all the same: its model is not missing.
INSERT INTO sightings AS s (model_id, last_seen_at)
SELECT id, now() FROM incoming
UNION
SELECT id, now() FROM models
WHERE provider = :provider AND provider_model_id = ANY (CAST(:rejected AS text[]))
ON CONFLICT (model_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, misses = 0

-- name: count_misses
WITH missing AS (
  SELECT m.id, m.model_id FROM models m
  JOIN sightings s ON s.model_id = m.id
  WHERE m.provider = :provider AND m.is_active AND s.last_seen_at < now()
), missed AS (
  UPDATE sightings s SET misses = least(s.misses + 1, 1000)
  FROM missing
  WHERE s.model_id = missing.id AND CAST(:complete AS boolean)
)
SELECT model_id FROM missing ORDER BY model_id

-- name: deactivate
WITH gone AS (
  UPDATE models m SET is_active = false
  FROM sightings s
  WHERE s.model_id = m.id AND m.provider = :provider AND m.is_active AND s.misses >= :misses
  RETURNING m.id
)
INSERT INTO touched (id, reason) SELECT id, 'deactivated' FROM gone
