-- What one run writes. Everything is set-based; the answer of the provider arrives as one JSON
-- parameter and is staged in temporary tables that vanish with the transaction.

-- name: count_active
SELECT count(*) FROM models WHERE provider = :provider AND is_active AND listed_by = '{}'

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
    'own_capabilities', item -> 'capabilities',
    'listed_by', '[]'::jsonb,
    'unsold', false,
    'facts_source', '{}'::jsonb,
    'pins', coalesce(m.pins, '{}'),
    'canonical_id', coalesce(told.canonical_id, item ->> 'canonical_id'),
    'is_active', item -> 'offered',
    'deprecated', coalesce(
      ((item || coalesce(m.pins, '{}')) ->> 'deprecation_date')::date <= current_date, false
    )
  )
  || coalesce(m.pins, '{}')
) AS r

-- name: stage_changes
-- Every model whose row or prices this run changes; its document is built again at the end. And when
-- a change of a price began, where that was before this run: see sync/reviews.sql.
CREATE TEMPORARY TABLE touched (id bigint PRIMARY KEY, reason text NOT NULL) ON COMMIT DROP;
CREATE TEMPORARY TABLE change_times (
  model_id bigint NOT NULL, meter text NOT NULL, conditions jsonb NOT NULL,
  ended timestamptz NOT NULL, -- the old price
  began timestamptz NOT NULL, -- the new one: later where a third stood between them
  PRIMARY KEY (model_id, meter, conditions)
) ON COMMIT DROP

-- name: identify
-- The first listing of a model names it, and the first name for people takes the place of one that
-- is an id; an operator may do better, and no sync changes that.
INSERT INTO canonical_models (id, name)
SELECT DISTINCT ON (canonical_id) canonical_id, name
FROM incoming i
WHERE canonical_id IS NOT NULL AND NOT EXISTS (
  SELECT FROM canonical_models c
  WHERE c.id = i.canonical_id AND (strpos(c.name, '/') = 0 OR strpos(i.name, '/') > 0)
)
ORDER BY canonical_id, strpos(name, '/') > 0, length(name), name
ON CONFLICT (id) DO UPDATE SET name = excluded.name
WHERE strpos(canonical_models.name, '/') > 0 AND strpos(excluded.name, '/') = 0

-- name: overlay_facts
-- What the seller does not say, from the lists; `facts_source` tells whose word each such fact is.
-- What only lists state has their name. Vision follows from what goes in and comes out, and what
-- nobody has a word for from the model's name. A seller's list tells of the capabilities that it
-- states of any of its models; the others are the lists'.
WITH own_words AS MATERIALIZED (
  SELECT w.provider, array_agg(DISTINCT word) AS words
  FROM (
    SELECT provider, own_capabilities FROM models WHERE provider IN (SELECT provider FROM incoming)
    UNION ALL
    SELECT provider, own_capabilities FROM incoming
  ) w
  CROSS JOIN LATERAL unnest(w.own_capabilities) AS word
  GROUP BY w.provider
)
UPDATE incoming i SET
  name = f.name,
  context_length = f.context_length,
  max_output_tokens = f.max_output_tokens,
  input_modalities = f.takes,
  output_modalities = f.gives,
  modality = CASE
    WHEN f.takes <> '{}' AND f.gives <> '{}'
      THEN array_to_string(f.takes, '+') || '->' || array_to_string(f.gives, '+')
  END,
  capabilities = CASE
    WHEN 'image' = ANY (f.takes) AND 'text' = ANY (f.gives) AND NOT 'vision' = ANY (f.can)
      THEN ARRAY(SELECT word FROM unnest(f.can || 'vision'::text) AS word ORDER BY word COLLATE "C")
    ELSE f.can
  END,
  supported_parameters = coalesce(i.supported_parameters, '{}'),
  knowledge_cutoff = f.knowledge_cutoff,
  release_date = f.release_date,
  facts_source = f.used
