-- What one run writes. Everything is set-based; the answer of the provider arrives as one JSON
-- parameter and is staged in temporary tables that vanish with the transaction.

-- name: register
-- The registry of the code, into the table that operators see. Cadence and pause are theirs.
INSERT INTO providers AS p (slug, name, kind, website, docs_url, key_name, sync_interval)
SELECT slug, name, kind, website, docs_url, key_name, sync_interval
FROM jsonb_to_recordset(CAST(:providers AS jsonb)) AS r (
  slug text, name text, kind text, website text, docs_url text, key_name text,
  sync_interval interval
)
ON CONFLICT (slug) DO UPDATE SET
  name = excluded.name, kind = excluded.kind, website = excluded.website,
  docs_url = excluded.docs_url, key_name = excluded.key_name, updated_at = now()
WHERE (p.name, p.kind, p.website, p.docs_url, p.key_name)
  IS DISTINCT FROM
  (excluded.name, excluded.kind, excluded.website, excluded.docs_url, excluded.key_name)

-- name: register_scopes
INSERT INTO generations (scope)
SELECT slug FROM providers
ON CONFLICT (scope) DO NOTHING

-- name: due
SELECT p.slug
FROM providers p
LEFT JOIN LATERAL (
  SELECT r.started_at FROM sync_runs r
  WHERE r.provider = p.slug ORDER BY r.started_at DESC LIMIT 1
) latest ON true
WHERE p.is_active AND p.slug = ANY (CAST(:known AS text[]))
  AND (latest.started_at IS NULL OR CASE
    WHEN p.sync_at IS NULL THEN latest.started_at + p.sync_interval <= now()
    -- since the last moment of the cadence, which is counted from a Monday at that hour
    ELSE latest.started_at
      < date_bin(p.sync_interval, now(), timestamptz '2000-01-03+00' + CAST(p.sync_at AS interval))
  END)
ORDER BY latest.started_at NULLS FIRST, p.slug

-- name: bury_dead_run
-- A run is dead when its heart stopped for longer than the lease, or when its connection is gone.
-- The start of another login's connection may be hidden from us; its process id never is.
UPDATE sync_runs r SET
  status = 'failed',
  completed_at = now(),
  errors = jsonb_build_array(jsonb_build_object(
    'category', 'network', 'count', 1,
    'sample', 'the runner died before it wrote anything; last sign of life ' || r.heartbeat,
    'what_to_do', 'Nothing: this run left no trace, and the next one starts afresh.'
  ))
WHERE r.provider = :provider AND r.status = 'running'
  AND (
    r.heartbeat < now() - CAST(:lease AS interval)
    OR NOT EXISTS (
      SELECT FROM pg_stat_activity a
      WHERE a.pid = r.backend_pid AND coalesce(a.backend_start = r.backend_start, true)
    )
  )

-- name: start_run
INSERT INTO sync_runs (provider, status, triggered_by, backend_pid, backend_start)
SELECT :provider, 'running', :triggered_by, a.pid, a.backend_start
FROM pg_stat_activity a WHERE a.pid = pg_backend_pid()
ON CONFLICT (provider) WHERE status = 'running' DO NOTHING
RETURNING id

-- name: begin_queued
-- The run that an operator asked for, unless it has begun already or another one is under way.
UPDATE sync_runs r SET
  status = 'running', started_at = now(), heartbeat = now(),
  backend_pid = a.pid, backend_start = a.backend_start
FROM pg_stat_activity a
WHERE a.pid = pg_backend_pid()
  AND r.id = CAST(:run AS bigint) AND r.provider = :provider AND r.status = 'queued'
  AND NOT EXISTS (
    SELECT FROM sync_runs o WHERE o.provider = :provider AND o.status = 'running'
  )
RETURNING r.id

-- name: skip_queued
UPDATE sync_runs SET status = 'skipped', completed_at = now(), errors = CAST(:errors AS jsonb)
WHERE id = CAST(:run AS bigint) AND status = 'queued'
RETURNING id

-- name: skip_run
INSERT INTO sync_runs (provider, status, triggered_by, completed_at, errors)
VALUES (:provider, 'skipped', :triggered_by, now(), CAST(:errors AS jsonb))
RETURNING id

-- name: heartbeat
UPDATE sync_runs SET heartbeat = clock_timestamp() WHERE id = :run AND status = 'running'

-- name: fail_run
UPDATE sync_runs SET
  status = 'failed', completed_at = clock_timestamp(), models_fetched = :fetched,
  errors = CAST(:errors AS jsonb)
WHERE id = :run AND status = 'running'

-- name: take_turn
-- Runs of different providers write side by side; a list writes alone, since it touches models of
-- all of them, and a document is made of what every source tells. Taken before the transaction, so
-- that now() in it is later than everything that others have written.
SELECT pg_advisory_lock_shared(hashtext('pricebook documents'))

-- name: take_turn_alone
SELECT pg_advisory_lock(hashtext('pricebook documents'))

-- name: end_turn
SELECT pg_advisory_unlock_all()

-- name: guards
-- What an operator set in place of the numbers of settings.py.
SELECT guards::text FROM providers WHERE slug = :provider

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

