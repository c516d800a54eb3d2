-- file: 0001_catalogue.up.sql
-- The catalogue: who sells what. Expects an empty database; creates the two roles if the
-- server does not know them yet (roles belong to the server, not to the database).

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

DO $$
BEGIN
  -- LOGIN without a password: nobody gets in by password, IAM and peer logins may be granted.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pricebook_reader') THEN
    CREATE ROLE pricebook_reader LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pricebook_writer') THEN
    CREATE ROLE pricebook_writer LOGIN;
  END IF;
  -- so that a login which is not a superuser can SET ROLE to what its function may do
  EXECUTE format('GRANT pricebook_reader, pricebook_writer TO %I', current_user);
END
$$;

CREATE TABLE providers (
  slug          text PRIMARY KEY,
  name          text NOT NULL,
  kind          text NOT NULL,
  website       text NOT NULL,
  docs_url      text NOT NULL,
  key_name      text,                                 -- the secret that its list needs
  is_active     boolean NOT NULL DEFAULT true,        -- an operator's pause, never a sync's
  sync_interval interval NOT NULL DEFAULT '6 hours',  -- an operator's cadence
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT slug_fits_an_address CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  CONSTRAINT kind_is_known CHECK (kind IN ('aggregator', 'cloud', 'host', 'lab')),
  CONSTRAINT interval_is_positive CHECK (sync_interval > interval '0')
);

CREATE TABLE models (
  id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider             text NOT NULL REFERENCES providers,
  provider_model_id    text NOT NULL,
  model_id             text NOT NULL GENERATED ALWAYS AS (provider || '/' || provider_model_id) STORED,
  is_active            boolean NOT NULL DEFAULT true,  -- sold now, as far as we know
  canonical_id         text,
  name                 text NOT NULL,
  description          text,
  context_length       integer,
  max_output_tokens    integer,
  modality             text,
  input_modalities     text[] NOT NULL DEFAULT '{}',
  output_modalities    text[] NOT NULL DEFAULT '{}',
  capabilities         text[] NOT NULL DEFAULT '{}',
  supported_parameters text[] NOT NULL DEFAULT '{}',
  tokenizer            text,
  quantization         text,
  license              text,
  knowledge_cutoff     date,
  listed_at            timestamptz,                    -- when the provider says it was added
  release_date         date,
  deprecation_date     date,
  deprecated           boolean NOT NULL DEFAULT false,
  replacement          text,
  health_status        text,
  source_url           text,
  pins                 jsonb NOT NULL DEFAULT '{}',    -- fields that an operator fixed
  document             json,                           -- what the API serves, kept by the write side
  first_seen_at        timestamptz NOT NULL DEFAULT now(),
  created_at           timestamptz NOT NULL DEFAULT now(),
  updated_at           timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT model_is_listed_once UNIQUE (provider, provider_model_id),
  CONSTRAINT model_id_is_unique UNIQUE (model_id),
  CONSTRAINT context_length_is_positive CHECK (context_length > 0),
  CONSTRAINT max_output_tokens_is_positive CHECK (max_output_tokens > 0),
  CONSTRAINT pins_is_an_object CHECK (jsonb_typeof(pins) = 'object')
);

CREATE INDEX models_provider_active ON models (provider, is_active);
CREATE INDEX models_active ON models (model_id) WHERE is_active;
CREATE INDEX models_health_active ON models (health_status, is_active);
CREATE INDEX models_modality_active ON models (modality, is_active);
CREATE INDEX models_context_length ON models (context_length);
CREATE INDEX models_created ON models (created_at);
CREATE INDEX models_name ON models (name);
CREATE INDEX models_name_trigram ON models USING gin (name gin_trgm_ops);

-- Kept apart from models so that a quiet sync does not rewrite the wide rows; the free space in
-- each page lets Postgres update in place without touching the index.
CREATE TABLE sightings (
  model_id     bigint PRIMARY KEY REFERENCES models,
  last_seen_at timestamptz NOT NULL,
  misses       smallint NOT NULL DEFAULT 0,            -- complete runs in a row without it
  CONSTRAINT misses_is_a_count CHECK (misses >= 0)
) WITH (fillfactor = 50);

