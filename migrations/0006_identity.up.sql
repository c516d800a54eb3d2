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
