-- The catalogue: who sells what, and which model a listing is across sellers.

-- apply: guards_are_known
CREATE TABLE providers (
  slug          text PRIMARY KEY,
  name          text NOT NULL,
  kind          text NOT NULL,                        -- a reference list is synchronised, and sells nothing
  website       text NOT NULL,
  docs_url      text NOT NULL,
  key_name      text,                                 -- the secret that its list needs
  is_active     boolean NOT NULL DEFAULT true,        -- an operator's pause, never a sync's
  sync_interval interval NOT NULL DEFAULT '6 hours',  -- an operator's cadence
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now(),
  sync_at       time,                                 -- in UTC: the cadence is counted from it
  guards        jsonb NOT NULL DEFAULT '{}',          -- instead of the numbers in settings.py
  alert_after   integer,                              -- failures in a row; NULL as in settings.py
  CONSTRAINT slug_fits_an_address CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  CONSTRAINT kind_is_known CHECK (kind IN ('aggregator', 'cloud', 'host', 'lab', 'reference')),
  CONSTRAINT interval_is_positive CHECK (sync_interval > interval '0'),
  -- a month has no length, so nothing can be counted in it
  CONSTRAINT interval_has_a_length CHECK (
    isfinite(sync_interval) AND extract(year FROM sync_interval) = 0
    AND extract(month FROM sync_interval) = 0
  ),
  CONSTRAINT guards_are_known CHECK (guards_are_known(guards)),
  CONSTRAINT alert_after_is_a_count CHECK (alert_after BETWEEN 1 AND 1000)
);

-- Which model a listing is, across sellers. The rules of pricebook.identity propose an id, and an
-- operator's alias beats them.
-- apply: searchable
CREATE TABLE canonical_models (
  id          text PRIMARY KEY,                        -- creator/name
  creator     text NOT NULL GENERATED ALWAYS AS (split_part(id, '/', 1)) STORED,
  name        text NOT NULL,                           -- for people
  created_at  timestamptz NOT NULL DEFAULT now(),
  search_text text NOT NULL GENERATED ALWAYS AS (searchable(id || '/' || name)) STORED,
  CONSTRAINT canonical_id_names_creator_and_model CHECK (
    id ~ '^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._@+-]*$'
  )
);

CREATE INDEX canonical_models_creator ON canonical_models (creator);
-- Few and short, so that the nearest of all are found in milliseconds; who sells a canonical model
-- is found by its id. Longer signatures make fewer pages look promising.
CREATE INDEX canonical_models_search ON canonical_models
  USING gist (search_text gist_trgm_ops (siglen = 64));

CREATE TABLE model_aliases (
  provider     text REFERENCES providers,              -- null: whoever sells under this id
  alias        text NOT NULL,                          -- a provider_model_id, exactly as written
  canonical_id text NOT NULL REFERENCES canonical_models,
  reason       text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alias_means_one_model UNIQUE NULLS NOT DISTINCT (alias, provider)
);

-- What GET /v1/models filters and sorts by is computed from the document where it is no column of
-- its own, so that the two never differ.
-- apply: price_states
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
  -- US dollars per 1M tokens
  input_price          numeric
    GENERATED ALWAYS AS (CAST(document -> 'pricing' ->> 'prompt' AS numeric)) STORED,
  output_price         numeric
    GENERATED ALWAYS AS (CAST(document -> 'pricing' ->> 'completion' AS numeric)) STORED,
  price_states         text[] GENERATED ALWAYS AS (price_states(document)) STORED,
  -- the seller's word in `deprecated`, or a list's
  is_deprecated        boolean
    GENERATED ALWAYS AS (CAST(document ->> 'deprecated' AS boolean)) STORED,
  search_text          text NOT NULL GENERATED ALWAYS AS (searchable(
    provider || '/' || coalesce(canonical_id || '/', '') || name || '/' || provider_model_id
  )) STORED,
  CONSTRAINT model_is_listed_once UNIQUE (provider, provider_model_id),
  CONSTRAINT model_id_is_unique UNIQUE (model_id),
  CONSTRAINT canonical_id_is_known FOREIGN KEY (canonical_id) REFERENCES canonical_models,
  CONSTRAINT context_length_is_positive CHECK (context_length > 0),
  CONSTRAINT max_output_tokens_is_positive CHECK (max_output_tokens > 0),
  CONSTRAINT pins_is_an_object CHECK (jsonb_typeof(pins) = 'object')
);

CREATE INDEX models_active ON models (model_id) WHERE is_active;
CREATE INDEX models_canonical ON models (canonical_id);
CREATE INDEX models_sellers ON models (canonical_id, provider) WHERE is_active;
CREATE INDEX models_provider_model_id ON models (lower(provider_model_id));
CREATE INDEX models_search_unidentified ON models
  USING gist (search_text gist_trgm_ops (siglen = 64)) WHERE canonical_id IS NULL;
-- A first sync writes each new model twice: bare, and then with its document. What only readers of
-- documents look through is written once, and canonical ids are looked through where they are few.
CREATE INDEX models_name_trigram ON models USING gin (name gin_trgm_ops)
  WHERE document IS NOT NULL;
CREATE INDEX models_model_id_trigram ON models USING gin (model_id gin_trgm_ops)
  WHERE document IS NOT NULL;

-- One index per order; a scan backwards gives the other direction. What is unknown comes last both
-- ways, which takes two. The columns at the end let a filter be counted in the index alone.
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
CREATE INDEX models_priced ON models (provider, id)
  WHERE is_active AND price_states && '{known,free,dynamic}';
CREATE INDEX models_words ON models USING gin (
  input_modalities, output_modalities, capabilities, supported_parameters, price_states
);

-- How many models each provider has: counting a hundred thousand takes longer than a page of them.
CREATE TABLE model_counts (
  provider text PRIMARY KEY REFERENCES providers,
  active   bigint NOT NULL,
  inactive bigint NOT NULL
);

-- apply: count_models
CREATE TRIGGER models_are_counted AFTER INSERT ON models
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_models();
CREATE TRIGGER deleted_models_are_counted AFTER DELETE ON models
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_models();
-- by row, since it happens to few: a table of all that a refresh rewrites would hold every document
-- apply: count_switched_model
CREATE TRIGGER switched_models_are_counted AFTER UPDATE OF is_active ON models
  FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active)
  EXECUTE FUNCTION count_switched_model();

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

GRANT SELECT
  ON providers, canonical_models, model_aliases, models, model_counts, sightings, generations
  TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE
  ON providers, canonical_models, model_aliases, models, model_counts, sightings, generations
  TO pricebook_writer;