FROM (
  SELECT
    n.provider, n.provider_model_id,
    CASE
      WHEN n.listed_by = '{}' THEN n.name ELSE coalesce(l.facts ->> 'name', n.provider_model_id)
    END AS name,
    coalesce(n.context_length, CAST(l.facts ->> 'context_length' AS integer)) AS context_length,
    coalesce(n.max_output_tokens, CAST(l.facts ->> 'max_output_tokens' AS integer))
      AS max_output_tokens,
    coalesce(nullif(n.input_modalities, '{}'), texts(l.facts -> 'input_modalities')) AS takes,
    CASE WHEN n.pins ? 'output_modalities' THEN n.output_modalities ELSE named_outputs(
      n.provider_model_id,
      coalesce(nullif(n.output_modalities, '{}'), texts(l.facts -> 'output_modalities'))
    ) END AS gives,
    CASE
      WHEN n.silent THEN texts(l.facts -> 'capabilities')
      WHEN l.untold <> '{}'
        THEN ARRAY(SELECT w FROM unnest(n.capabilities || l.untold) AS w ORDER BY w COLLATE "C")
      ELSE n.capabilities
    END AS can,
    coalesce(n.knowledge_cutoff, CAST(l.facts ->> 'knowledge_cutoff' AS date)) AS knowledge_cutoff,
    coalesce(n.release_date, CAST(l.facts ->> 'release_date' AS date)) AS release_date,
    jsonb_strip_nulls(jsonb_build_object(
      'name', CASE WHEN n.listed_by <> '{}' THEN l.sources -> 'name' END,
      'context_length', CASE WHEN n.context_length IS NULL THEN l.sources -> 'context_length' END,
      'max_output_tokens',
        CASE WHEN n.max_output_tokens IS NULL THEN l.sources -> 'max_output_tokens' END,
      'input_modalities', CASE
        WHEN coalesce(n.input_modalities, '{}') = '{}' THEN l.sources -> 'input_modalities'
      END,
      'output_modalities', CASE
        WHEN coalesce(n.output_modalities, '{}') = '{}'
          THEN coalesce(l.sources -> 'output_modalities', CASE
            WHEN named_outputs(n.provider_model_id, '{}') <> '{}' THEN to_jsonb('name'::text)
          END)
      END,
      'capabilities',
        CASE WHEN n.silent OR l.untold <> '{}' THEN l.sources -> 'capabilities' END,
      'knowledge_cutoff',
        CASE WHEN n.knowledge_cutoff IS NULL THEN l.sources -> 'knowledge_cutoff' END,
      'release_date', CASE WHEN n.release_date IS NULL THEN l.sources -> 'release_date' END
    )) AS used
  FROM (
    SELECT *, coalesce(capabilities, '{}') <@ '{vision}' AND NOT pins ? 'capabilities' AS silent
    FROM incoming
  ) n
  LEFT JOIN own_words o ON o.provider = n.provider
  CROSS JOIN LATERAL (
    SELECT
      facts - coalesce((SELECT array_agg(k) FROM jsonb_object_keys(n.pins) k), '{}') AS facts,
      sources - coalesce((SELECT array_agg(k) FROM jsonb_object_keys(n.pins) k), '{}') AS sources
    FROM listed_facts(n.provider, n.provider_model_id, n.canonical_id)
  ) f
  CROSS JOIN LATERAL (
    SELECT f.facts, f.sources, ARRAY(
      SELECT w FROM unnest(texts(f.facts -> 'capabilities')) AS w
      WHERE w <> ALL (coalesce(o.words, '{}')) AND w <> ALL (coalesce(n.capabilities, '{}'))
    ) AS untold
  ) l
) AS f
WHERE (i.provider, i.provider_model_id) = (f.provider, f.provider_model_id)

-- name: add_models
WITH added AS (
  INSERT INTO models (
    provider, provider_model_id, is_active, canonical_id, name, description, context_length,
    max_output_tokens, modality, input_modalities, output_modalities, capabilities, supported_parameters, tokenizer,
    quantization, license, knowledge_cutoff, listed_at, release_date, deprecation_date, deprecated,
    replacement, health_status, source_url, listed_by, facts_source, prices_incomplete,
    own_capabilities, unsold, listed_until
  )
  SELECT
    provider, provider_model_id, is_active, canonical_id, name, description, context_length,
    max_output_tokens, modality, input_modalities, output_modalities, capabilities, supported_parameters, tokenizer,
    quantization, license, knowledge_cutoff, listed_at, release_date, deprecation_date, deprecated,
    replacement, health_status, source_url, listed_by, facts_source,
    coalesce(prices_incomplete, false), own_capabilities, unsold, listed_until
  FROM incoming
  WHERE id IS NULL
  RETURNING id, provider, provider_model_id
), linked AS (
  UPDATE incoming i SET id = a.id, is_new = true
  FROM added a
  WHERE (a.provider, a.provider_model_id) = (i.provider, i.provider_model_id)
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
    replacement = i.replacement, health_status = i.health_status, source_url = i.source_url,
    listed_by = i.listed_by, facts_source = i.facts_source,
    prices_incomplete = coalesce(i.prices_incomplete, false),
    own_capabilities = i.own_capabilities,
    unsold = i.unsold
  FROM incoming i
  WHERE m.id = i.id AND NOT i.is_new
    AND (
      m.is_active, m.canonical_id, m.name, m.description, m.context_length, m.max_output_tokens,
      m.modality,
      m.input_modalities, m.output_modalities, m.capabilities, m.supported_parameters,
      m.tokenizer, m.quantization, m.license, m.knowledge_cutoff, m.listed_at, m.release_date,
      m.deprecation_date, m.deprecated, m.replacement, m.health_status, m.source_url,
      m.listed_by, m.facts_source, m.prices_incomplete, m.own_capabilities, m.unsold
    ) IS DISTINCT FROM (
      i.is_active, i.canonical_id, i.name, i.description, i.context_length, i.max_output_tokens,
      i.modality,
      i.input_modalities, i.output_modalities, i.capabilities, i.supported_parameters,
      i.tokenizer, i.quantization, i.license, i.knowledge_cutoff, i.listed_at, i.release_date,
      i.deprecation_date, i.deprecated, i.replacement, i.health_status, i.source_url,
      i.listed_by, i.facts_source, coalesce(i.prices_incomplete, false),
      i.own_capabilities, i.unsold
    )
  RETURNING m.id, m.is_active, i.was_active, i.published_prices
)
INSERT INTO touched (id, reason)
SELECT id, CASE
  WHEN is_active AND NOT was_active THEN 'returned'
  -- a seller that lists what it does not offer has not taken it from its list
  WHEN was_active AND NOT is_active AND published_prices IS NULL THEN 'deactivated'
  ELSE 'updated'
