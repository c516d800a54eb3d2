-- What operators add to a model: who may use it, and how well it does.

-- A row is what an operator decided, or by rule: a model begins as new, open to the pro and
-- enterprise tiers, and to the free tier while everything about it is free. Its key is the id that
-- people use, so that a tier's models can be read in the order of their ids.
CREATE TABLE model_access (
  model_id      text PRIMARY KEY REFERENCES models (model_id),
  status        text NOT NULL DEFAULT 'new',
  is_free       boolean NOT NULL DEFAULT false,
  is_pro        boolean NOT NULL DEFAULT true,
  is_enterprise boolean NOT NULL DEFAULT true,
  decided_by    text,                                 -- the operator; NULL while the rule decides
  updated_at    timestamptz NOT NULL DEFAULT now(),
  -- who opens a model to the pro tier has not said that it stays free for ever
  free_by_rule  boolean NOT NULL DEFAULT true,
  CONSTRAINT status_is_known CHECK (status IN ('new', 'active', 'disabled'))
);

-- The other tiers have nearly all models, and need no index of their own.
CREATE INDEX model_access_free ON model_access (model_id) WHERE is_free;

-- apply: open_added_models
CREATE TRIGGER models_begin_with_access AFTER INSERT ON models
  REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION open_added_models();

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

GRANT SELECT ON model_access, benchmarks TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON model_access TO pricebook_writer;
GRANT INSERT, UPDATE, DELETE ON benchmarks TO pricebook_writer;