-- One counter per scope: 'all', and each provider. A run that changed anything raises both in its
-- transaction; cached answers carry the number they were built under. It begins at the clock, so
-- that a database made anew never repeats a number that a cache still holds.
CREATE TABLE generations (
  scope      text PRIMARY KEY,
  generation bigint NOT NULL DEFAULT extract(epoch FROM now())::bigint,
  changed_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO generations (scope) VALUES ('all');
-- file: 0002_ledger.up.sql
-- Runs, and the bi-temporal price ledger that they write. Nothing in the ledger is ever edited or
-- deleted: a correction closes a belief and opens another.

CREATE TABLE sync_runs (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider           text NOT NULL REFERENCES providers,
  status             text NOT NULL,
  kind               text NOT NULL DEFAULT 'full',
  triggered_by       text NOT NULL,                    -- schedule, admin:<sub>, cli
  started_at         timestamptz NOT NULL DEFAULT now(),
  heartbeat          timestamptz NOT NULL DEFAULT now(),
  completed_at       timestamptz,
  duration_ms        bigint GENERATED ALWAYS AS (
                       round(extract(epoch FROM completed_at - started_at) * 1000)::bigint
                     ) STORED,
  backend_pid        integer,                          -- the runner's connection: when it is gone
  backend_start      timestamptz,                      -- from pg_stat_activity, the runner is dead
  models_fetched     integer NOT NULL DEFAULT 0,
  models_added       integer NOT NULL DEFAULT 0,
  models_updated     integer NOT NULL DEFAULT 0,
  models_unchanged   integer NOT NULL DEFAULT 0,
  models_rejected    integer NOT NULL DEFAULT 0,
  models_missing     integer NOT NULL DEFAULT 0,       -- active, but not in this answer
  models_returned    integer NOT NULL DEFAULT 0,
  models_deactivated integer NOT NULL DEFAULT 0,
  prices_changed     integer NOT NULL DEFAULT 0,
  errors             jsonb NOT NULL DEFAULT '[]',      -- category, count, sample, what_to_do
  CONSTRAINT status_is_known CHECK (
    status IN ('queued', 'running', 'success', 'partial', 'failed', 'skipped')
  ),
  CONSTRAINT completed_when_over CHECK (
    (status IN ('queued', 'running')) = (completed_at IS NULL)
  )
);

CREATE UNIQUE INDEX one_running_run_per_provider ON sync_runs (provider) WHERE status = 'running';
CREATE INDEX sync_runs_latest ON sync_runs (provider, started_at DESC);

-- The closed registry of what is counted; pricebook.money.METERS holds the same rows.
CREATE TABLE meters (
  name      text PRIMARY KEY,
  family    text NOT NULL,
  direction text NOT NULL,
  modality  text NOT NULL,
  per       integer NOT NULL,                          -- the quantity that people quote
  unit      text NOT NULL,
  CONSTRAINT per_is_positive CHECK (per > 0)
);

INSERT INTO meters (name, family, direction, modality, per, unit) VALUES
  ('input_tokens', 'tokens', 'input', 'text', 1000000, 'token'),
  ('output_tokens', 'tokens', 'output', 'text', 1000000, 'token'),
  ('reasoning_tokens', 'tokens', 'output', 'text', 1000000, 'token'),
  ('cache_read_tokens', 'tokens', 'cache_read', 'text', 1000000, 'token'),
  ('cache_write_tokens', 'tokens', 'cache_write', 'text', 1000000, 'token'),
  ('input_image_tokens', 'tokens', 'input', 'image', 1000000, 'token'),
  ('output_image_tokens', 'tokens', 'output', 'image', 1000000, 'token'),
  ('input_audio_tokens', 'tokens', 'input', 'audio', 1000000, 'token'),
  ('output_audio_tokens', 'tokens', 'output', 'audio', 1000000, 'token'),
  ('cache_read_audio_tokens', 'tokens', 'cache_read', 'audio', 1000000, 'token'),
  ('input_characters', 'characters', 'input', 'text', 1000000, 'character'),
  ('input_seconds', 'seconds', 'input', 'audio', 1, 'second'),
  ('output_seconds', 'seconds', 'output', 'video', 1, 'second'),
  ('compute_seconds', 'seconds', 'compute', 'text', 1, 'second'),
  ('input_images', 'images', 'input', 'image', 1, 'image'),
  ('output_images', 'images', 'output', 'image', 1, 'image'),
  ('image_units', 'images', 'output', 'image', 1, 'unit as the seller defines it'),
  ('requests', 'requests', 'request', 'text', 1, 'request'),
  ('web_searches', 'searches', 'tool', 'text', 1000, 'search');

-- Who may tell us a price, and whom we believe when two of them differ (the lower number).
CREATE TABLE price_sources (
  source text PRIMARY KEY,
  trust  smallint NOT NULL
);

INSERT INTO price_sources (source, trust) VALUES
  ('manual', 1),           -- an operator
  ('database', 2),         -- the provider's own API
  ('cross-reference', 3),  -- the creator's price for the same canonical model
  ('reference', 4);        -- a reference list

CREATE TABLE model_prices (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id    bigint NOT NULL REFERENCES models,
  source      text NOT NULL REFERENCES price_sources,
  meter       text NOT NULL REFERENCES meters,
  conditions  jsonb NOT NULL DEFAULT '{}',
  state       text NOT NULL,
  amount      numeric,                                 -- per one unit of the meter, every digit kept
  currency    text,
  published   text NOT NULL,                           -- the figure and unit as the source wrote them
  valid       tstzrange NOT NULL,                      -- when the seller charges it
  recorded    tstzrange NOT NULL,                      -- when we believed it
  sync_run_id bigint REFERENCES sync_runs,
  -- one text instead of three columns: the constraint below then costs one comparison
  key         text NOT NULL GENERATED ALWAYS AS (source || ' ' || meter || ' ' || conditions::text) STORED,
  CONSTRAINT state_is_known CHECK (
    state IN ('known', 'free', 'dynamic', 'included', 'not_offered')
  ),
  CONSTRAINT amount_only_when_known CHECK ((state = 'known') = (amount IS NOT NULL)),
  CONSTRAINT currency_only_when_known CHECK ((state = 'known') = (currency IS NOT NULL)),
  CONSTRAINT amount_is_not_negative CHECK (amount >= 0 AND amount < 'Infinity'),
  CONSTRAINT conditions_are_known CHECK (
    jsonb_typeof(conditions) = 'object'
    AND conditions - ARRAY[
      'audio', 'cache_ttl', 'prompt_tokens_gt', 'quality', 'region', 'resolution',
      'search_context_size', 'service_tier', 'speed', 'utc_windows', 'weekdays'
    ] = '{}'
  ),
  CONSTRAINT ranges_are_half_open CHECK (
    NOT isempty(valid) AND NOT isempty(recorded) AND lower_inc(valid) AND lower_inc(recorded)
    AND NOT upper_inc(valid) AND NOT upper_inc(recorded)
  ),
  CONSTRAINT one_belief_at_a_time EXCLUDE USING gist (
    model_id WITH =, key WITH =, valid WITH &&, recorded WITH &&
  )
);

-- What we believe now, from each source: the few rows that syncs and documents read.
CREATE INDEX model_prices_believed ON model_prices (model_id) WHERE upper_inf(recorded);
CREATE INDEX model_prices_run ON model_prices (sync_run_id);

CREATE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
    AND upper_inf(OLD.recorded) AND NOT upper_inf(NEW.recorded)
    AND lower(NEW.recorded) = lower(OLD.recorded)
    AND (NEW.model_id, NEW.source, NEW.meter, NEW.conditions, NEW.state, NEW.published, NEW.valid)
      = (OLD.model_id, OLD.source, OLD.meter, OLD.conditions, OLD.state, OLD.published, OLD.valid)
    AND (NEW.amount, NEW.currency, NEW.sync_run_id)
      IS NOT DISTINCT FROM (OLD.amount, OLD.currency, OLD.sync_run_id)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'model_prices is append-only: close the belief and insert another row';
END
$$;

CREATE TRIGGER model_prices_keep_history BEFORE UPDATE OR DELETE ON model_prices
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_history();
CREATE TRIGGER model_prices_keep_all_history BEFORE TRUNCATE ON model_prices
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();
-- file: 0003_documents.up.sql
-- How stored rows become the API's form, in one place: views that the write side copies into
-- models.document, and the two shapes of the ledger that other tools expect.

-- The price in force per model, meter and conditions: the most trusted source that has one.
CREATE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
ORDER BY p.model_id, p.meter, p.conditions, s.trust;

-- US dollars per the quantity that people quote, as plain decimal digits.
CREATE FUNCTION quoted(amount numeric, per integer) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN trim_scale(amount * per)::text;

CREATE VIEW model_documents AS
SELECT m.id, row_to_json(d) AS document  -- json_build_object would pad each key with blanks
FROM models m
LEFT JOIN LATERAL (
  SELECT
    (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
    -- a free price is a known zero; anything else without a figure in dollars stays absent
    jsonb_object_agg(k.key, coalesce(quoted(c.amount, t.per), '0') ORDER BY k.position)
      FILTER (WHERE k.key IS NOT NULL AND c.conditions = '{}'
                AND (c.currency = 'USD' OR c.state = 'free')) AS pricing,
    json_agg(
      json_strip_nulls(json_build_object(
        'meter', c.meter, 'per', t.per, 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'conditions', c.conditions, 'state', c.state,
        'source', c.source, 'observed_at', c.observed_at
      )) ORDER BY c.meter, c.conditions
    ) AS prices
  FROM current_prices c
  JOIN meters t ON t.name = c.meter
  LEFT JOIN (VALUES
    (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
    (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
    (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
    -- where a model has both, the later one wins: people mean the picture they send
    (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
  ) AS k (position, meter, key) ON k.meter = c.meter
  WHERE c.model_id = m.id
) p ON true
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
    m.deprecated,
    m.deprecation_date,
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
) AS d;

CREATE VIEW model_pricing AS
SELECT
  m.model_id, m.provider, m.provider_model_id,
  max(c.amount) FILTER (WHERE c.meter = 'input_tokens') AS price_per_input_token,
  max(c.amount) FILTER (WHERE c.meter = 'output_tokens') AS price_per_output_token,
  max(c.amount) FILTER (WHERE c.meter = 'cache_read_tokens') AS price_per_cached_input_token,
  max(c.amount) FILTER (WHERE c.meter = 'input_images') AS price_per_image,
  max(c.amount) FILTER (WHERE c.meter = 'requests') AS price_per_request,
  (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
  max(c.observed_at) AS last_updated
FROM models m
JOIN current_prices c ON c.model_id = m.id AND c.conditions = '{}' AND c.currency = 'USD'
GROUP BY m.id;

CREATE VIEW model_pricing_history AS
SELECT
  m.model_id, m.provider, p.meter, p.conditions,
  lag(p.amount) OVER life AS previous_amount,
  p.amount, p.currency, p.state,
  lower(p.valid) AS changed_at,
  CASE p.source WHEN 'database' THEN 'api_sync:' || m.provider ELSE p.source END AS changed_by
FROM model_prices p
JOIN models m ON m.id = p.model_id
WHERE upper_inf(p.recorded)
WINDOW life AS (PARTITION BY p.model_id, p.key ORDER BY lower(p.valid));

-- The latest run of each provider that came to an end, for everything that tells its health.
CREATE VIEW latest_runs AS
SELECT DISTINCT ON (provider) *
FROM sync_runs
WHERE completed_at IS NOT NULL
ORDER BY provider, started_at DESC;

DO $$
BEGIN
  -- a run stages what it read in temporary tables
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO pricebook_writer', current_database());
END
$$;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON providers, models, sightings, generations, sync_runs TO pricebook_writer;
GRANT INSERT, UPDATE (recorded) ON model_prices TO pricebook_writer;
-- file: 0004_reads.up.sql
-- What the API reads: documents with their last sighting, and how each provider is doing.

-- The sighting is joined when a document is read, so that a quiet sync rewrites no document. By
-- bytes: left() would count the characters of every document, twice, which costs five times as much.
CREATE FUNCTION sighted(document json, last_seen_at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN convert_from(
    substring(convert_to(document::text, 'UTF8') FROM 1 FOR octet_length(document::text) - 1)
    || convert_to(
      ',"last_seen_at":' || coalesce(to_json(last_seen_at)::text, 'null') || '}', 'UTF8'
    ),
    'UTF8'
  );

CREATE VIEW served_models AS
SELECT
  m.id, m.provider, m.model_id, m.is_active, m.updated_at,
  m.document::text AS document,
  sighted(m.document, s.last_seen_at) AS served
FROM models m
LEFT JOIN sightings s ON s.model_id = m.id
WHERE m.document IS NOT NULL;

-- A provider is as healthy as its last run, and no data is fresh for longer than three intervals.
CREATE VIEW provider_health AS
SELECT
  p.slug, p.name, p.website, p.kind, p.is_active,
  l.id AS last_run_id, l.status AS last_run_status, l.completed_at AS last_run_at,
  extract(epoch FROM now() - g.completed_at)::bigint AS age_seconds,
  CASE
    WHEN g.completed_at IS NULL THEN 'unknown'
    WHEN now() - g.completed_at > 3 * p.sync_interval THEN 'stale'
    ELSE 'fresh'
  END AS freshness,
  CASE
    WHEN l.status = 'failed' THEN 'failing'
    WHEN g.completed_at IS NULL THEN 'unknown'
    WHEN l.status = 'partial' OR now() - g.completed_at > 3 * p.sync_interval THEN 'degraded'
    ELSE 'healthy'
  END AS health
FROM providers p
LEFT JOIN latest_runs l ON l.provider = p.slug
LEFT JOIN LATERAL (
  SELECT r.completed_at FROM sync_runs r
  WHERE r.provider = p.slug AND r.status IN ('success', 'partial')
  ORDER BY r.started_at DESC LIMIT 1
) g ON true;

-- How many models of a provider are sold, and of how many of those something is known of the price.
CREATE VIEW provider_coverage AS
SELECT
  m.provider,
  count(*) AS models,
  count(*) FILTER (
    WHERE EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = m.id AND upper_inf(p.recorded) AND p.valid @> now()
        AND p.state IN ('known', 'free', 'dynamic')
    )
  ) AS priced_models
FROM models m
WHERE m.is_active
GROUP BY m.provider;

GRANT SELECT ON served_models, provider_health, provider_coverage
  TO pricebook_reader, pricebook_writer;
-- file: 0005_meters.up.sql
-- The whole registry of what sellers count, and the conditions that they state. A factor on prices
-- (data residency, fast modes) is a meter of its own, in the currency XXX, which means none.

INSERT INTO meters (name, family, direction, modality, per, unit) VALUES
  ('input_tokens', 'tokens', 'input', 'text', 1000000, 'token'),
  ('output_tokens', 'tokens', 'output', 'text', 1000000, 'token'),
  ('reasoning_tokens', 'tokens', 'output', 'text', 1000000, 'token'),
  ('citation_tokens', 'tokens', 'input', 'text', 1000000, 'token'),
  ('cache_read_tokens', 'tokens', 'cache_read', 'text', 1000000, 'token'),
  ('cache_write_tokens', 'tokens', 'cache_write', 'text', 1000000, 'token'),
  ('cache_storage_token_hours', 'tokens', 'cache_storage', 'text', 1000000, 'token-hour'),
  ('input_image_tokens', 'tokens', 'input', 'image', 1000000, 'token'),
  ('output_image_tokens', 'tokens', 'output', 'image', 1000000, 'token'),
  ('cache_read_image_tokens', 'tokens', 'cache_read', 'image', 1000000, 'token'),
  ('input_audio_tokens', 'tokens', 'input', 'audio', 1000000, 'token'),
  ('output_audio_tokens', 'tokens', 'output', 'audio', 1000000, 'token'),
  ('cache_read_audio_tokens', 'tokens', 'cache_read', 'audio', 1000000, 'token'),
  ('cache_write_audio_tokens', 'tokens', 'cache_write', 'audio', 1000000, 'token'),
  ('input_video_tokens', 'tokens', 'input', 'video', 1000000, 'token'),
  ('output_video_tokens', 'tokens', 'output', 'video', 1000000, 'token'),
  ('training_tokens', 'tokens', 'training', 'text', 1000000, 'token'),
  ('token_factor', 'factors', 'any', 'any', 1, 'factor on every token price'),
  ('input_characters', 'characters', 'input', 'text', 1000000, 'character'),
  ('output_characters', 'characters', 'output', 'text', 1000000, 'character'),
  ('input_seconds', 'seconds', 'input', 'audio', 1, 'second'),
  ('output_audio_seconds', 'seconds', 'output', 'audio', 1, 'second'),
  ('input_video_seconds', 'seconds', 'input', 'video', 1, 'second'),
  ('output_seconds', 'seconds', 'output', 'video', 1, 'second'),
  ('compute_seconds', 'seconds', 'compute', 'any', 1, 'second'),
  ('input_minutes', 'minutes', 'input', 'audio', 1, 'minute'),
  ('output_minutes', 'minutes', 'output', 'audio', 1, 'minute'),
  ('input_hours', 'hours', 'input', 'audio', 1, 'hour'),
  ('instance_hours', 'hours', 'compute', 'any', 1, 'hour'),
  ('input_images', 'images', 'input', 'image', 1, 'image'),
  ('output_images', 'images', 'output', 'image', 1, 'image'),
  ('output_megapixels', 'images', 'output', 'image', 1, 'megapixel'),
  ('image_units', 'images', 'output', 'image', 1, 'unit as the seller defines it'),
  ('image_steps', 'images', 'output', 'image', 1, 'step'),
  ('image_tiles', 'images', 'output', 'image', 1, 'tile of 512 by 512'),
  ('output_clips', 'clips', 'output', 'any', 1, 'clip'),
  ('pages', 'pages', 'input', 'file', 1000, 'page'),
  ('queries', 'queries', 'request', 'text', 1000, 'query'),
  ('requests', 'requests', 'request', 'any', 1, 'request'),
  ('messages', 'requests', 'request', 'text', 1, 'message'),
  ('web_searches', 'searches', 'tool', 'any', 1000, 'search'),
  ('map_searches', 'searches', 'tool', 'any', 1000, 'search'),
  ('sessions', 'sessions', 'tool', 'any', 1, 'session'),
  ('policy_units', 'guardrails', 'tool', 'text', 1000, 'policy unit')
ON CONFLICT (name) DO UPDATE SET
  family = excluded.family, direction = excluded.direction, modality = excluded.modality,
  per = excluded.per, unit = excluded.unit;

ALTER TABLE model_prices
  DROP CONSTRAINT conditions_are_known,
  ADD CONSTRAINT conditions_are_known CHECK (
    jsonb_typeof(conditions) = 'object'
    AND conditions - ARRAY[
      'audio', 'cache_ttl', 'commitment', 'completion_tokens_gt', 'mode', 'prompt_tokens_gt', 'quality',
      'region', 'resolution', 'search_context_size', 'service_tier', 'speed', 'utc_windows', 'weekdays'
    ] = '{}'
  );
-- file: 0006_identity.up.sql
-- Which model a listing is, across sellers. The rules of pricebook.identity propose an id, and an
-- operator's alias beats them. Expects that nothing has filled models.canonical_id so far.

CREATE TABLE canonical_models (
  id         text PRIMARY KEY,                         -- creator/name
  creator    text NOT NULL GENERATED ALWAYS AS (split_part(id, '/', 1)) STORED,
  name       text NOT NULL,                            -- for people
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT canonical_id_names_creator_and_model CHECK (
    id ~ '^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._@+-]*$'
  )
);

CREATE INDEX canonical_models_creator ON canonical_models (creator);

CREATE TABLE model_aliases (
  provider     text REFERENCES providers,              -- null: whoever sells under this id
  alias        text NOT NULL,                          -- a provider_model_id, exactly as written
  canonical_id text NOT NULL REFERENCES canonical_models,
  reason       text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alias_means_one_model UNIQUE NULLS NOT DISTINCT (alias, provider)
);

ALTER TABLE models
  ADD CONSTRAINT canonical_id_is_known FOREIGN KEY (canonical_id) REFERENCES canonical_models;

CREATE INDEX models_canonical ON models (canonical_id);

GRANT SELECT ON canonical_models, model_aliases TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON canonical_models, model_aliases TO pricebook_writer;
-- file: 0007_reviews.up.sql
-- Prices that a guard held back until a person decides.

CREATE TABLE price_reviews (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id     bigint NOT NULL REFERENCES models,
  source       text NOT NULL REFERENCES price_sources,
  meter        text NOT NULL REFERENCES meters,
  conditions   jsonb NOT NULL DEFAULT '{}',
  old_state    text,                                   -- what was in force; NULL: nothing known
  old_amount   numeric,
  old_currency text,
  new_state    text NOT NULL,                          -- what the source proposes
  new_amount   numeric,
  new_currency text,
  published    text NOT NULL,                          -- the figure and unit as the source wrote them
  reason       text NOT NULL,                          -- the guard that held it
  sample       text NOT NULL,                          -- the case in one line, for whoever decides
  sync_run_id  bigint REFERENCES sync_runs,
  created_at   timestamptz NOT NULL DEFAULT now(),
  decision     text,                                   -- NULL: it waits
  decided_by   text,
  decided_at   timestamptz,
  note         text,
  applied_at   timestamptz,                            -- when an approval reached the ledger, once
  CONSTRAINT reason_is_known CHECK (reason IN ('absurd', 'unit slip', 'jump')),
  CONSTRAINT decision_is_known CHECK (decision IN ('approved', 'rejected', 'superseded')),
  CONSTRAINT decided_by_someone_at_some_time CHECK (
    (decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)
  ),
  CONSTRAINT applied_only_when_approved CHECK (applied_at IS NULL OR decision = 'approved')
);

CREATE UNIQUE INDEX one_pending_review_per_price
  ON price_reviews (model_id, source, meter, conditions) WHERE decision IS NULL;
CREATE INDEX price_reviews_price ON price_reviews (model_id);
CREATE INDEX price_reviews_pending ON price_reviews (created_at) WHERE decision IS NULL;

-- Whether two amounts lie apart by more than a factor, whichever is the larger.
CREATE FUNCTION apart(one numeric, other numeric, factor numeric) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN one > other * factor OR other > one * factor;

GRANT SELECT ON price_reviews TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON price_reviews TO pricebook_writer;
-- file: 0008_two_times.up.sql
-- The two questions that the ledger answers, and the one way to tell it something that is not
-- "from now on": a correction, an announcement, or the end of one.

-- What was charged at a moment, as far as we knew at another: per model, meter and conditions the
-- row of the most trusted source.
CREATE FUNCTION prices_at(at timestamptz, known_at timestamptz DEFAULT now())
  RETURNS SETOF model_prices
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.*
  FROM model_prices p
  JOIN price_sources s USING (source)
  WHERE p.valid @> at AND p.recorded @> known_at
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;

-- Believe from `moment` on that a source charges this during `valid`; a state of NULL takes back
-- whatever was believed of that time. What was believed of other times stays believed.
CREATE FUNCTION believe(
  model bigint, told_by text, counted text, under jsonb, valid_during tstzrange,
  new_state text, new_amount numeric DEFAULT NULL, new_currency text DEFAULT NULL,
  as_published text DEFAULT '', run bigint DEFAULT NULL, moment timestamptz DEFAULT now()
) RETURNS void LANGUAGE sql
BEGIN ATOMIC
  WITH closed AS (
    UPDATE model_prices p SET recorded = tstzrange(lower(p.recorded), moment)
    WHERE p.model_id = model AND p.source = told_by AND p.meter = counted
      AND p.conditions = under AND upper_inf(p.recorded) AND p.valid && valid_during
    RETURNING p.*
  )
  INSERT INTO model_prices (
    model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
    sync_run_id
  )
  SELECT
    c.model_id, c.source, c.meter, c.conditions, c.state, c.amount, c.currency, c.published,
    rest, tstzrange(moment, NULL), run
  FROM closed c
  CROSS JOIN LATERAL unnest(tstzmultirange(c.valid) - tstzmultirange(valid_during)) AS rest;

  INSERT INTO model_prices (
    model_id, source, meter, conditions, state, amount, currency, published, valid, recorded,
    sync_run_id
  )
  SELECT
    model, told_by, counted, under, new_state, new_amount, new_currency, as_published,
    valid_during, tstzrange(moment, NULL), run
  WHERE new_state IS NOT NULL;
END;

GRANT EXECUTE ON FUNCTION believe TO pricebook_writer;
-- file: 0009_references.up.sql
-- What reference lists say: prices under sources of their own, so that two lists can differ, and
-- dates that a provider's own list lacks. A list is synchronised like a provider, and sells nothing.

ALTER TABLE providers
  DROP CONSTRAINT kind_is_known,
  ADD CONSTRAINT kind_is_known CHECK (
    kind IN ('aggregator', 'cloud', 'host', 'lab', 'reference')
  );

-- Second-hand sources price a model that has no price of its own, and only comment on the others:
-- a tier that a list adds to a seller's own price would bill what the seller does not charge.
ALTER TABLE price_sources ADD COLUMN second_hand boolean NOT NULL DEFAULT false;
UPDATE price_sources SET second_hand = true WHERE source = 'reference';

INSERT INTO price_sources (source, trust, second_hand) VALUES
  ('reference:genai-prices', 5, true),  -- curated by hand, with dates
  ('reference:models.dev', 6, true),    -- curated by hand
  ('reference:litellm', 7, true);       -- the widest

CREATE OR REPLACE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
  AND NOT (s.second_hand AND EXISTS (
    SELECT FROM model_prices o
    JOIN price_sources t ON t.source = o.source AND NOT t.second_hand
    WHERE o.model_id = p.model_id AND upper_inf(o.recorded) AND o.valid @> now()
  ))
ORDER BY p.model_id, p.meter, p.conditions, s.trust;

CREATE OR REPLACE FUNCTION prices_at(at timestamptz, known_at timestamptz DEFAULT now())
  RETURNS SETOF model_prices
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.*
  FROM model_prices p
  JOIN price_sources s USING (source)
  WHERE p.valid @> at AND p.recorded @> known_at
    AND NOT (s.second_hand AND EXISTS (
      SELECT FROM model_prices o
      JOIN price_sources t ON t.source = o.source AND NOT t.second_hand
      WHERE o.model_id = p.model_id AND o.valid @> at AND o.recorded @> known_at
    ))
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;

CREATE TABLE reference_facts (
  model_id         bigint NOT NULL REFERENCES models,
  source           text NOT NULL REFERENCES price_sources,
  deprecation_date date NOT NULL,
  PRIMARY KEY (model_id, source)
);

-- An operator who knows why two sources differ says so, for a while.
CREATE TABLE price_dismissals (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id     bigint NOT NULL REFERENCES models,
  source       text NOT NULL REFERENCES price_sources,  -- the one that is not believed
  meter        text NOT NULL REFERENCES meters,
  conditions   jsonb NOT NULL DEFAULT '{}',
  reason       text NOT NULL,
  dismissed_by text NOT NULL,
  dismissed_at timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL
);

-- Where a less trusted source differs from the price in force by more than two per cent.
CREATE VIEW price_disagreements AS
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  lower(p.valid) AS observed_at
FROM current_prices c
JOIN models m ON m.id = c.model_id AND m.is_active
JOIN model_prices p
  ON p.model_id = c.model_id AND p.meter = c.meter AND p.conditions = c.conditions
  AND p.source <> c.source AND p.currency = c.currency
  AND upper_inf(p.recorded) AND p.valid @> now()
WHERE abs(p.amount - c.amount) > 0.02 * greatest(p.amount, c.amount)
  AND NOT EXISTS (
    SELECT FROM price_dismissals d
    WHERE d.model_id = p.model_id AND d.source = p.source AND d.meter = p.meter
      AND d.conditions = p.conditions AND d.expires_at > now()
  );

-- A date that only a list knows appears where the provider gives none.
CREATE OR REPLACE VIEW model_documents AS
SELECT m.id, row_to_json(d) AS document  -- json_build_object would pad each key with blanks
FROM models m
LEFT JOIN LATERAL (
  SELECT
    (array_agg(c.source ORDER BY c.trust))[1] AS pricing_source,
    -- a free price is a known zero; anything else without a figure in dollars stays absent
    jsonb_object_agg(k.key, coalesce(quoted(c.amount, t.per), '0') ORDER BY k.position)
      FILTER (WHERE k.key IS NOT NULL AND c.conditions = '{}'
                AND (c.currency = 'USD' OR c.state = 'free')) AS pricing,
    json_agg(
      json_strip_nulls(json_build_object(
        'meter', c.meter, 'per', t.per, 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'conditions', c.conditions, 'state', c.state,
        'source', c.source, 'observed_at', c.observed_at
      )) ORDER BY c.meter, c.conditions
    ) AS prices
  FROM current_prices c
  JOIN meters t ON t.name = c.meter
  LEFT JOIN (VALUES
    (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
    (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
    (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
    -- where a model has both, the later one wins: people mean the picture they send
    (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
  ) AS k (position, meter, key) ON k.meter = c.meter
  WHERE c.model_id = m.id
) p ON true
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
) AS d;

GRANT SELECT ON reference_facts, price_dismissals, price_disagreements
  TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE, DELETE ON reference_facts TO pricebook_writer;
GRANT INSERT, UPDATE ON price_dismissals TO pricebook_writer;
-- file: 0010_exchange.up.sql
-- What one unit of another currency is worth, as an operator entered it; and a model's prices in the
-- API's form as a function of their own, so that a document that gains a field repeats none of it.

CREATE TABLE exchange_rates (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  currency   text NOT NULL,                            -- as the prices are published: CNY, credits
  usd        numeric NOT NULL,                         -- US dollars for one unit of it
  valid_from date NOT NULL,                            -- in UTC, until the next date that has a rate
  source_url text,                                     -- where the operator read it
  note       text,
  entered_by text NOT NULL,
  entered_at timestamptz NOT NULL DEFAULT now(),       -- of one date the rate entered last counts
  -- XXX is what a factor has: no currency
  CONSTRAINT currency_can_be_exchanged CHECK (
    currency ~ '^[A-Za-z]{3,20}$' AND upper(currency) NOT IN ('USD', 'XXX')
  ),
  CONSTRAINT usd_is_an_amount CHECK (usd > 0 AND usd < 'Infinity')
);

CREATE INDEX exchange_rates_latest
  ON exchange_rates (currency, valid_from DESC, entered_at DESC, id DESC);

CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: a correction is another row', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER exchange_rates_keep_history BEFORE UPDATE OR DELETE ON exchange_rates
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
CREATE TRIGGER exchange_rates_keep_all_history BEFORE TRUNCATE ON exchange_rates
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

-- A product of a price and a rate claims no more digits than rates have.
CREATE FUNCTION in_dollars(amount numeric, usd numeric) RETURNS numeric
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN to_char(amount * usd, '9.99999999999EEEE')::numeric;

-- What a model costs, in the API's form: one row, empty where nothing is known.
CREATE FUNCTION priced(model bigint)
  RETURNS TABLE (pricing_source text, pricing jsonb, prices json, exchange json)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    (array_agg(c.source ORDER BY c.trust))[1],
    -- a free price is a known zero; anything else without a figure in dollars stays absent
    jsonb_object_agg(
      k.key,
      coalesce(quoted(coalesce(in_dollars(c.amount, x.usd), c.amount), t.per), '0')
      ORDER BY k.position
    ) FILTER (WHERE k.key IS NOT NULL AND c.conditions = '{}'
                AND (c.currency = 'USD' OR c.state = 'free' OR x.usd IS NOT NULL)),
    json_agg(
      json_strip_nulls(json_build_object(
        'meter', c.meter, 'per', t.per, 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'conditions', c.conditions, 'state', c.state,
        'source', c.source, 'observed_at', c.observed_at
      )) ORDER BY c.meter, c.conditions
    ),
    -- a seller has one currency, so one rate tells of all that was exchanged
    (array_agg(x.told) FILTER (WHERE x.usd IS NOT NULL))[1]
  FROM current_prices c
  JOIN meters t ON t.name = c.meter
  LEFT JOIN (VALUES
    (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
    (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
    (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
    -- where a model has both, the later one wins: people mean the picture they send
    (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
  ) AS k (position, meter, key) ON k.meter = c.meter
  LEFT JOIN LATERAL (
    SELECT
      r.usd,
      json_strip_nulls(json_build_object(
        'currency', r.currency, 'usd', quoted(r.usd, 1), 'valid_from', r.valid_from,
        'source_url', r.source_url
      )) AS told
    FROM exchange_rates r
    WHERE c.currency <> 'USD' -- spares nearly every price the look-up
      AND r.currency = c.currency AND r.valid_from <= (now() AT TIME ZONE 'UTC')::date
    ORDER BY r.valid_from DESC, r.entered_at DESC, r.id DESC LIMIT 1
  ) x ON k.key IS NOT NULL AND c.conditions = '{}'
  WHERE c.model_id = model;
END;

CREATE OR REPLACE VIEW model_documents AS
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

-- What the passing of time brings: announced prices that begin, and prices that end. What a run
-- writes begins when it is written, so these indexes stay small.
CREATE INDEX model_prices_announced ON model_prices (lower(valid))
  WHERE upper_inf(recorded) AND lower(valid) > lower(recorded);
CREATE INDEX model_prices_ending ON model_prices (upper(valid))
  WHERE upper_inf(recorded) AND upper(valid) > lower(recorded);
CREATE INDEX model_prices_exchanged ON model_prices (currency)
  WHERE upper_inf(recorded) AND currency NOT IN ('USD', 'XXX');

-- Whose document was made before something began or ended that shows in it. What passes without a
-- trace (a price that a more trusted source hides) is found again for a month, and rewrites nothing.
CREATE VIEW due_documents AS
SELECT m.id
FROM model_prices p
JOIN models m ON m.id = p.model_id AND m.updated_at < lower(p.valid)
WHERE upper_inf(p.recorded) AND lower(p.valid) > lower(p.recorded)
  AND lower(p.valid) > now() - interval '30 days' AND lower(p.valid) <= now()
UNION ALL
SELECT m.id
FROM model_prices p
JOIN models m ON m.id = p.model_id AND m.updated_at < upper(p.valid)
WHERE upper_inf(p.recorded) AND upper(p.valid) > lower(p.recorded)
  AND upper(p.valid) > now() - interval '30 days' AND upper(p.valid) <= now()
UNION ALL
SELECT m.id
FROM exchange_rates r
CROSS JOIN LATERAL (SELECT r.valid_from::timestamp AT TIME ZONE 'UTC' AS begins) t
JOIN model_prices p
  ON p.currency = r.currency AND p.conditions = '{}'
  AND upper_inf(p.recorded) AND p.currency NOT IN ('USD', 'XXX')
JOIN models m ON m.id = p.model_id AND m.updated_at < t.begins
WHERE t.begins > r.entered_at AND t.begins > now() - interval '30 days' AND t.begins <= now()
UNION ALL
SELECT m.id
FROM reference_facts f
CROSS JOIN LATERAL (SELECT f.deprecation_date::timestamp AT TIME ZONE 'UTC' AS begins) t
JOIN models m ON m.id = f.model_id AND m.updated_at < t.begins AND NOT m.deprecated
WHERE t.begins > now() - interval '30 days' AND t.begins <= now();

GRANT SELECT ON exchange_rates, due_documents TO pricebook_reader, pricebook_writer;
GRANT INSERT ON exchange_rates TO pricebook_writer;
-- file: 0011_cross_reference.up.sql
-- A gateway that publishes no price of a model is priced as the model's creator prices it, until it
-- has a price of its own. Second-hand sources never mix where a mixture would bill what nobody
-- charges: the creator's price stands alone, and of two lists one tells each rate card.

UPDATE price_sources SET second_hand = true WHERE source = 'cross-reference';

-- Lists know a part of what a seller charges, and the rest may be in another list.
ALTER TABLE price_sources ADD COLUMN is_list boolean NOT NULL DEFAULT false;
UPDATE price_sources SET is_list = true WHERE source = 'reference' OR source LIKE 'reference:%';

-- Which rate card a price is on: tiers by size are steps within one.
CREATE FUNCTION rate_card(conditions jsonb) RETURNS jsonb
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN conditions - ARRAY['prompt_tokens_gt', 'completion_tokens_gt'];

CREATE OR REPLACE VIEW current_prices AS
SELECT DISTINCT ON (p.model_id, p.meter, p.conditions)
  p.model_id, p.meter, p.conditions, p.state, p.amount, p.currency, p.source, p.published,
  lower(p.valid) AS observed_at, s.trust, p.id
FROM model_prices p
JOIN price_sources s USING (source)
WHERE upper_inf(p.recorded) AND p.valid @> now()
  AND NOT (s.second_hand AND EXISTS (
    SELECT FROM model_prices o
    JOIN price_sources t ON t.source = o.source AND t.trust < s.trust
    WHERE o.model_id = p.model_id AND upper_inf(o.recorded) AND o.valid @> now()
      AND (
        NOT t.is_list
        OR (o.meter = p.meter AND rate_card(o.conditions) = rate_card(p.conditions))
      )
  ))
ORDER BY p.model_id, p.meter, p.conditions, s.trust;

CREATE OR REPLACE FUNCTION prices_at(at timestamptz, known_at timestamptz DEFAULT now())
  RETURNS SETOF model_prices
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT DISTINCT ON (p.model_id, p.meter, p.conditions) p.*
  FROM model_prices p
  JOIN price_sources s USING (source)
  WHERE p.valid @> at AND p.recorded @> known_at
    AND NOT (s.second_hand AND EXISTS (
      SELECT FROM model_prices o
      JOIN price_sources t ON t.source = o.source AND t.trust < s.trust
      WHERE o.model_id = p.model_id AND o.valid @> at AND o.recorded @> known_at
        AND (
          NOT t.is_list
          OR (o.meter = p.meter AND rate_card(o.conditions) = rate_card(p.conditions))
        )
    ))
  ORDER BY p.model_id, p.meter, p.conditions, s.trust;
END;
-- file: 0012_conditions.up.sql
-- What sellers publish and the registry could not say: sources that a search read, seconds of an open
-- session, megapixels that go in; clips by their length, styles, and what is charged only beyond the
-- number of units that another price includes.

INSERT INTO meters (name, family, direction, modality, per, unit) VALUES
  ('input_file_tokens', 'tokens', 'input', 'file', 1000000, 'token'),
  ('cache_read_video_tokens', 'tokens', 'cache_read', 'video', 1000000, 'token'),
  ('input_megapixels', 'images', 'input', 'image', 1, 'megapixel'),
  ('search_sources', 'searches', 'tool', 'any', 1000, 'source'),
  ('session_seconds', 'sessions', 'tool', 'any', 1, 'second');

ALTER TABLE model_prices
  DROP CONSTRAINT conditions_are_known,
  ADD CONSTRAINT conditions_are_known CHECK (
    jsonb_typeof(conditions) = 'object'
    AND conditions - ARRAY[
      'audio', 'beyond', 'cache_ttl', 'commitment', 'completion_tokens_gt', 'mode', 'prompt_tokens_gt',
      'quality', 'region', 'resolution', 'search_context_size', 'seconds_gt', 'service_tier', 'speed',
      'style', 'utc_windows', 'voice_control', 'weekdays'
    ] = '{}'
  );
-- file: 0014_lists.up.sql
-- What GET /v1/models filters and sorts by, beside the columns that there are, and how a document
-- becomes a row of a file. Computed from the document, so that the two never differ. Rewrites models.

-- Which states the prices of a model are in; without any, nothing is known.
CREATE FUNCTION price_states(document json) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(array_agg(DISTINCT price ->> 'state'), '{unknown}')
  FROM json_array_elements(document -> 'prices') AS price;
END;

ALTER TABLE models
  -- US dollars per 1M tokens
  ADD COLUMN input_price numeric
    GENERATED ALWAYS AS (CAST(document -> 'pricing' ->> 'prompt' AS numeric)) STORED,
  ADD COLUMN output_price numeric
    GENERATED ALWAYS AS (CAST(document -> 'pricing' ->> 'completion' AS numeric)) STORED,
  ADD COLUMN price_states text[] GENERATED ALWAYS AS (price_states(document)) STORED,
  -- the seller's word in `deprecated`, or a list's
  ADD COLUMN is_deprecated boolean
    GENERATED ALWAYS AS (CAST(document ->> 'deprecated' AS boolean)) STORED;

-- One index per order; a scan backwards gives the other direction. What is unknown comes last both
-- ways, which takes two. The columns at the end let a filter be counted in the index alone.
DROP INDEX models_name, models_created, models_context_length, models_provider_active,
  models_health_active, models_modality_active;
CREATE INDEX models_name ON models (name, model_id);
CREATE INDEX models_created ON models (created_at, model_id);
CREATE INDEX models_updated ON models (updated_at, model_id);
CREATE INDEX models_context_up
  ON models (coalesce(CAST(context_length AS numeric), 'Infinity'), model_id)
  INCLUDE (is_active, context_length);
CREATE INDEX models_context_down
  ON models (coalesce(CAST(context_length AS numeric), '-Infinity'), model_id)
  INCLUDE (is_active, context_length);
CREATE INDEX models_input_price_up
  ON models (coalesce(input_price, 'Infinity'), model_id) INCLUDE (is_active, input_price);
CREATE INDEX models_input_price_down
  ON models (coalesce(input_price, '-Infinity'), model_id) INCLUDE (is_active, input_price);
CREATE INDEX models_output_price_up
  ON models (coalesce(output_price, 'Infinity'), model_id) INCLUDE (is_active, output_price);
CREATE INDEX models_output_price_down
  ON models (coalesce(output_price, '-Infinity'), model_id) INCLUDE (is_active, output_price);

-- A filter that fixes one value leaves its models in the order of their ids.
CREATE INDEX models_provider_active ON models (provider, is_active, model_id);
CREATE INDEX models_health_active ON models (health_status, is_active, model_id);
CREATE INDEX models_modality_active ON models (modality, is_active, model_id);
CREATE INDEX models_creator ON models (split_part(canonical_id, '/', 1), is_active, model_id);
CREATE INDEX models_released ON models (release_date, is_active);
CREATE INDEX models_deprecated ON models (model_id) WHERE is_deprecated;
CREATE INDEX models_words ON models USING gin (
  input_modalities, output_modalities, capabilities, supported_parameters, price_states
);

-- How many models each provider has: counting a hundred thousand takes longer than a page of them.
CREATE TABLE model_counts (
  provider text PRIMARY KEY REFERENCES providers,
  active   bigint NOT NULL,
  inactive bigint NOT NULL
);

INSERT INTO model_counts (provider, active, inactive)
SELECT provider, count(*) FILTER (WHERE is_active), count(*) FILTER (WHERE NOT is_active)
FROM models GROUP BY provider;

CREATE FUNCTION count_models() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign CONSTANT integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  INSERT INTO model_counts AS c (provider, active, inactive)
  SELECT
    provider,
    sign * count(*) FILTER (WHERE is_active), sign * count(*) FILTER (WHERE NOT is_active)
  FROM changed GROUP BY provider
  ON CONFLICT (provider) DO UPDATE SET
    active = c.active + excluded.active, inactive = c.inactive + excluded.inactive;
  RETURN NULL;
END
$$;

CREATE FUNCTION count_switched_model() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sign CONSTANT integer := CASE WHEN NEW.is_active THEN 1 ELSE -1 END;
BEGIN
  UPDATE model_counts SET active = active + sign, inactive = inactive - sign
  WHERE provider = NEW.provider;
  RETURN NULL;
END
$$;

CREATE TRIGGER models_are_counted AFTER INSERT ON models
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_models();
CREATE TRIGGER deleted_models_are_counted AFTER DELETE ON models
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_models();
-- by row, since it happens to few: a table of all that a refresh rewrites would hold every document
CREATE TRIGGER switched_models_are_counted AFTER UPDATE OF is_active ON models
  FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active)
  EXECUTE FUNCTION count_switched_model();

-- Only some keys of a document, in its order.
CREATE FUNCTION picked(document json, fields text[]) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT '{' || coalesce(string_agg(to_json(key) || ':' || value, ',' ORDER BY n), '') || '}'
  FROM json_each(document) WITH ORDINALITY AS field (key, value, n)
  WHERE key = ANY (fields);
END;

-- A line of RFC 4180; a column is a path into the document, as in pricing.prompt. Lists of words are
-- joined, numbers stay numbers, and no text is left that a spreadsheet would run as a formula.
-- Each OFFSET 0 keeps a step from being worked out again wherever the next one names it.
CREATE FUNCTION csv_row(document jsonb, columns text[]) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  WITH found AS (
    SELECT n, document #> string_to_array(path, '.') AS value
    FROM unnest(columns) WITH ORDINALITY AS c (path, n) OFFSET 0
  ), told AS (
    SELECT
      n,
      CASE jsonb_typeof(value)
        WHEN 'array' THEN CASE jsonb_typeof(value -> 0)
          WHEN 'string' THEN
            (SELECT string_agg(word, ';') FROM jsonb_array_elements_text(value) AS word)
          WHEN 'object' THEN value::text
          ELSE ''
        END
        WHEN 'string' THEN value #>> '{}'
      END AS words,
      value
    FROM found OFFSET 0
  ), cells AS (
    SELECT
      n,
      coalesce(
        CASE WHEN words ~ '^[-=+@\t\r\n]' THEN '''' || words ELSE words END, value #>> '{}', ''
      ) AS cell
    FROM told OFFSET 0
  )
  SELECT string_agg(
    CASE WHEN cell ~ '[",\r\n]' THEN '"' || replace(cell, '"', '""') || '"' ELSE cell END,
    ',' ORDER BY n
  )
  FROM cells;
END;

-- Where a page ends, for the one after it (>) or before it (<); pricebook.cursor reads it.
CREATE FUNCTION page_cursor(list text, direction text, key text, model_id text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT translate(
    encode(
      convert_to(
        concat_ws(
          E'\x1f', '1',
          left(encode(sha256(convert_to(concat_ws(E'\x1f', list, place), 'UTF8')), 'hex'), 16),
          place
        ),
        'UTF8'
      ),
      'base64'
    ),
    E'+/=\n', '-_'
  )
  FROM (VALUES (concat_ws(E'\x1f', direction, model_id, coalesce(key, '')))) AS t (place);
END;

GRANT SELECT ON model_counts TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON model_counts TO pricebook_writer;
-- file: 0015_access.up.sql
-- Who may use which model. A row is what an operator decided, or by rule: a model begins as new,
-- open to the pro and enterprise tiers, and to the free tier while everything about it is free. Its
-- key is the id that people use, so that a tier's models can be read in the order of their ids.

CREATE TABLE model_access (
  model_id      text PRIMARY KEY REFERENCES models (model_id),
  status        text NOT NULL DEFAULT 'new',
  is_free       boolean NOT NULL DEFAULT false,
  is_pro        boolean NOT NULL DEFAULT true,
  is_enterprise boolean NOT NULL DEFAULT true,
  decided_by    text,                                 -- the operator; NULL while the rule decides
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT status_is_known CHECK (status IN ('new', 'active', 'disabled'))
);

-- The other tiers have nearly all models, and need no index of their own.
CREATE INDEX model_access_free ON model_access (model_id) WHERE is_free;

INSERT INTO model_access (model_id) SELECT model_id FROM models;

-- Whoever adds models need not know of access.
CREATE FUNCTION open_added_models() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO model_access (model_id) SELECT model_id FROM added;
  RETURN NULL;
END
$$;

CREATE TRIGGER models_begin_with_access AFTER INSERT ON models
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION open_added_models();

-- A model of which no price is known is not free: unknown is never zero.
CREATE FUNCTION every_price_is_free(prices json) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(
    (
      SELECT bool_and(price ->> 'state' = 'free')
      FROM json_array_elements(prices) AS price
      WHERE price ->> 'state' <> 'not_offered'
    ),
    false
  );

-- An admin may use whatever is not disabled; a tier that nobody knows may use nothing.
CREATE FUNCTION tier_may_use(access model_access, tier text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (access).status <> 'disabled' AND CASE tier
    WHEN 'free' THEN (access).is_free
    WHEN 'pro' THEN (access).is_pro
    WHEN 'enterprise' THEN (access).is_enterprise
    ELSE tier = 'admin'
  END;

-- The models that a tier may use: what is sold now and open to it.
CREATE FUNCTION allowed_models(tier text) RETURNS TABLE (id bigint, model_id text)
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT m.id, m.model_id
  FROM models m
  JOIN model_access a ON a.model_id = m.model_id
  WHERE m.is_active AND tier_may_use(a, tier);
END;

CREATE FUNCTION can_use_model(tier text, model text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (SELECT FROM allowed_models(tier) AS allowed WHERE allowed.model_id = model);

CREATE OR REPLACE VIEW model_documents AS
-- json_build_object would pad each key with blanks; only an exchanged price names its rate
SELECT
  m.id,
  CASE WHEN e.exchange IS NULL THEN row_to_json(d) ELSE row_to_json(e) END AS document,
  t.free
FROM models m
LEFT JOIN LATERAL priced(m.id) p ON true
LEFT JOIN model_access a ON a.model_id = m.model_id
CROSS JOIN LATERAL (
  SELECT
    a.status,
    CASE WHEN a.decided_by IS NULL THEN every_price_is_free(p.prices) ELSE a.is_free END AS free,
    a.is_pro AS pro,
    a.is_enterprise AS enterprise
) AS t
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
    row_to_json(t) AS access,
    m.first_seen_at,
    -- the moment of the copy: this view is read when a document is written
    now() AS updated_at,
    m.source_url
) AS d
CROSS JOIN LATERAL (SELECT d.*, p.exchange) AS e;

WITH refreshed AS (
  UPDATE models m SET document = d.document, updated_at = now()
  FROM model_documents d
  WHERE d.id = m.id AND m.document IS NOT NULL
  RETURNING m.model_id, d.free
)
UPDATE model_access a SET is_free = true
FROM refreshed r
WHERE r.model_id = a.model_id AND r.free;

UPDATE generations SET generation = generation + 1, changed_at = now();

GRANT SELECT ON model_access TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON model_access TO pricebook_writer;
-- file: 0016_search.up.sql
-- What people look for, and what they compare by: texts to search in, benchmarks, and how much of
-- each provider is priced. Rewrites models.

-- One spelling of whatever people and sellers write: parts between bars, words between blanks,
-- versions in one word. gpt4o, GPT-4o and gpt-4o are one, and so are 3.5, 3-5 and 3 5.
CREATE FUNCTION searchable(written text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '| ' || btrim(
    regexp_replace(
      regexp_replace(
        regexp_replace(
          regexp_replace(lower(written), '(?<=[a-z]{2})(?=\d)|(?<=\d)(?=[a-z]{2})', ' ', 'g'),
          '(?<=\d)\.(?=\d)|(?<=(^|\D)\d)[ _-](?=\d([^a-z0-9.]|$))', '', 'g'
        ),
        '[/:]+', ' | ', 'g'
      ),
      '[^[:alnum:]|]+', ' ', 'g'
    ),
    ' |'
  ) || ' |';

-- How exactly a text says what was asked: 1 a part of it is just that, 2 a part begins with it,
-- 3 it stands somewhere, 4 its words do, 5 it is similar at best. Both are as searchable tells them.
CREATE FUNCTION inexactness(written text, asked text) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN strpos(replace(written, ' ', ''), replace(asked, ' ', '')) > 0 THEN 1
    WHEN strpos(replace(written, ' ', ''), rtrim(replace(asked, ' ', ''), '|')) > 0 THEN 2
    WHEN strpos(written, btrim(asked, '|')) > 0 THEN 3
    WHEN string_to_array(asked, ' ') <@ string_to_array(written, ' ') THEN 4
    ELSE 5
  END;

-- What a similar text is worth, from 0 to 1.1: among those as similar, people mean what many sell.
CREATE FUNCTION relevance(similar_by real, sellers bigint) RETURNS real
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN similar_by + least(sellers, 10) * 0.01;

ALTER TABLE canonical_models
  ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (searchable(id || '/' || name)) STORED;

ALTER TABLE models
  ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (searchable(
    provider || '/' || coalesce(canonical_id || '/', '') || name || '/' || provider_model_id
  )) STORED;

-- Few and short, so that the nearest of all are found in milliseconds; who sells a canonical model
-- is found by its id. Longer signatures make fewer pages look promising.
CREATE INDEX canonical_models_search ON canonical_models
  USING gist (search_text gist_trgm_ops (siglen = 64));
CREATE INDEX models_search_unidentified ON models
  USING gist (search_text gist_trgm_ops (siglen = 64)) WHERE canonical_id IS NULL;
CREATE INDEX models_provider_model_id ON models (lower(provider_model_id));
CREATE INDEX models_sellers ON models (canonical_id, provider) WHERE is_active;
CREATE INDEX models_model_id_trigram ON models USING gin (model_id gin_trgm_ops);
CREATE INDEX models_canonical_trigram ON models USING gin (canonical_id gin_trgm_ops);
CREATE INDEX models_priced ON models (provider, id)
  WHERE is_active AND price_states && '{known,free,dynamic}';

-- Counted in an index, since a look into the ledger for each model takes seconds.
CREATE OR REPLACE VIEW provider_coverage AS
SELECT c.provider, c.active AS models, p.priced_models
FROM model_counts c
CROSS JOIN LATERAL (
  SELECT count(*) AS priced_models
  FROM models m
  WHERE m.provider = c.provider AND m.is_active
    AND m.price_states && '{known,free,dynamic}'
) p
WHERE c.active > 0;

CREATE TABLE benchmarks (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id       bigint NOT NULL REFERENCES models,
  benchmark_name text NOT NULL,
  score          numeric NOT NULL,                     -- in the benchmark's own unit
  source_url     text NOT NULL,                        -- where it was read
  measured_at    timestamptz,                          -- NULL where the source does not say
  created_at     timestamptz NOT NULL DEFAULT now(),
  updated_at     timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT benchmark_is_told_once UNIQUE (model_id, benchmark_name),
  CONSTRAINT benchmark_has_a_name CHECK (benchmark_name ~ '^\S(.*\S)?$'),
  CONSTRAINT score_is_a_number CHECK (score > '-Infinity' AND score < 'Infinity'),
  CONSTRAINT source_is_an_address CHECK (source_url ~ '^https?://')
);

-- What the API shows of a model's benchmarks: [] where nobody entered any.
CREATE FUNCTION benchmarks_of(model bigint) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(json_agg(row_to_json(b) ORDER BY benchmark_name), '[]')
  FROM (
    SELECT benchmark_name, score, source_url, measured_at FROM benchmarks WHERE model_id = model
  ) AS b;
END;

CREATE INDEX model_prices_second ON model_prices (model_id)
  WHERE upper_inf(recorded) AND source <> 'database';

-- The id, so that one provider's can be counted without looking at everybody's.
CREATE OR REPLACE VIEW price_disagreements AS
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  lower(p.valid) AS observed_at, m.id
FROM current_prices c
JOIN models m ON m.id = c.model_id AND m.is_active
JOIN model_prices p
  ON p.model_id = c.model_id AND p.meter = c.meter AND p.conditions = c.conditions
  AND p.source <> c.source AND p.currency = c.currency
  AND upper_inf(p.recorded) AND p.valid @> now()
WHERE abs(p.amount - c.amount) > 0.02 * greatest(p.amount, c.amount)
  AND NOT EXISTS (
    SELECT FROM price_dismissals d
    WHERE d.model_id = p.model_id AND d.source = p.source AND d.meter = p.meter
      AND d.conditions = p.conditions AND d.expires_at > now()
  );

-- How many held prices of each provider wait for a decision.
CREATE VIEW open_reviews AS
SELECT m.provider, count(*) AS reviews
FROM price_reviews r
JOIN models m ON m.id = r.model_id
WHERE r.decision IS NULL
GROUP BY m.provider;

-- What the API tells of a run.
CREATE FUNCTION run_report(r sync_runs) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN json_build_object(
    'id', (r).id, 'status', (r).status, 'triggered_by', (r).triggered_by,
    'started_at', (r).started_at, 'completed_at', (r).completed_at,
    'duration_ms', (r).duration_ms,
    'models_fetched', (r).models_fetched, 'models_added', (r).models_added,
    'models_updated', (r).models_updated, 'models_unchanged', (r).models_unchanged,
    'models_rejected', (r).models_rejected, 'models_missing', (r).models_missing,
    'models_returned', (r).models_returned, 'models_deactivated', (r).models_deactivated,
    'prices_changed', (r).prices_changed, 'errors', (r).errors
  );

-- Why an offer has no place among the priced ones: the state of its price for a meter without any
-- conditions; a known price without a figure in dollars is in another currency.
CREATE FUNCTION unpriced_because(document json, meter text) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'reason',
    coalesce(
      max(CASE p.state WHEN 'known' THEN 'currency' ELSE p.state END), 'unknown'
    ),
    'meter', unpriced_because.meter
  )
  FROM json_to_recordset(document -> 'prices') AS p (meter text, conditions jsonb, state text)
  WHERE p.meter = unpriced_because.meter AND p.conditions = '{}';
END;

GRANT SELECT ON open_reviews TO pricebook_reader, pricebook_writer;
GRANT SELECT ON benchmarks TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE, DELETE ON benchmarks TO pricebook_writer;
-- file: 0017_events.up.sql
-- What happened to models, for whoever follows the catalogue. An event is what tells a document
-- from the one before it: whichever path wrote it is told of, and what changes no answer is not.

CREATE TABLE model_events (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id bigint NOT NULL REFERENCES models,
  provider text NOT NULL REFERENCES providers,         -- the model's own, for the index
  kind     text NOT NULL,
  at       timestamptz NOT NULL DEFAULT now(),
  details  jsonb NOT NULL,
  CONSTRAINT event_kind_is_known CHECK (
    kind IN ('new', 'removed', 'returned', 'price', 'deprecation')
  )
);

CREATE INDEX model_events_latest ON model_events (at, id);
CREATE INDEX model_events_kind ON model_events (kind, at, id);
CREATE INDEX model_events_provider ON model_events (provider, at, id, kind);

CREATE TRIGGER model_events_keep_history BEFORE UPDATE OR DELETE ON model_events
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
CREATE TRIGGER model_events_keep_all_history BEFORE TRUNCATE ON model_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

-- Which of the prices of two documents differ, NULL where none do. Where a second-hand source
-- begins or ends to tell a price, it is our knowledge that changed, and nobody's price.
CREATE FUNCTION differing_prices(before json, after json) RETURNS jsonb
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'meter', meter, 'per', coalesce(n.per, o.per), 'conditions', conditions,
      'previous', jsonb_build_object(
        'state', coalesce(o.state, 'unknown'), 'amount', o.amount, 'currency', o.currency,
        'source', o.source
      ),
      'current', jsonb_build_object(
        'state', coalesce(n.state, 'unknown'), 'amount', n.amount, 'currency', n.currency,
        'source', n.source
      ),
      'effective_at', coalesce(n.observed_at, now())
    )) ORDER BY meter, conditions
  )
  FROM json_to_recordset(before) AS o (
    meter text, per integer, conditions jsonb, state text, amount text, currency text, source text
  )
  FULL JOIN json_to_recordset(after) AS n (
    meter text, per integer, conditions jsonb, state text, amount text, currency text, source text,
    observed_at timestamptz
  ) USING (meter, conditions)
  WHERE (o.state, o.amount, o.currency) IS DISTINCT FROM (n.state, n.amount, n.currency)
    AND (
      (o.state IS NOT NULL AND n.state IS NOT NULL)
      OR EXISTS (
        SELECT FROM price_sources s
        WHERE s.source = coalesce(n.source, o.source) AND NOT s.second_hand
      )
    );
END;

-- What a provider lists in its first run is where we start, and no news.
CREATE FUNCTION tell_model_events() RETURNS trigger LANGUAGE plpgsql
  -- its plan is kept: one that was made for a single model must not meet six thousand
  SET enable_nestloop = off
AS $$
BEGIN
  INSERT INTO model_events (model_id, provider, kind, details)
  WITH changed AS MATERIALIZED (
    SELECT
      n.id, n.provider, o.document IS NULL AS is_new, a.*,
      b.is_active AS was_active, b.deprecated AS was_deprecated,
      b.deprecation_date AS previous_date, b.prices AS previous_prices
    FROM new_models n
    JOIN old_models o USING (id)
    CROSS JOIN LATERAL json_to_record(n.document) AS a (
      is_active boolean, deprecated boolean, deprecation_date text, replacement text, prices json,
      pricing jsonb, canonical_id text
    )
    LEFT JOIN LATERAL json_to_record(o.document) AS b (
      is_active boolean, deprecated boolean, deprecation_date text, prices json
    ) ON true
    WHERE n.document::text IS DISTINCT FROM o.document::text AND n.document IS NOT NULL
  )
  SELECT id, provider, 'new', jsonb_strip_nulls(jsonb_build_object(
    'canonical_id', canonical_id, 'pricing', pricing
  ))
  FROM changed
  WHERE is_new AND is_active AND provider IN (
    SELECT r.provider FROM sync_runs r WHERE r.status IN ('success', 'partial')
  )
  UNION ALL
  SELECT id, provider, CASE WHEN is_active THEN 'returned' ELSE 'removed' END, '{}'
  FROM changed
  WHERE is_active <> was_active
  UNION ALL
  SELECT id, provider, 'deprecation', jsonb_strip_nulls(jsonb_build_object(
    'deprecated', deprecated, 'deprecation_date', deprecation_date,
    'previous_deprecation_date', previous_date, 'replacement', replacement
  ))
  FROM changed
  WHERE NOT is_new
    AND (deprecated, deprecation_date) IS DISTINCT FROM (was_deprecated, previous_date)
  UNION ALL
  SELECT id, provider, 'price', jsonb_build_object('prices', differing)
  FROM changed
  CROSS JOIN LATERAL differing_prices(previous_prices, prices) AS differing
  WHERE previous_prices::text <> prices::text AND differing IS NOT NULL;
  RETURN NULL;
END
$$;

CREATE TRIGGER models_tell_events AFTER UPDATE ON models
  REFERENCING OLD TABLE AS old_models NEW TABLE AS new_models
  FOR EACH STATEMENT EXECUTE FUNCTION tell_model_events();

-- A price that begins later is in no document yet. What is left of a belief beside a new one was
-- believed before, and is announced by nobody.
CREATE FUNCTION tell_announced_prices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO model_events (model_id, provider, kind, details)
  SELECT m.id, m.provider, 'price', jsonb_build_object('prices', jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'meter', n.meter, 'per', t.per, 'conditions', n.conditions,
      'previous', jsonb_build_object(
        'state', coalesce(c.state, 'unknown'), 'amount', quoted(c.amount, t.per),
        'currency', c.currency, 'source', c.source
      ),
      'current', jsonb_build_object(
        'state', n.state, 'amount', quoted(n.amount, t.per), 'currency', n.currency,
        'source', n.source
      ),
      'effective_at', lower(n.valid), 'until', upper(n.valid)
    )) ORDER BY n.meter, n.conditions
  ))
  FROM new_prices n
  JOIN models m ON m.id = n.model_id
  JOIN meters t ON t.name = n.meter
  JOIN price_sources s USING (source)
  LEFT JOIN LATERAL (
    SELECT * FROM current_prices c WHERE c.model_id = n.model_id OFFSET 0
  ) c ON c.meter = n.meter AND c.conditions = n.conditions
  WHERE lower(n.valid) > lower(n.recorded) AND s.trust <= coalesce(c.trust, s.trust)
    AND NOT EXISTS (
      SELECT FROM model_prices p
      WHERE p.model_id = n.model_id AND p.key = n.key AND p.valid @> n.valid
        AND upper(p.recorded) = lower(n.recorded)
        AND (p.state, p.amount, p.currency)
          IS NOT DISTINCT FROM (n.state, n.amount, n.currency)
    )
  GROUP BY m.id, m.provider;
  RETURN NULL;
END
$$;

CREATE TRIGGER model_prices_tell_announced AFTER INSERT ON model_prices
  REFERENCING NEW TABLE AS new_prices
  FOR EACH STATEMENT EXECUTE FUNCTION tell_announced_prices();

-- A price in words, as in 2.5 USD per 1M.
CREATE FUNCTION price_in_words(price jsonb, per bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN price ->> 'state' <> 'known' THEN replace(price ->> 'state', '_', ' ')
    ELSE concat_ws(
      ' ', price ->> 'amount', price ->> 'currency',
      CASE per WHEN 1000000 THEN 'per 1M' WHEN 1000 THEN 'per 1K' END
    ) END;

CREATE FUNCTION prices_in_words(prices jsonb, told_at timestamptz) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT string_agg(
    concat_ws(
      ' ', p ->> 'meter', nullif(p ->> 'conditions', '{}'),
      price_in_words(p -> 'previous', (p ->> 'per')::bigint), '→',
      price_in_words(p -> 'current', (p ->> 'per')::bigint),
      'from ' || CASE WHEN (p ->> 'effective_at')::timestamptz > told_at
                   THEN left(p ->> 'effective_at', 10) END
    ), '; ' ORDER BY position
  )
  FROM jsonb_array_elements(prices) WITH ORDINALITY AS e (p, position)
  WHERE position <= 10;
END;

-- Every event as people read it; its stable id is kind:number.
CREATE VIEW changes AS
SELECT
  e.id AS number, e.kind || ':' || e.id AS id, e.kind, e.at, e.provider, m.model_id,
  m.model_id || CASE e.kind
    WHEN 'new' THEN ' is new'
    WHEN 'removed' THEN ' is no longer sold'
    WHEN 'returned' THEN ' is sold again'
    WHEN 'price' THEN ' has another price'
    WHEN 'deprecation' THEN CASE
      WHEN e.details ? 'deprecation_date' THEN ' ends on ' || (e.details ->> 'deprecation_date')
      WHEN (e.details ->> 'deprecated')::boolean THEN ' is deprecated'
      ELSE ' is no longer deprecated'
    END
  END AS title,
  CASE e.kind
    WHEN 'price' THEN prices_in_words(e.details -> 'prices', e.at)
    ELSE concat_ws('; ', m.name, 'instead: ' || (e.details ->> 'replacement'), (
      SELECT string_agg(key || ' ' || value, ', ') FROM jsonb_each_text(e.details -> 'pricing')
    ))
  END AS summary,
  e.details
FROM model_events e
JOIN models m ON m.id = e.model_id;

-- The changes that a page of either form tells, the newest first. A cursor is the microsecond and
-- the number of the last change before the page.
CREATE FUNCTION changes_page(
  seller text, one_kind text, since timestamptz, cursor text, size bigint
) RETURNS SETOF changes
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT c.* FROM changes c
  WHERE (seller IS NULL OR c.provider = seller)
    AND (one_kind IS NULL OR c.kind = one_kind)
    AND (since IS NULL OR c.at >= since)
    AND (cursor IS NULL OR (c.at, c.number) < (
      timestamptz 'epoch' + split_part(cursor, '-', 1)::bigint * interval '1 microsecond',
      split_part(cursor, '-', 2)::bigint
    ))
  ORDER BY c.at DESC, c.number DESC LIMIT size;
END;

CREATE FUNCTION cursor_after(at timestamptz, number bigint) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (extract(epoch FROM at) * 1000000)::bigint || '-' || number;

-- Where each base price stands in `pricing`; of two with one key the later wins, because people
-- mean the picture that they send.
CREATE VIEW priced_keys AS
SELECT * FROM (VALUES
  (1, 'input_tokens', 'prompt'), (2, 'output_tokens', 'completion'),
  (3, 'cache_read_tokens', 'cache_read'), (4, 'cache_write_tokens', 'cache_write'),
  (5, 'reasoning_tokens', 'reasoning'), (6, 'input_audio_tokens', 'audio'),
  (7, 'output_images', 'image'), (8, 'input_images', 'image'), (9, 'requests', 'request')
) AS k (position, meter, key);

-- An id as the end of an address: what may not stand there is percent-encoded.
CREATE FUNCTION address_of(model_id text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT string_agg(
    CASE WHEN letter ~ '[A-Za-z0-9/._~:@-]' THEN letter
      ELSE regexp_replace(upper(encode(convert_to(letter, 'UTF8'), 'hex')), '(..)', '%\1', 'g')
    END, '' ORDER BY position
  )
  FROM regexp_split_to_table(model_id, '') WITH ORDINALITY AS l (letter, position);
END;

-- Text that can stand in an XML document: markup escaped, and what XML cannot say at all left out.
CREATE FUNCTION xml_text(words text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN replace(replace(replace(replace(
    regexp_replace(words, '[\x01-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]', '', 'g'),
    '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;');

GRANT SELECT ON model_events, changes, priced_keys TO pricebook_reader, pricebook_writer;
GRANT INSERT ON model_events TO pricebook_writer;
-- file: 0018_feeds.up.sql
-- What the drop-in feeds are built of: the prices of what is sold, spelt as a format spells them, and
-- the reference lists word for word, for the formats that are one of them with our prices on top.

CREATE TABLE reference_documents (
  source      text PRIMARY KEY REFERENCES price_sources,
  body        json NOT NULL,                           -- as it came: json keeps every digit
  fetched_at  timestamptz NOT NULL DEFAULT now(),      -- when it first came so
  sync_run_id bigint REFERENCES sync_runs
);

-- How much of what we know each format cannot say; measured now and then, for /v1/status.
CREATE TABLE feed_coverage (
  feed          text PRIMARY KEY,
  prices        bigint NOT NULL,
  inexpressible bigint NOT NULL,                       -- of those
  measured_at   timestamptz NOT NULL DEFAULT now()
);

-- Every price in force of every active model, per the unit that people quote. Above no tokens at all
-- is everywhere.
CREATE VIEW listed_prices AS
SELECT
  m.id, m.provider, p.meter,
  CASE WHEN p.conditions -> 'prompt_tokens_gt' = '0' THEN p.conditions - 'prompt_tokens_gt'
    ELSE p.conditions
  END AS conditions,
  p.state, p.amount, p.currency, p.source
FROM models m
CROSS JOIN LATERAL json_to_recordset(m.document -> 'prices') AS p (
  meter text, conditions jsonb, state text, amount numeric, currency text, source text
)
WHERE m.is_active;

-- The listed prices under the keys of a format; a price without a key is one that it cannot say.
-- A spelling is for one meter under exactly these conditions, beside those that are left open; with
-- `hours` it is for a part of the day or of the week only.
CREATE FUNCTION spelt(spellings jsonb)
  RETURNS TABLE (
    id bigint, provider text, meter text, conditions jsonb, state text, source text, key text,
    value numeric
  )
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT
    p.id, p.provider, p.meter, p.conditions, p.state, p.source, s.key,
    trim_scale(coalesce(p.amount, 0) * s.factor)
  FROM listed_prices p
  LEFT JOIN jsonb_to_recordset(spellings) AS s (
    meter text, conditions jsonb, open text[], hours boolean, currency text, key text, factor numeric
  )
    -- without what any spelling leaves open, so that the join can hash; then exactly
    ON s.meter = p.meter
    AND s.conditions - ARRAY[
      'prompt_tokens_gt', 'quality', 'resolution', 'utc_windows', 'weekdays'
    ] = p.conditions - ARRAY[
      'prompt_tokens_gt', 'quality', 'resolution', 'utc_windows', 'weekdays'
    ]
    AND s.conditions = p.conditions - s.open
    AND s.hours = p.conditions ?| ARRAY['utc_windows', 'weekdays']
    AND (p.state = 'free' OR (p.state = 'known' AND p.currency = s.currency));
END;

-- Whole rate cards: what a model costs in a mode (a service tier, a speed), at some hours, above some
-- length of the prompt. What has no price of its own there costs what it costs otherwise: a price for
-- long prompts stands before one for some hours, and that before one for a mode.
CREATE FUNCTION rate_cards(spellings jsonb)
  RETURNS TABLE (id bigint, mode jsonb, hours jsonb, size bigint, rates jsonb)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20000 -- so that nobody plans a loop in a loop
BEGIN ATOMIC
  WITH told AS MATERIALIZED (
    SELECT
      t.id, t.key, t.value,
      jsonb_strip_nulls(jsonb_build_object(
        'service_tier', t.conditions -> 'service_tier', 'speed', t.conditions -> 'speed'
      )) AS mode,
      jsonb_strip_nulls(jsonb_build_object(
        'utc_windows', t.conditions -> 'utc_windows', 'weekdays', t.conditions -> 'weekdays'
      )) AS hours,
      (t.conditions ->> 'prompt_tokens_gt')::bigint AS size
    FROM spelt(spellings) t
    WHERE t.key IS NOT NULL
  ), kinds AS (
    SELECT
      t.id,
      array_append(array_agg(DISTINCT t.mode), '{}') AS modes,
      array_append(array_agg(DISTINCT t.hours), '{}') AS parts,
      array_append(array_agg(DISTINCT t.size), NULL) AS sizes
    FROM told t
    GROUP BY t.id
  ), cards AS (
    SELECT DISTINCT k.id, m.mode, h.hours, s.size
    FROM kinds k
    CROSS JOIN LATERAL unnest(k.modes) AS m (mode)
    CROSS JOIN LATERAL unnest(k.parts) AS h (hours)
    CROSS JOIN LATERAL unnest(k.sizes) AS s (size)
  )
  SELECT
    c.id, c.mode, c.hours, c.size,
    jsonb_object_agg(t.key, t.value ORDER BY t.size NULLS FIRST, t.hours <> '{}', t.mode <> '{}')
  FROM cards c
  JOIN told t
    ON t.id = c.id AND t.mode IN ('{}', c.mode) AND t.hours IN ('{}', c.hours)
    AND (t.size IS NULL OR t.size <= c.size)
  GROUP BY c.id, c.mode, c.hours, c.size;
END;

-- OpenRouter's `pricing` object, which its list and its endpoints share: texts per unit, and overrides
-- for long prompts and for parts of the day or of the week, of which the later one wins.
CREATE FUNCTION openrouter_pricing(spellings jsonb, models bigint[])
  RETURNS TABLE (id bigint, pricing jsonb)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20000
BEGIN ATOMIC
  WITH told AS (
    SELECT
      t.id, t.key, t.value::text AS value, t.conditions = '{}' AS plain,
      jsonb_strip_nulls(jsonb_build_object(
        'min_prompt_tokens', t.conditions -> 'prompt_tokens_gt',
        'utc_start', replace(w.hours ->> 0, ':', '')::integer,
        'utc_end', replace(w.hours ->> 1, ':', '')::integer,
        'utc_days', t.conditions -> 'weekdays'
      )) AS condition
    FROM spelt(spellings) t
    LEFT JOIN LATERAL jsonb_array_elements(t.conditions -> 'utc_windows') AS w (hours) ON true
    WHERE t.key IS NOT NULL AND t.id = ANY (models)
  ), cards AS (
    SELECT t.id, t.condition, jsonb_object_agg(t.key, t.value ORDER BY t.plain) AS rates
    FROM told t
    GROUP BY t.id, t.condition
  )
  SELECT
    c.id,
    coalesce(jsonb_agg(c.rates) FILTER (WHERE c.condition = '{}') -> 0, '{}')
    || jsonb_strip_nulls(jsonb_build_object(
      'overrides',
      jsonb_agg(
        c.condition || c.rates
        ORDER BY
          c.condition ? 'min_prompt_tokens', (c.condition -> 'min_prompt_tokens')::bigint,
          c.condition
      ) FILTER (WHERE c.condition <> '{}')
    ))
  FROM cards c
  GROUP BY c.id;
END;

GRANT SELECT ON reference_documents, feed_coverage, listed_prices
  TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON reference_documents, feed_coverage TO pricebook_writer;
-- file: 0019_audit.up.sql
-- Who changed what: one row per row that a person's change touches, written by triggers, so that no
-- path can forget it. The admin function names the person and the request in two settings of its
-- transaction; where they are not set, as in every sync, nothing is written.

CREATE TABLE admin_audit_log (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         timestamptz NOT NULL DEFAULT now(),
  actor      text NOT NULL,                            -- the subject of the token
  request_id text NOT NULL,
  action     text NOT NULL,                            -- insert, update, delete, or what was started
  entity     text NOT NULL,                            -- the table, or what was acted on
  key        text NOT NULL,                            -- its primary key
  subject    text NOT NULL,                            -- the model, provider or thing, as people name it
  before     jsonb,                                    -- the fields that changed, as they were
  after      jsonb                                     -- and as they are now
);

CREATE INDEX admin_audit_log_at ON admin_audit_log (at DESC, id DESC);
CREATE INDEX admin_audit_log_subject ON admin_audit_log (subject, id DESC);
CREATE INDEX admin_audit_log_actor ON admin_audit_log (actor, id DESC);

CREATE FUNCTION refuse_to_rewrite_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'admin_audit_log is append-only';
END
$$;

CREATE TRIGGER admin_audit_log_keeps_history BEFORE UPDATE OR DELETE ON admin_audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_audit();
CREATE TRIGGER admin_audit_log_keeps_all_history BEFORE TRUNCATE ON admin_audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_audit();

-- Arguments: the columns of the primary key, and the column that names the subject; `model` means
-- the model that model_id points to.
CREATE FUNCTION attribute_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- what follows from other columns is no change of its own
  derived constant text[] := ARRAY['document', 'updated_at'];
  old_row constant jsonb := coalesce(to_jsonb(OLD) - derived, '{}');
  new_row constant jsonb := coalesce(to_jsonb(NEW) - derived, '{}');
  either constant jsonb := CASE WHEN TG_OP = 'DELETE' THEN old_row ELSE new_row END;
  was jsonb;
  became jsonb;
BEGIN
  SELECT jsonb_object_agg(k, old_row -> k) FILTER (WHERE old_row ? k),
         jsonb_object_agg(k, new_row -> k) FILTER (WHERE new_row ? k)
  INTO was, became
  FROM jsonb_object_keys(old_row || new_row) AS k
  WHERE old_row -> k IS DISTINCT FROM new_row -> k;
  IF was IS NOT NULL OR became IS NOT NULL THEN
    INSERT INTO admin_audit_log (actor, request_id, action, entity, key, subject, before, after)
    SELECT
      current_setting('pricebook.actor'), current_setting('pricebook.request_id'),
      lower(TG_OP), TG_TABLE_NAME,
      (SELECT string_agg(either ->> c, ' ' ORDER BY n)
       FROM unnest(string_to_array(TG_ARGV[0], ' ')) WITH ORDINALITY AS t (c, n)),
      CASE TG_ARGV[1]
        WHEN 'model' THEN
          (SELECT m.model_id FROM models m WHERE m.id = (either ->> 'model_id')::bigint)
        ELSE either ->> TG_ARGV[1]
      END,
      was, became;
  END IF;
  RETURN NULL;
END
$$;

-- Whether a person is at work in this transaction.
CREATE FUNCTION attributed() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('pricebook.actor', true), '') <> '';

CREATE TRIGGER models_are_audited AFTER INSERT OR UPDATE OR DELETE ON models
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'model_id');
CREATE TRIGGER model_access_is_audited AFTER INSERT OR UPDATE OR DELETE ON model_access
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('model_id', 'model_id');
CREATE TRIGGER providers_are_audited AFTER INSERT OR UPDATE OR DELETE ON providers
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('slug', 'slug');
CREATE TRIGGER prices_are_audited AFTER INSERT OR UPDATE ON model_prices
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'model');
CREATE TRIGGER reviews_are_audited AFTER INSERT OR UPDATE OR DELETE ON price_reviews
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'model');
CREATE TRIGGER dismissals_are_audited AFTER INSERT OR UPDATE OR DELETE ON price_dismissals
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'model');
CREATE TRIGGER aliases_are_audited AFTER INSERT OR UPDATE OR DELETE ON model_aliases
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('alias provider', 'alias');
CREATE TRIGGER benchmarks_are_audited AFTER INSERT OR UPDATE OR DELETE ON benchmarks
  FOR EACH ROW WHEN (attributed())
  EXECUTE FUNCTION attribute_change('model_id benchmark_name', 'model');
CREATE TRIGGER exchange_rates_are_audited AFTER INSERT OR UPDATE OR DELETE ON exchange_rates
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'currency');

GRANT SELECT, INSERT ON admin_audit_log TO pricebook_writer;
-- file: 0020_queue.up.sql
-- A run that an operator asks for has a row at once, which is polled until it ends.

CREATE UNIQUE INDEX one_queued_run_per_provider ON sync_runs (provider) WHERE status = 'queued';
CREATE INDEX sync_runs_newest ON sync_runs (started_at DESC, id DESC);
-- file: 0021_operated.up.sql
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
-- file: 0022_cadence.up.sql
-- What an operator sets per provider without a deploy: at which hour its cadence begins, which
-- numbers its guards go by, and how many failures in a row are told. Who took a decision on a held
-- price back, and a name for each disagreement.

-- How the numbers of the guards are bounded; pricebook.admin.providers.Guards says the same.
CREATE FUNCTION guards_are_known(guards jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE WHEN jsonb_typeof(guards) = 'object' THEN
    (
      SELECT coalesce(bool_and(coalesce(
        CASE WHEN jsonb_typeof(g.value) = 'number' THEN
          (g.value #>> '{}')::numeric BETWEEN b.least AND b.most
          AND (NOT b.whole OR (g.value #>> '{}')::numeric % 1 = 0)
        END,
        false
      )), true)
      FROM jsonb_each(guards) AS g
      LEFT JOIN (VALUES
        ('shrink_floor', 0, 1, false), ('reject_ceiling', 0, 1, false), ('misses', 1, 1000, true),
        ('jump_factor', 1, 1000000000, false), ('alike_factor', 1, 1000000000, false),
        ('slip_factor', 1, 1000000000, false), ('slip_sellers', 1, 1000, true),
        ('absurd_below', 0, 1000000, false), ('absurd_above', 0, 1000000, false),
        ('sibling_factor', 1, 1000000000, false)
      ) AS b (key, least, most, whole) USING (key)
    )
  ELSE false END;
END;

-- As operators write a cadence, and as programs read it: PT6H, P1D.
CREATE FUNCTION iso_duration(length interval) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  SET intervalstyle = 'iso_8601'
  RETURN length::text;

ALTER TABLE providers
  ADD COLUMN sync_at     time,                          -- in UTC: the cadence is counted from it
  ADD COLUMN guards      jsonb NOT NULL DEFAULT '{}',   -- instead of the numbers in settings.py
  ADD COLUMN alert_after integer,                       -- failures in a row; NULL as in settings.py
  ADD CONSTRAINT guards_are_known CHECK (guards_are_known(guards)),
  ADD CONSTRAINT alert_after_is_a_count CHECK (alert_after BETWEEN 1 AND 1000),
  -- a month has no length, so nothing can be counted in it
  ADD CONSTRAINT interval_has_a_length CHECK (
    isfinite(sync_interval) AND extract(year FROM sync_interval) = 0
    AND extract(month FROM sync_interval) = 0
  );

-- How a provider is run, and how it does. Numbers are told as text.
CREATE FUNCTION conduct_of(provider text, defaults jsonb) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'slug', p.slug, 'name', p.name, 'kind', p.kind, 'website', p.website, 'docs_url', p.docs_url,
    'key_name', p.key_name, 'is_active', p.is_active,
    'sync_interval', iso_duration(p.sync_interval), 'sync_at', to_char(p.sync_at, 'HH24:MI'),
    'alert_after', p.alert_after,
    'guards', (SELECT coalesce(json_object_agg(key, value), '{}') FROM jsonb_each_text(p.guards)),
    'thresholds', (
      SELECT json_object_agg(key, value ORDER BY key)
      FROM (
        SELECT key, coalesce(p.guards ->> key, value) AS value FROM jsonb_each_text(defaults)
      ) AS t
    ),
    'health', h.health, 'freshness', h.freshness, 'last_run_status', h.last_run_status,
    'last_run_at', h.last_run_at, 'updated_at', p.updated_at
  )
  FROM providers p
  JOIN provider_health h ON h.slug = p.slug
  WHERE p.slug = conduct_of.provider;
END;

ALTER TABLE price_reviews
  ADD COLUMN undone_by text,
  ADD COLUMN undone_at timestamptz,
  ADD COLUMN undone_note text,
  ADD CONSTRAINT undone_by_someone_at_some_time CHECK ((undone_by IS NULL) = (undone_at IS NULL)),
  ADD CONSTRAINT undone_only_when_decided CHECK (
    undone_at IS NULL OR decision IN ('approved', 'rejected')
  );

-- What waits, or what became of it.
CREATE FUNCTION review_status(r price_reviews) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN (r).undone_at IS NOT NULL THEN 'undone' ELSE coalesce((r).decision, 'pending') END;

-- What the API tells of a held price; amounts are per the quantity that people quote.
CREATE FUNCTION review_report(r price_reviews) RETURNS json
  LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT json_build_object(
    'id', (r).id, 'model_id', m.model_id, 'provider', m.provider, 'source', (r).source,
    'meter', (r).meter, 'per', t.per, 'conditions', (r).conditions,
    'old', json_strip_nulls(json_build_object(
      'state', coalesce((r).old_state, 'unknown'), 'amount', quoted((r).old_amount, t.per),
      'currency', (r).old_currency
    )),
    'new', json_strip_nulls(json_build_object(
      'state', (r).new_state, 'amount', quoted((r).new_amount, t.per),
      'currency', (r).new_currency
    )),
    'published', (r).published, 'reason', (r).reason, 'sample', (r).sample,
    'sync_run_id', (r).sync_run_id, 'created_at', (r).created_at, 'status', review_status(r),
    'decision', (r).decision, 'decided_by', (r).decided_by, 'decided_at', (r).decided_at,
    'note', (r).note, 'applied_at', (r).applied_at, 'undone_by', (r).undone_by,
    'undone_at', (r).undone_at, 'undone_note', (r).undone_note
  )
  FROM models m
  JOIN meters t ON t.name = (r).meter
  WHERE m.id = (r).model_id;
END;

-- The ledger row of the figure that is not believed, which names the disagreement.
CREATE OR REPLACE VIEW price_disagreements AS
SELECT
  m.model_id, c.meter, c.conditions,
  c.source AS trusted_source, c.amount AS trusted_amount,
  p.source AS other_source, p.amount AS other_amount,
  round(p.amount / nullif(c.amount, 0), 6) AS ratio, c.currency,
  lower(p.valid) AS observed_at, m.id, m.provider, p.id AS price_id
FROM current_prices c
JOIN models m ON m.id = c.model_id AND m.is_active
JOIN model_prices p
  ON p.model_id = c.model_id AND p.meter = c.meter AND p.conditions = c.conditions
  AND p.source <> c.source AND p.currency = c.currency
  AND upper_inf(p.recorded) AND p.valid @> now()
WHERE abs(p.amount - c.amount) > 0.02 * greatest(p.amount, c.amount)
  AND NOT EXISTS (
    SELECT FROM price_dismissals d
    WHERE d.model_id = p.model_id AND d.source = p.source AND d.meter = p.meter
      AND d.conditions = p.conditions AND d.expires_at > now()
  );
-- file: 0023_alerts.up.sql
-- What operators are told, and whether they have been; and the closed set of what can be wrong with
-- a run.

CREATE TABLE alerts (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text NOT NULL,
  subject     text NOT NULL,                           -- a provider; of a digest, its day
  occasion    text NOT NULL DEFAULT '',                -- where a subject has several: the run
  title       text NOT NULL,
  message     text NOT NULL,                           -- what happened, and what to do
  opened_at   timestamptz NOT NULL DEFAULT now(),
  closed_at   timestamptz,                             -- when it was over
  next_try_at timestamptz NOT NULL DEFAULT now(),      -- nobody sends it before
  told_to     text[] NOT NULL DEFAULT '{}',            -- the channels that have it
  sent_at     timestamptz,                             -- when all of them had it
  CONSTRAINT kind_is_known CHECK (
    kind IN ('deprecations', 'failing', 'held', 'recovered', 'shrunk', 'stale')
  )
);

CREATE UNIQUE INDEX one_open_alert_per_occasion
  ON alerts (kind, subject, occasion) WHERE closed_at IS NULL;
CREATE INDEX alerts_unsent ON alerts (next_try_at) WHERE sent_at IS NULL;

-- Each model once, unless its seller moves the date.
CREATE TABLE deprecations_told (
  model_id         bigint NOT NULL REFERENCES models,
  deprecation_date date NOT NULL,
  told_at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (model_id, deprecation_date)
);

-- pricebook.errors.Category holds the same words.
CREATE FUNCTION errors_are_grouped(errors jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(bool_and(coalesce(
    e ->> 'category' IN (
      'auth', 'database', 'defect', 'duplicate', 'format', 'guard', 'network', 'rate_limit',
      'unmatched', 'unread', 'validation'
    )
    AND jsonb_typeof(e -> 'count') = 'number'
    AND e ->> 'sample' IS NOT NULL
    AND e ->> 'what_to_do' IS NOT NULL,
    false
  )), true)
  FROM jsonb_array_elements(errors) AS e;
END;

ALTER TABLE sync_runs ADD CONSTRAINT errors_are_grouped CHECK (errors_are_grouped(errors));

GRANT SELECT, INSERT, UPDATE ON alerts TO pricebook_writer;
GRANT SELECT, INSERT ON deprecations_told TO pricebook_writer;
-- file: 0024_lighter.up.sql
-- A first sync writes each new model twice: bare, and then with its document. What only readers of
-- documents look through is written once, and canonical ids are looked through where they are few.

DROP INDEX models_canonical_trigram;
DROP INDEX models_name_trigram;
DROP INDEX models_model_id_trigram;
CREATE INDEX models_name_trigram ON models USING gin (name gin_trgm_ops)
  WHERE document IS NOT NULL;
CREATE INDEX models_model_id_trigram ON models USING gin (model_id gin_trgm_ops)
  WHERE document IS NOT NULL;
-- file: 0026_feeds_at_size.up.sql
-- The feeds of a hundred thousand models: each reads the prices once, and every function tells the
-- planner how many rows to expect. One that may be folded into a statement would not be asked, and
-- what looks like one row is joined row by row; a setting of its own keeps a function whole.

DROP FUNCTION rate_cards;
DROP FUNCTION openrouter_pricing;

-- What a list has word for word, by the name that the list gives it.
CREATE FUNCTION reference_entries(of_source text)
  RETURNS TABLE (key text, entry jsonb)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 4000 SET jit = off
BEGIN ATOMIC
  SELECT e.key, e.value
  FROM reference_documents d
  CROSS JOIN LATERAL jsonb_each(d.body::jsonb) e
  WHERE d.source = of_source AND jsonb_typeof(e.value) = 'object';
END;

-- Whole rate cards: what a model costs in a mode (a service tier, a speed), at some hours, above some
-- length of the prompt. What has no price of its own there costs what it costs otherwise: a price for
-- long prompts stands before one for some hours, and that before one for a mode. The card without
-- any of these counts the prices of the model that the format cannot say; its rates may be NULL.
CREATE FUNCTION rate_cards(spellings jsonb, of_provider text DEFAULT NULL)
  RETURNS TABLE (id bigint, mode jsonb, hours jsonb, size bigint, rates jsonb, unsaid bigint)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20000 SET jit = off
BEGIN ATOMIC
  WITH priced AS MATERIALIZED (
    SELECT
      t.id,
      jsonb_object_agg(t.key, t.value) FILTER (WHERE t.key IS NOT NULL AND t.conditions = '{}') AS base,
      jsonb_agg(jsonb_build_object(
        'key', t.key, 'value', t.value, 'size', t.conditions -> 'prompt_tokens_gt',
        'mode', jsonb_strip_nulls(jsonb_build_object(
          'service_tier', t.conditions -> 'service_tier', 'speed', t.conditions -> 'speed'
        )),
        'hours', jsonb_strip_nulls(jsonb_build_object(
          'utc_windows', t.conditions -> 'utc_windows', 'weekdays', t.conditions -> 'weekdays'
        ))
      )) FILTER (WHERE t.key IS NOT NULL AND t.conditions <> '{}') AS others,
      count(*) FILTER (WHERE t.key IS NULL) AS unsaid
    FROM spelt(spellings) t
    WHERE of_provider IS NULL OR t.provider = of_provider
    GROUP BY t.id
  )
  SELECT p.id, '{}'::jsonb, '{}'::jsonb, NULL::bigint, p.base, p.unsaid
  FROM priced p
  WHERE p.others IS NULL
  UNION ALL
  SELECT
    p.id, c.mode, c.hours, c.size, nullif(coalesce(p.base, '{}') || coalesce(c.rates, '{}'), '{}'),
    CASE WHEN c.mode = '{}' AND c.hours = '{}' AND c.size IS NULL THEN p.unsaid ELSE 0 END
  FROM priced p
  CROSS JOIN LATERAL (
    WITH o AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(p.others) AS r (
        key text, value numeric, mode jsonb, hours jsonb, size bigint
      )
    )
    SELECT
      m.mode, h.hours, s.size,
      jsonb_object_agg(o.key, o.value ORDER BY o.size NULLS FIRST, o.hours <> '{}', o.mode <> '{}')
        FILTER (WHERE o.key IS NOT NULL) AS rates
    FROM (SELECT o.mode FROM o UNION SELECT '{}') m
    CROSS JOIN (SELECT o.hours FROM o UNION SELECT '{}') h
    CROSS JOIN (SELECT o.size FROM o UNION SELECT NULL) s
    LEFT JOIN o
      ON o.mode IN ('{}', m.mode) AND o.hours IN ('{}', h.hours)
      AND (o.size IS NULL OR o.size <= s.size)
    GROUP BY m.mode, h.hours, s.size
  ) c
  WHERE p.others IS NOT NULL;
END;

-- OpenRouter's `pricing` object, which its list and its endpoints share: texts per unit, and overrides
-- for long prompts and for parts of the day or of the week, of which the later one wins. It is NULL
-- where the format can say no price of a model; `unsaid` counts those that it cannot say.
CREATE FUNCTION openrouter_pricing(spellings jsonb, models bigint[])
  RETURNS TABLE (id bigint, pricing jsonb, unsaid bigint)
  LANGUAGE sql STABLE PARALLEL SAFE ROWS 20000 SET jit = off
BEGIN ATOMIC
  WITH priced AS MATERIALIZED (
    SELECT
      t.id,
      jsonb_object_agg(t.key, t.value::text) FILTER (WHERE t.key IS NOT NULL AND t.conditions = '{}')
        AS base,
      jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value::text, 'conditions', t.conditions))
        FILTER (WHERE t.key IS NOT NULL AND t.conditions <> '{}') AS others,
      count(*) FILTER (WHERE t.key IS NULL) AS unsaid
    FROM spelt(spellings) t
    WHERE t.id = ANY (models)
    GROUP BY t.id
  )
  SELECT p.id, p.base, p.unsaid
  FROM priced p
  WHERE p.others IS NULL
  UNION ALL
  SELECT
    p.id,
    coalesce(p.base, '{}') || coalesce(c.plain, '{}')
      || jsonb_strip_nulls(jsonb_build_object('overrides', c.overrides)),
    p.unsaid
  FROM priced p
  CROSS JOIN LATERAL (
    SELECT
      jsonb_agg(k.rates) FILTER (WHERE k.condition = '{}') -> 0 AS plain,
      jsonb_agg(
        k.condition || k.rates
        ORDER BY
          k.condition ? 'min_prompt_tokens', (k.condition -> 'min_prompt_tokens')::bigint,
          k.condition
      ) FILTER (WHERE k.condition <> '{}') AS overrides
    FROM (
      SELECT
        jsonb_strip_nulls(jsonb_build_object(
          'min_prompt_tokens', o.conditions -> 'prompt_tokens_gt',
          'utc_start', replace(w.hours ->> 0, ':', '')::integer,
          'utc_end', replace(w.hours ->> 1, ':', '')::integer,
          'utc_days', o.conditions -> 'weekdays'
        )) AS condition,
        jsonb_object_agg(o.key, o.value) AS rates
      FROM jsonb_to_recordset(p.others) AS o (key text, value text, conditions jsonb)
      LEFT JOIN LATERAL jsonb_array_elements(o.conditions -> 'utc_windows') AS w (hours) ON true
      GROUP BY 1
    ) k
  ) c
  WHERE p.others IS NOT NULL;
END;
