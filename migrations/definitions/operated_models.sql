-- A model as an operator sees it.
CREATE OR REPLACE VIEW operated_models AS
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
