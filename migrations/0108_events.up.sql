-- What happened to models, for whoever follows the catalogue, and what operators are told.

-- An event is what tells a document from the one before it: whichever path wrote it is told of, and
-- what changes no answer is not.
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

-- apply: tell_model_events
CREATE TRIGGER models_tell_events AFTER UPDATE ON models
  REFERENCING OLD TABLE AS old_models NEW TABLE AS new_models
  FOR EACH STATEMENT EXECUTE FUNCTION tell_model_events();
-- apply: tell_announced_prices
CREATE TRIGGER model_prices_tell_announced AFTER INSERT ON model_prices
  REFERENCING NEW TABLE AS new_prices
  FOR EACH STATEMENT EXECUTE FUNCTION tell_announced_prices();

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

GRANT SELECT ON model_events TO pricebook_reader, pricebook_writer;
GRANT INSERT ON model_events TO pricebook_writer;
GRANT SELECT, INSERT, UPDATE ON alerts TO pricebook_writer;
GRANT SELECT, INSERT ON deprecations_told TO pricebook_writer;