END
FROM updated

-- name: mark_seen
-- A rejected item was in the answer all the same: its model is not missing.
WITH seen AS (
  SELECT id FROM incoming
  UNION
  SELECT id FROM models
  WHERE provider = :provider AND provider_model_id = ANY (CAST(:rejected AS text[]))
), found_again AS (
  INSERT INTO touched (id, reason)
  SELECT seen.id, 'marked' FROM seen
  JOIN sightings s ON s.model_id = seen.id
  WHERE s.missed_since IS NOT NULL
  ON CONFLICT (id) DO NOTHING
)
INSERT INTO sightings AS s (model_id, last_seen_at)
SELECT id, now() FROM seen
ON CONFLICT (model_id) DO UPDATE SET
  last_seen_at = excluded.last_seen_at, misses = 0, missed_since = NULL

-- name: count_misses
-- The prices of a missed model are unconfirmed from its first miss on, and its document says so.
WITH missing AS (
  SELECT m.id, m.model_id, s.missed_since FROM models m
  JOIN sightings s ON s.model_id = m.id
  WHERE m.provider = :provider AND m.is_active AND m.listed_by = '{}' AND s.last_seen_at < now()
), missed AS (
  UPDATE sightings s SET
    misses = least(s.misses + 1, 1000), missed_since = coalesce(s.missed_since, now())
  FROM missing
  WHERE s.model_id = missing.id AND CAST(:complete AS boolean)
), marked AS (
  INSERT INTO touched (id, reason)
  SELECT id, 'marked' FROM missing WHERE missed_since IS NULL AND CAST(:complete AS boolean)
  ON CONFLICT (id) DO NOTHING
)
SELECT model_id FROM missing ORDER BY model_id

-- name: deactivate
-- Runs alone prove nothing: three of them may come within seconds.
WITH gone AS (
  UPDATE models m SET is_active = false, listed_until = s.missed_since
  FROM sightings s
  WHERE s.model_id = m.id AND m.provider = :provider AND m.is_active AND s.misses >= :misses
    AND s.missed_since <= now() - make_interval(hours => CAST(:miss_hours AS integer))
  RETURNING m.id
)
INSERT INTO touched (id, reason) SELECT id, 'deactivated' FROM gone
ON CONFLICT (id) DO UPDATE SET reason = excluded.reason

-- name: end_prices
-- A model that is gone was sold until the first run that missed it, or its service ended. An operator
-- ends an operator's prices.
SELECT believe(
  p.model_id, p.source, p.meter, p.conditions, tstzrange(m.listed_until, NULL), NULL
)
FROM touched t
JOIN models m ON m.id = t.id
CROSS JOIN LATERAL (
  SELECT DISTINCT p.model_id, p.source, p.meter, p.conditions FROM model_prices p
  WHERE p.model_id = m.id AND p.source <> 'manual'
    AND upper_inf(p.recorded) AND p.valid && tstzrange(m.listed_until, NULL)
) p
WHERE t.reason = 'deactivated'

-- name: find_new_ids
INSERT INTO new_ids SELECT provider, provider_model_id FROM incoming WHERE id IS NULL

-- name: retire_listed
-- The seller's own list has been read whole: what only others stated of it is not sold, unless it is
-- of a kind that this list leaves out.
WITH gone AS (
  UPDATE models m SET is_active = false, listed_by = '{}', unsold = true
  WHERE m.provider = :provider AND m.listed_by <> '{}' AND CAST(:complete AS boolean)
    AND m.provider_model_id !~ ('^(' || coalesce(:beyond, '^$') || ')$')
    AND NOT EXISTS (SELECT FROM incoming i WHERE i.id = m.id)
  RETURNING m.id
)
INSERT INTO touched (id, reason) SELECT id, 'deactivated' FROM gone
ON CONFLICT (id) DO NOTHING

-- name: know_own_list
-- From its first whole answer on a seller's own list says what it sells.
UPDATE providers SET own_list_since = now()
WHERE slug = :provider AND own_list_since IS NULL AND CAST(:complete AS boolean)
