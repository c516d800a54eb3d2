-- OpenRouter's list of models. Rows as in catalog/lookup.sql.

-- name: models
-- One row per canonical model, priced by its cheapest ordinary seller and described by all of them;
-- or a seller's own offers. `shape` is the list, the count, or the one model that `model_id` names.
WITH words AS (
  SELECT
    string_to_array(replace(CAST(:providers AS text), ' ', ''), ',') AS providers,
    string_to_array(replace(CAST(:supported_parameters AS text), ' ', ''), ',') AS parameters,
    string_to_array(replace(CAST(:input_modalities AS text), ' ', ''), ',') AS inputs,
    nullif(string_to_array(replace(CAST(:output_modalities AS text), ' ', ''), ','), '{all}') AS outputs,
    string_to_array(replace(CAST(:model_authors AS text), ' ', ''), ',') AS authors
), asked AS (
  -- the one model that is asked for, by its canonical id or by OpenRouter's own
  SELECT coalesce(
    (SELECT id FROM canonical_models WHERE id = CAST(:model_id AS text)),
    (
      SELECT canonical_id FROM models
      WHERE provider = 'openrouter' AND provider_model_id = CAST(:model_id AS text)
    )
  ) AS id
  WHERE CAST(:model_id AS text) IS NOT NULL
), sold AS MATERIALIZED (
  SELECT m.id, m.model_id, m.provider_model_id, m.canonical_id, m.output_modalities
  FROM models m, words w
  WHERE m.is_active
    AND (CAST(:provider AS text) IS NULL OR m.provider = CAST(:provider AS text))
    AND (w.providers IS NULL OR m.provider = ANY (w.providers))
    AND (CAST(:model_id AS text) IS NULL OR m.canonical_id = (SELECT id FROM asked))
), told AS MATERIALIZED (
  SELECT * FROM openrouter_pricing(CAST(:price_keys AS jsonb), ARRAY(SELECT id FROM sold))
), its_standing AS (
  SELECT d.*
  FROM asked a
  CROSS JOIN LATERAL (SELECT * FROM seller_standing WHERE canonical_id = a.id OFFSET 0) d
), its_facts AS (
  SELECT d.*
  FROM asked a
  CROSS JOIN LATERAL (SELECT * FROM described_models WHERE canonical_id = a.id OFFSET 0) d
), offers AS MATERIALIZED (
  SELECT
    m.id, m.model_id, m.provider_model_id,
    coalesce(s.doubt, i.doubt) AS doubt, coalesce(s.nearness, i.nearness) AS nearness,
    CASE WHEN CAST(:provider AS text) IS NULL THEN m.canonical_id ELSE m.provider_model_id END AS listed_id,
    -- nothing is counted of a text that nobody writes
    CASE WHEN m.output_modalities <> '{}' AND NOT 'text' = ANY (m.output_modalities)
      THEN '{"completion":"0"}'::jsonb || t.pricing ELSE t.pricing
    END AS pricing
  FROM told t
  JOIN sold m USING (id)
  LEFT JOIN seller_standing s ON CAST(:model_id AS text) IS NULL AND s.id = m.id
  LEFT JOIN its_standing i ON i.id = m.id
  WHERE t.pricing IS NOT NULL
), priced AS (
  SELECT
    o.*, (o.pricing ->> 'prompt')::numeric AS prompt, (o.pricing ->> 'completion')::numeric AS completion
  FROM offers o
  WHERE o.listed_id IS NOT NULL AND o.pricing ?& ARRAY['prompt', 'completion']
), chosen AS (
  -- another contract, such as :free or :batch, and a seller whose price is in doubt, price a model
  -- only where nothing else does; of those who ask the same the nearest to its maker is named
  SELECT DISTINCT ON (listed_id) *
  FROM priced
  ORDER BY
    listed_id, provider_model_id ~ ':[a-z]+$', prompt + completion = 0, doubt,
    three_digits(3 * prompt + completion), nearness, 3 * prompt + completion, model_id
), described AS MATERIALIZED (
  SELECT
    c.listed_id, c.pricing, c.prompt, c.completion, m.provider, m.model_id, m.name,
    m.canonical_id, f.description, f.context_length, f.max_output_tokens, f.knowledge_cutoff,
    m.document -> 'deprecation_date' AS expires,
    f.input_modalities, f.output_modalities,
    jsonb_strip_nulls(jsonb_build_object('tokenizer', f.tokenizer)) AS tokenizer,
    -- what is supported, in the format's words for a capability too
    ARRAY(
      SELECT unnest(f.supported_parameters)
      UNION
      SELECT w.parameter
      FROM (VALUES
        ('reasoning', 'reasoning'), ('structured_output', 'structured_outputs'), ('tools', 'tools')
      ) AS w (capability, parameter)
      WHERE w.capability = ANY (f.capabilities)
      ORDER BY 1
    ) AS supported_parameters,
    coalesce(m.context_length, f.context_length) AS seller_context,
    coalesce(m.max_output_tokens, f.max_output_tokens) AS seller_output,
    extract(epoch FROM coalesce(
      CASE WHEN coalesce(d.facts, i.facts) IS NULL THEN m.listed_at END, f.release_date::timestamptz
    ))::bigint AS created
  FROM chosen c
  JOIN models m USING (id)
  LEFT JOIN described_models d
    ON CAST(:provider AS text) IS NULL AND CAST(:model_id AS text) IS NULL
    AND d.canonical_id = m.canonical_id
  LEFT JOIN its_facts i ON i.canonical_id = m.canonical_id
  CROSS JOIN LATERAL jsonb_populate_record(m, coalesce(d.facts, i.facts, '{}')) AS f
), found AS (
  SELECT c.*
  FROM described c, words w
  WHERE (
      CAST(:q AS text) IS NULL
      OR strpos(lower(c.listed_id || ' ' || c.name), lower(CAST(:q AS text))) > 0
    )
    AND c.supported_parameters @> coalesce(w.parameters, '{}')
    AND c.input_modalities @> coalesce(w.inputs, '{}')
    AND (
      c.output_modalities = '{}' OR w.outputs IS NULL OR c.output_modalities @> w.outputs
    )
    AND (w.authors IS NULL OR split_part(c.canonical_id, '/', 1) = ANY (w.authors))
    AND (CAST(:context AS bigint) IS NULL OR c.context_length >= CAST(:context AS bigint))
    AND (CAST(:min_price AS numeric) IS NULL OR c.prompt * 1000000 >= CAST(:min_price AS numeric))
    AND (CAST(:max_price AS numeric) IS NULL OR c.prompt * 1000000 <= CAST(:max_price AS numeric))
    AND (
      CAST(:min_output_price AS numeric) IS NULL
      OR c.completion * 1000000 >= CAST(:min_output_price AS numeric)
    )
    AND (
      CAST(:max_output_price AS numeric) IS NULL
      OR c.completion * 1000000 <= CAST(:max_output_price AS numeric)
    )
    AND (
      CAST(:min_age_days AS bigint) IS NULL
      OR c.created <= extract(epoch FROM now()) - CAST(:min_age_days AS bigint) * 86400
    )
    AND (
      CAST(:max_age_days AS bigint) IS NULL
      OR c.created >= extract(epoch FROM now()) - CAST(:max_age_days AS bigint) * 86400
    )
), placed AS (
  SELECT f.*, row_number() OVER (
    ORDER BY
      CASE CAST(:sort AS text)
        WHEN 'pricing-low-to-high' THEN f.prompt + f.completion
        WHEN 'pricing-high-to-low' THEN -(f.prompt + f.completion)
        WHEN 'context-high-to-low' THEN -f.context_length
        WHEN 'newest' THEN -f.created
      END,
      f.listed_id
  ) AS place
  FROM found f
), listed AS (
  SELECT
    string_agg((jsonb_build_object(
      'id', listed_id,
      'canonical_slug', coalesce(canonical_id, listed_id),
      'name', name,
      'description', coalesce(description, ''),
      -- its clients need numbers
      'created', coalesce(created, 0),
      'context_length', coalesce(context_length, 0),
      'knowledge_cutoff', knowledge_cutoff,
      'expiration_date', expires,
      'architecture', tokenizer || jsonb_build_object(
        'modality', CASE WHEN input_modalities <> '{}' AND output_modalities <> '{}'
          THEN array_to_string(input_modalities, '+') || '->' || array_to_string(output_modalities, '+')
        END,
        'input_modalities', input_modalities, 'output_modalities', output_modalities,
        'instruct_type', NULL
      ),
      'pricing', CASE WHEN CAST(:overrides AS boolean) THEN pricing ELSE pricing - 'overrides' END,
      'top_provider', jsonb_build_object(
        'context_length', seller_context, 'max_completion_tokens', seller_output,
        'is_moderated', false, 'provider', provider, 'model_id', model_id
      ),
      'per_request_limits', NULL,
      'supported_parameters', supported_parameters,
      'default_parameters', NULL,
      'supported_voices', NULL,
      'links', jsonb_build_object('details', '/v1/models/' || address_of(model_id))
    ) || jsonb_strip_nulls(jsonb_build_object(
      'pricing_overrides', CASE WHEN NOT CAST(:overrides AS boolean) THEN pricing -> 'overrides' END
    )))::text, ',' ORDER BY place) AS items
  FROM placed
  WHERE place > CAST(:offset AS bigint)
    AND (
      CAST(:limit AS bigint) IS NULL
      OR place <= CAST(:offset AS bigint) + CAST(:limit AS bigint)
    )
), counts AS (
  SELECT
    (SELECT count(*) FROM found) AS total,
    (SELECT count(DISTINCT listed_id) FROM offers) - (SELECT count(*) FROM chosen)
      + (SELECT count(*) FROM offers WHERE listed_id IS NULL) AS omitted,
    (SELECT coalesce(sum(unsaid), 0) FROM told) AS unsaid
)
SELECT
  CASE CAST(:shape AS text)
    WHEN 'count' THEN '{"data":{"count":' || total || '}}'
    WHEN 'model' THEN '{"data":'
    ELSE '{"data":['
  END,
  CASE CAST(:shape AS text) WHEN 'count' THEN '' ELSE coalesce(items, '') END,
  CASE CAST(:shape AS text)
    WHEN 'count' THEN ''
    WHEN 'model' THEN '}'
    ELSE '],"total_count":' || total || ',"links":' || json_build_object(
      'next', CASE WHEN total > CAST(:offset AS bigint) + CAST(:limit AS bigint) THEN CAST(:following AS text) END
    ) || '}'
  END,
  concat_ws(' ', md5(items), total, changed_at),
  changed_at,
  total,
  NULL,
  'prices=' || unsaid || ', models=' || omitted
