-- Watch-lists: what a reader wants to be told of, and an outbox of what they are told.

CREATE TABLE watches (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner             text NOT NULL,                     -- the subject of a token
  name              text NOT NULL,
  models            text[] NOT NULL,                   -- a model is watched that fits any of the four
  canonical_ids     text[] NOT NULL,
  providers         text[] NOT NULL,
  filter            jsonb,                             -- creators, capabilities, min_context_length
  kinds             text[] NOT NULL,
  min_percent       numeric NOT NULL,                  -- a price has to move by this, either way
  ends_within_days  integer,
  cheaper_than      text,                              -- an offer; others of its model are compared
  webhook           text,
  alerts            boolean NOT NULL,                  -- operators hear it too, by their channels
  secret            text NOT NULL,                     -- signs deliveries, so that it cannot be a digest
  feed_key          text NOT NULL,                     -- SHA-256 of the key in the feed's address
  disabled_at       timestamptz,
  disabled_because  text,
  created_at        timestamptz NOT NULL DEFAULT now(),
  updated_at        timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT owner_names_each_watch_once UNIQUE (owner, name),
  CONSTRAINT name_fits_an_address CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  CONSTRAINT percent_is_no_fall CHECK (min_percent >= 0),
  CONSTRAINT disabled_for_a_reason CHECK ((disabled_at IS NULL) = (disabled_because IS NULL))
);

CREATE INDEX watches_feed_key ON watches (feed_key);

CREATE TABLE watch_deliveries (
  id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),  -- the webhook-id, the same in every try
  watch_id     bigint NOT NULL REFERENCES watches ON DELETE CASCADE,
  created_at   timestamptz NOT NULL DEFAULT now(),
  attempts     integer NOT NULL DEFAULT 0,
  attempted_at timestamptz,
  next_try_at  timestamptz NOT NULL DEFAULT now(),     -- nobody sends it before
  answer       text,                                   -- what the receiver did at the last try
  delivered_at timestamptz,
  given_up_at  timestamptz,
  CONSTRAINT delivered_or_given_up CHECK (delivered_at IS NULL OR given_up_at IS NULL)
);

CREATE UNIQUE INDEX one_open_delivery_per_watch
  ON watch_deliveries (watch_id) WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX watch_deliveries_latest ON watch_deliveries (watch_id, created_at);
CREATE INDEX watch_deliveries_due
  ON watch_deliveries (next_try_at) WHERE delivered_at IS NULL AND given_up_at IS NULL;

-- The outbox: an event is here as soon as it is anywhere, for it is written in its transaction.
CREATE TABLE watch_changes (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  watch_id    bigint NOT NULL REFERENCES watches ON DELETE CASCADE,
  change      text NOT NULL,                           -- its id: kind:number, as in GET /v1/changes
  body        jsonb NOT NULL,                          -- as it is delivered
  at          timestamptz NOT NULL DEFAULT now(),
  delivery_id uuid REFERENCES watch_deliveries,        -- NULL: no webhook was told yet
  alert_id    bigint REFERENCES alerts,                -- NULL: no operator was told
  CONSTRAINT change_is_told_once UNIQUE (watch_id, change)
);

CREATE INDEX watch_changes_waiting ON watch_changes (watch_id, id) WHERE delivery_id IS NULL;
CREATE INDEX watch_changes_delivery ON watch_changes (delivery_id);

ALTER TABLE alerts DROP CONSTRAINT kind_is_known;
ALTER TABLE alerts ADD CONSTRAINT kind_is_known CHECK (
  kind IN ('deprecations', 'failing', 'held', 'recovered', 'shrunk', 'stale', 'watch')
);

-- No reader reads them: they hold secrets.
GRANT SELECT, INSERT, UPDATE, DELETE ON watches, watch_changes TO pricebook_writer;
GRANT SELECT, INSERT, UPDATE, DELETE ON watch_deliveries TO pricebook_writer;

-- apply: tell_watches
CREATE TRIGGER model_events_tell_watches AFTER INSERT ON model_events
  REFERENCING NEW TABLE AS new_events
  FOR EACH STATEMENT EXECUTE FUNCTION tell_watches();
