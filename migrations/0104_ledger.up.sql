-- The bi-temporal price ledger that runs write. Nothing in it is ever edited or deleted: a correction
-- closes a belief and opens another.

-- The closed registry of what sellers count; pricebook.pricing.meters.METERS holds the same rows.
CREATE TABLE meters (
  name      text PRIMARY KEY,
  family    text NOT NULL,
  direction text NOT NULL,
  modality  text NOT NULL,
  per       integer NOT NULL,                          -- the quantity that people quote
  unit      text NOT NULL,
  CONSTRAINT per_is_positive CHECK (per > 0)
);

-- A factor on prices (data residency, fast modes) is a meter of its own, in the currency XXX, which
-- means none.
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
  ('policy_units', 'guardrails', 'tool', 'text', 1000, 'policy unit'),
  ('input_file_tokens', 'tokens', 'input', 'file', 1000000, 'token'),
  ('cache_read_video_tokens', 'tokens', 'cache_read', 'video', 1000000, 'token'),
  ('input_megapixels', 'images', 'input', 'image', 1, 'megapixel'),
  ('search_sources', 'searches', 'tool', 'any', 1000, 'source'),
  ('session_seconds', 'sessions', 'tool', 'any', 1, 'second');

-- Who may tell us a price, and whom we believe when two of them differ (the lower number). A
-- second-hand source prices a model that has no price of its own, and only comments on the others: a
-- tier that a list adds to a seller's own price would bill what the seller does not charge.
CREATE TABLE price_sources (
  source      text PRIMARY KEY,
  trust       smallint NOT NULL,
  second_hand boolean NOT NULL DEFAULT false,
  -- lists know a part of what a seller charges, and the rest may be in another list
  is_list     boolean NOT NULL DEFAULT false
);

INSERT INTO price_sources (source, trust, second_hand, is_list) VALUES
  ('manual', 1, false, false),                -- an operator
  ('database', 2, false, false),              -- the provider's own API
  ('cross-reference', 3, true, false),        -- the creator's price for the same canonical model
  ('reference', 4, true, true),               -- a reference list
  ('reference:genai-prices', 5, true, true),  -- curated by hand, with dates
  ('reference:models.dev', 6, true, true),    -- curated by hand
  ('reference:litellm', 7, true, true);       -- the widest

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
      'audio', 'beyond', 'cache_ttl', 'commitment', 'completion_tokens_gt', 'mode', 'prompt_tokens_gt',
      'quality', 'region', 'resolution', 'search_context_size', 'seconds_gt', 'service_tier', 'speed',
      'style', 'utc_windows', 'voice_control', 'weekdays'
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

-- What the passing of time brings: announced prices that begin, and prices that end. What a run
-- writes begins when it is written, so these indexes stay small.
CREATE INDEX model_prices_announced ON model_prices (lower(valid))
  WHERE upper_inf(recorded) AND lower(valid) > lower(recorded);
CREATE INDEX model_prices_ending ON model_prices (upper(valid))
  WHERE upper_inf(recorded) AND upper(valid) > lower(recorded);
CREATE INDEX model_prices_exchanged ON model_prices (currency)
  WHERE upper_inf(recorded) AND currency NOT IN ('USD', 'XXX');

-- What is believed beside the provider's own price.
CREATE INDEX model_prices_second ON model_prices (model_id)
  WHERE upper_inf(recorded) AND source <> 'database';

-- apply: refuse_to_rewrite_history
CREATE TRIGGER model_prices_keep_history BEFORE UPDATE OR DELETE ON model_prices
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_history();
CREATE TRIGGER model_prices_keep_all_history BEFORE TRUNCATE ON model_prices
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();

-- What one unit of another currency is worth, as an operator entered it.
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

-- apply: refuse_to_rewrite
CREATE TRIGGER exchange_rates_keep_history BEFORE UPDATE OR DELETE ON exchange_rates
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
CREATE TRIGGER exchange_rates_keep_all_history BEFORE TRUNCATE ON exchange_rates
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

GRANT SELECT ON meters, price_sources, model_prices, exchange_rates
  TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE (recorded) ON model_prices TO pricebook_writer;
GRANT INSERT ON exchange_rates TO pricebook_writer;
