-- What reference lists state of offers, kept as it was told, and what was taken of it.

-- One row per list and offer, for as long as the list says the same: a better rule can be applied to
-- the past. An offer that a list leaves out three times in a row is stated no longer.
CREATE TABLE listed_offers (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source            text NOT NULL REFERENCES price_sources,
  provider          text NOT NULL REFERENCES providers,
  provider_model_id text NOT NULL,
  canonical_id      text,
  listed_as         text NOT NULL,                     -- the list's own key
  match             text NOT NULL,                     -- how the list means this offer
  doubtful          boolean NOT NULL DEFAULT false,    -- one price for models of every size
  prices            jsonb NOT NULL,
  facts             jsonb NOT NULL,
  misses            smallint NOT NULL DEFAULT 0,
  stated            tstzrange NOT NULL DEFAULT tstzrange(now(), NULL),
  CONSTRAINT match_is_known CHECK (match IN ('exact', 'rule', 'fallback')),
  CONSTRAINT stated_is_half_open CHECK (
    NOT isempty(stated) AND lower_inc(stated) AND NOT upper_inc(stated)
  )
);

CREATE UNIQUE INDEX listed_offers_stated
  ON listed_offers (provider, lower(provider_model_id), source) WHERE upper_inf(stated);
CREATE INDEX listed_offers_canonical ON listed_offers (canonical_id) WHERE upper_inf(stated);
CREATE INDEX listed_offers_source ON listed_offers (source) WHERE upper_inf(stated);

-- What is known of a model whoever sells it, from the lists' words about all its sellers.
CREATE TABLE canonical_facts (
  canonical_id text PRIMARY KEY,
  open_weights boolean,
  facts        jsonb NOT NULL,                         -- those that another seller may borrow
  sources      jsonb NOT NULL
);

-- What became of an offer's second-hand cards, and who agrees with each price that was taken.
CREATE TABLE resolutions (
  model_id bigint PRIMARY KEY REFERENCES models,
  cards    jsonb NOT NULL,
  support  jsonb NOT NULL                              -- by meter and conditions
);

ALTER TABLE models
  ADD COLUMN listed_by text[] NOT NULL DEFAULT '{}',       -- the lists, of an offer only they know
  ADD COLUMN facts_source jsonb NOT NULL DEFAULT '{}';     -- whose word a fact is, by column

ALTER TABLE model_events
  DROP CONSTRAINT event_kind_is_known,
  ADD CONSTRAINT event_kind_is_known CHECK (
    kind IN ('new', 'removed', 'returned', 'price', 'source', 'deprecation')
  );

GRANT SELECT ON listed_offers, canonical_facts, resolutions TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON listed_offers, canonical_facts, resolutions TO pricebook_writer;
GRANT DELETE ON canonical_facts TO pricebook_writer;
