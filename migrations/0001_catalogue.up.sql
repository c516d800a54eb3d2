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