FROM listed, counts, generations
WHERE scope = 'all' AND CASE CAST(:shape AS text)
  WHEN 'model' THEN total = 1 ELSE EXISTS (SELECT FROM models)
END AND (
  CAST(:provider AS text) IS NULL
  OR EXISTS (SELECT FROM providers WHERE slug = CAST(:provider AS text))
)

-- name: endpoints
-- All sellers of a canonical model. Its id is the canonical one, or OpenRouter's own.
WITH asked AS (
  SELECT c.id, c.name, c.created_at
  FROM canonical_models c
  WHERE c.id = coalesce(
    (SELECT id FROM canonical_models WHERE id = :model_id),
    (SELECT canonical_id FROM models WHERE provider = 'openrouter' AND provider_model_id = :model_id)
  )
), sellers AS MATERIALIZED (
  SELECT m.* FROM models m JOIN asked a ON m.canonical_id = a.id WHERE m.is_active
), facts AS (
  SELECT f.*
  FROM asked a
  CROSS JOIN LATERAL (SELECT * FROM described_models WHERE canonical_id = a.id OFFSET 0) d
  CROSS JOIN LATERAL jsonb_populate_record(NULL::models, d.facts) AS f
), told AS MATERIALIZED (
  SELECT * FROM openrouter_pricing(CAST(:price_keys AS jsonb), ARRAY(SELECT id FROM sellers))
), standing AS (
  SELECT d.*
  FROM asked a
  CROSS JOIN LATERAL (SELECT * FROM seller_standing WHERE canonical_id = a.id OFFSET 0) d
), listed AS (
  SELECT
    jsonb_agg(jsonb_build_object(
      'name', p.name || ' | ' || s.provider_model_id,
      'model_id', s.model_id,
      'model_name', s.name,
      'provider_name', p.name,
      'tag', s.provider,
      'quantization', s.quantization,
      -- its clients need a number
      'context_length', coalesce(s.context_length, f.context_length, 0),
      'max_completion_tokens', coalesce(s.max_output_tokens, f.max_output_tokens),
      'max_prompt_tokens', NULL,
      'pricing', t.pricing,
      'supported_parameters', s.supported_parameters,
      'supports_tool_choice', jsonb_build_object(
        'auto', c.chooses, 'function', c.chooses, 'none', c.chooses, 'required', c.chooses
      ),
      'native_tools', '{}'::jsonb, 'service_tier', NULL, 'supports_diarization', false,
      'status', 0,
      'uptime_last_5m', NULL, 'uptime_last_30m', NULL, 'uptime_last_1d', NULL,
      'latency_last_30m', NULL, 'throughput_last_30m', NULL,
      'supports_implicit_caching', false, 'supports_voice_cloning', false
    ) ORDER BY
      s.provider_model_id ~ ':[a-z]+$', d.doubt,
      three_digits(3 * (t.pricing ->> 'prompt')::numeric + (t.pricing ->> 'completion')::numeric),
      d.nearness,
      s.model_id
    ) AS items,
    count(*) AS total,
    max(s.updated_at) AS changed_at
  FROM sellers s
  JOIN providers p ON p.slug = s.provider
  JOIN told t USING (id)
  LEFT JOIN standing d USING (id)
  LEFT JOIN facts f ON true
  CROSS JOIN LATERAL (SELECT 'tool_choice' = ANY (s.supported_parameters) AS chooses) c
  WHERE t.pricing ?& ARRAY['prompt', 'completion']
)
SELECT
  '{"data":',
  jsonb_build_object(
    'id', a.id,
    'name', a.name,
    'created', coalesce(extract(epoch FROM f.release_date)::bigint, 0),
    'description', coalesce(f.description, ''),
    -- here its clients need a tokenizer or a null; in the list they refuse a null
    'architecture', jsonb_build_object(
      'tokenizer', f.tokenizer,
      'modality', CASE WHEN f.input_modalities <> '{}' AND f.output_modalities <> '{}' THEN
        array_to_string(f.input_modalities, '+') || '->' || array_to_string(f.output_modalities, '+')
      END,
      'input_modalities', coalesce(f.input_modalities, '{}'),
      'output_modalities', coalesce(f.output_modalities, '{}'),
      'instruct_type', NULL
    ),
    'endpoints', coalesce(l.items, '[]')
  )::text,
  '}',
  concat_ws(' ', md5(l.items::text), a.id, l.changed_at),
  coalesce(l.changed_at, a.created_at),
  l.total,
  NULL,
  'prices=' || (SELECT coalesce(sum(unsaid), 0) FROM told) || ', models=' || (SELECT count(*) FROM sellers) - l.total
FROM asked a
CROSS JOIN listed l
LEFT JOIN facts f ON true
