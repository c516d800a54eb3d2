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