-- name: sight
-- A rejected item was in the answer all the same: its model is not missing.
INSERT INTO sightings AS s (model_id, last_seen_at)
SELECT id, now() FROM incoming
UNION
SELECT id, now() FROM models
WHERE provider = :provider AND provider_model_id = ANY (CAST(:rejected AS text[]))
ON CONFLICT (model_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, misses = 0

-- name: miss
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

-- name: stage_prices
CREATE TEMPORARY TABLE price_changes ON COMMIT DROP AS
WITH published AS (
  SELECT i.id AS model_id, p.*
  FROM incoming i
  CROSS JOIN LATERAL jsonb_to_recordset(i.published_prices) AS p (
    meter text, conditions jsonb, state text, amount numeric, currency text, published text
  )
), believed AS (
  SELECT p.*
  FROM model_prices p
  JOIN incoming i ON i.id = p.model_id
  WHERE p.source = 'database' AND upper_inf(p.recorded) AND p.valid @> now()
)
SELECT
  coalesce(n.model_id, o.model_id) AS model_id,
  coalesce(n.meter, o.meter) AS meter,
  coalesce(n.conditions, o.conditions) AS conditions,
  o.id AS old_id, o.state AS old_state, o.amount AS old_amount, o.currency AS old_currency,
  n.state AS new_state, n.amount AS new_amount, n.currency AS new_currency, n.published
FROM published n
FULL JOIN believed o USING (model_id, meter, conditions)
WHERE (n.state, n.amount, n.currency) IS DISTINCT FROM (o.state, o.amount, o.currency)
  -- an answer that is not complete takes no price back: the list that told it may be what failed
  AND (n.meter IS NOT NULL OR CAST(:complete AS boolean))

-- name: measure_changes
-- Without it the guards would plan for hundreds of changes where there are none.
ANALYZE price_changes

-- name: close_beliefs
UPDATE model_prices p SET recorded = tstzrange(lower(p.recorded), now())
FROM price_changes c
WHERE p.id = c.old_id

-- name: remember_past
-- What was believed until now stays true of the past: the seller charged it up to this moment.
INSERT INTO model_prices (
  model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
  sync_run_id
)
SELECT
  p.model_id, p.source, p.meter, p.conditions, p.state, p.amount, p.currency, p.published,
  tstzrange(lower(p.valid), now()), tstzrange(now(), NULL), CAST(:run AS bigint)
FROM model_prices p
JOIN price_changes c ON c.old_id = p.id

-- name: open_beliefs
INSERT INTO model_prices (
  model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
  sync_run_id
)
SELECT
  c.model_id, :source, c.meter, c.conditions, c.new_state, c.new_amount, c.new_currency,
  c.published, tstzrange(now(), NULL), tstzrange(now(), NULL), CAST(:run AS bigint)
FROM price_changes c
WHERE c.new_state IS NOT NULL

-- name: touch_repriced
INSERT INTO touched (id, reason)
SELECT DISTINCT model_id, 'updated' FROM price_changes
ON CONFLICT (id) DO NOTHING

-- name: refresh_documents
-- A price that is told and not believed changes no document. Prices decide whether the free tier
-- may use a model, unless an operator has.
WITH refreshed AS (
  UPDATE models m SET document = d.document, updated_at = now()
  FROM model_documents d
  WHERE d.id = m.id AND m.id IN (SELECT id FROM touched)
    AND (m.document::jsonb - 'updated_at') IS DISTINCT FROM (d.document::jsonb - 'updated_at')
  RETURNING m.model_id, d.free
)
UPDATE model_access a SET is_free = r.free, updated_at = now()
FROM refreshed r
WHERE a.model_id = r.model_id AND a.is_free <> r.free

-- name: summary
SELECT
  (SELECT count(*) FROM incoming),
  count(*) FILTER (WHERE reason = 'added'),
  count(*) FILTER (WHERE reason IN ('updated', 'returned')),
  count(*) FILTER (WHERE reason = 'returned'),
  count(*) FILTER (WHERE reason = 'deactivated')
FROM touched

-- name: changed_prices
-- A new model's first prices are no change; they are told by the model being new.
SELECT
  m.model_id, c.meter, c.conditions::text,
  c.old_state, c.old_amount::text, c.new_state, c.new_amount::text
FROM price_changes c
JOIN models m ON m.id = c.model_id
JOIN touched t ON t.id = c.model_id
WHERE t.reason <> 'added'
ORDER BY m.model_id, c.meter, c.conditions

-- name: touched_models
SELECT t.reason, array_agg(m.model_id ORDER BY m.model_id)
FROM touched t JOIN models m ON m.id = t.id
GROUP BY t.reason

-- name: finish_run
UPDATE sync_runs SET
  status = :status, completed_at = clock_timestamp(),
  models_fetched = :fetched, models_added = :added, models_updated = :updated,
  models_unchanged = :unchanged, models_rejected = :rejected, models_missing = :missing,
  models_returned = :returned, models_deactivated = :deactivated,
  prices_changed = :prices_changed, errors = CAST(:errors AS jsonb)
WHERE id = :run AND status = 'running'
RETURNING duration_ms

-- name: raise_generations
UPDATE generations SET generation = generation + 1, changed_at = now()
WHERE scope IN ('all', :provider)
RETURNING scope, generation

-- name: count_waiting
-- What waits for a person: providers that are stale, and prices that are held back.
SELECT
  (SELECT count(*) FROM alerts WHERE kind = 'stale' AND closed_at IS NULL),
  (SELECT count(*) FROM price_reviews WHERE decision IS NULL)
