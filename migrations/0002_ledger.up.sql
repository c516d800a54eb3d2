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
