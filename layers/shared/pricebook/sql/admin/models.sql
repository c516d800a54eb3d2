-- All models for operators, and what they decide about them. A change first chooses models into a
-- temporary table; what it touches is written into `touched` of sync/models.sql.

-- name: listed
WITH chosen AS (
  SELECT
    f.id, f.model_id,
    CASE CAST(:sort AS text)
      WHEN 'name' THEN m.name WHEN 'provider' THEN m.provider WHEN 'status' THEN a.status
    END AS word,
    CASE CAST(:sort AS text)
      WHEN 'context' THEN m.context_length
      WHEN 'input_price' THEN m.input_price
      WHEN 'output_price' THEN m.output_price
      WHEN 'misses' THEN s.misses
      WHEN 'created' THEN extract(epoch FROM m.created_at)
      WHEN 'updated' THEN extract(epoch FROM m.updated_at)
    END AS number
  FROM found_models(CAST(:filter AS jsonb)) f
  JOIN models m ON m.id = f.id
  JOIN model_access a ON a.model_id = f.model_id
  LEFT JOIN sightings s ON s.model_id = f.id
), page AS (
  SELECT id, row_number() OVER () AS position
  FROM (
    SELECT id FROM chosen
    ORDER BY
      CASE WHEN NOT CAST(:descending AS boolean) THEN word END,
      CASE WHEN CAST(:descending AS boolean) THEN word END DESC NULLS LAST,
      CASE WHEN NOT CAST(:descending AS boolean) THEN number END,
      CASE WHEN CAST(:descending AS boolean) THEN number END DESC NULLS LAST,
      CASE WHEN NOT CAST(:descending AS boolean) THEN model_id END,
      model_id DESC
    LIMIT CAST(:page_size AS bigint) OFFSET (CAST(:page AS bigint) - 1) * CAST(:page_size AS bigint)
  ) AS sorted
)
SELECT
  json_build_object(
    'data', coalesce(
      (
        SELECT json_agg(row_to_json(o) ORDER BY p.position)
        FROM page p JOIN operated_models o ON o.number = p.id
      ),
      '[]'
    ),
    'meta', json_build_object(
      'total', total, 'page', CAST(:page AS bigint), 'page_size', CAST(:page_size AS bigint)
    )
  )::text,
  total
FROM (SELECT count(*) AS total FROM chosen) AS counted

-- name: choose
CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
SELECT id, model_id FROM models WHERE model_id = ANY (CAST(:ids AS text[]))

-- name: unknown
SELECT DISTINCT asked FROM unnest(CAST(:ids AS text[])) AS asked
WHERE asked NOT IN (SELECT model_id FROM chosen)
ORDER BY asked

-- name: find
CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
SELECT id, model_id FROM found_models(CAST(:filter AS jsonb))

-- name: count
SELECT count(*) FROM chosen

-- name: give_reason
-- Until the transaction ends; every entry of the audit keeps it.
SELECT set_config('pricebook.reason', :reason, true)

-- name: name_canonical
-- The first model that is said to be it names it.
INSERT INTO canonical_models (id, name)
SELECT CAST(:canonical_id AS text), m.name
FROM models m JOIN chosen c ON c.id = m.id
ORDER BY length(m.name), m.name LIMIT 1
ON CONFLICT (id) DO NOTHING

-- name: pin
-- A model is deprecated from the day on that is pinned, as in a sync.
WITH pinned AS (
  UPDATE models m SET
    (
      name, description, canonical_id, context_length, max_output_tokens, modality,
      input_modalities, output_modalities, capabilities, supported_parameters, tokenizer,
      quantization, license, knowledge_cutoff, release_date, deprecation_date, replacement,
      health_status, source_url
    ) = (
      SELECT
        r.name, r.description, r.canonical_id, r.context_length, r.max_output_tokens, r.modality,
        r.input_modalities, r.output_modalities, r.capabilities, r.supported_parameters,
        r.tokenizer, r.quantization, r.license, r.knowledge_cutoff, r.release_date,
        r.deprecation_date, r.replacement, r.health_status, r.source_url
      FROM jsonb_populate_record(m, CAST(:pins AS jsonb)) AS r
    ),
    deprecated = CASE
      WHEN CAST(:pins AS jsonb) ? 'deprecation_date' THEN
        coalesce(CAST(CAST(:pins AS jsonb) ->> 'deprecation_date' AS date) <= current_date, false)
      ELSE m.deprecated
    END,
    pins = (m.pins || CAST(:pins AS jsonb)) - CAST(:unpin AS text[])
  FROM chosen c
  WHERE c.id = m.id
    AND m.pins IS DISTINCT FROM (m.pins || CAST(:pins AS jsonb)) - CAST(:unpin AS text[])
  RETURNING m.id
)
INSERT INTO touched (id, reason) SELECT id, 'updated' FROM pinned

-- name: decide
-- The rule keeps the free tier until an operator says something about it; whoever decides anything
-- else is named all the same.
WITH told AS (
  SELECT
    m.id, a.model_id,
    coalesce(d.status, a.status) AS status,
    CASE
      WHEN d.by_rule THEN every_price_is_free(m.document -> 'prices')
      ELSE coalesce(d.is_free, a.is_free)
    END AS is_free,
    coalesce(d.is_pro, d.by_rule OR a.is_pro) AS is_pro,
    coalesce(d.is_enterprise, d.by_rule OR a.is_enterprise) AS is_enterprise,
    d.by_rule OR (a.free_by_rule AND d.is_free IS NULL) AS free_by_rule,
    d.by_rule AND coalesce(d.status, a.status) = 'new' AS nobody
  FROM chosen c
  JOIN models m ON m.id = c.id
  JOIN model_access a ON a.model_id = c.model_id
  CROSS JOIN LATERAL (
    SELECT *, CAST(:by_rule AS boolean) AS by_rule
    FROM jsonb_to_record(CAST(:decided AS jsonb)) AS r (
      status text, is_free boolean, is_pro boolean, is_enterprise boolean
    )
  ) AS d
), decided AS (
  UPDATE model_access a SET
    status = t.status, is_free = t.is_free, is_pro = t.is_pro, is_enterprise = t.is_enterprise,
    free_by_rule = t.free_by_rule,
    decided_by = CASE WHEN NOT t.nobody THEN CAST(:actor AS text) END,
    updated_at = now()
  FROM told t
  WHERE a.model_id = t.model_id
    AND (
      (a.status, a.is_free, a.is_pro, a.is_enterprise, a.free_by_rule)
      IS DISTINCT FROM (t.status, t.is_free, t.is_pro, t.is_enterprise, t.free_by_rule)
      OR (t.nobody AND a.decided_by IS NOT NULL)
    )
  RETURNING t.id
)
INSERT INTO touched (id, reason) SELECT id, 'updated' FROM decided ON CONFLICT (id) DO NOTHING

-- name: changed_one
SELECT row_to_json(o)::text FROM operated_models o JOIN chosen c ON c.id = o.number

-- name: changed
SELECT json_build_object(
  'matched', (SELECT count(*) FROM chosen),
  'changed', count(*),
  'ids', coalesce(json_agg(c.model_id ORDER BY c.model_id), '[]')
)::text
FROM chosen c JOIN touched t ON t.id = c.id
