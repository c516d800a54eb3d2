-- Guards that recover: held prices that resolve themselves, prices that are missed before they go,
-- runs that are held as a whole, and models whose listing ends at a known moment.

ALTER TABLE providers
  ADD reviews text NOT NULL DEFAULT 'automatic',        -- manual: only a person accepts a held price
  ADD CONSTRAINT reviews_are_known CHECK (reviews IN ('automatic', 'manual'));

ALTER TABLE models
  ADD listed_until timestamptz,                         -- when it was first missed; NULL: it is listed
  ADD prices_incomplete boolean NOT NULL DEFAULT false, -- its seller states prices that no rule reads
  ADD is_under_review boolean
    GENERATED ALWAYS AS (document -> 'under_review' IS NOT NULL) STORED;

ALTER TABLE sightings ADD missed_since timestamptz;     -- the first complete run without it
UPDATE sightings SET missed_since = last_seen_at WHERE misses > 0;
-- no news for anybody who follows the catalogue
ALTER TABLE models DISABLE TRIGGER USER;
UPDATE models m SET listed_until = coalesce(s.last_seen_at, m.updated_at)
FROM models o
LEFT JOIN sightings s ON s.model_id = o.id
WHERE o.id = m.id AND NOT m.is_active;
ALTER TABLE models ENABLE TRIGGER USER;

CREATE INDEX models_under_review ON models (model_id) WHERE is_under_review;

-- One decision on everything that a run changed, where the run itself is what is doubted.
CREATE TABLE run_reviews (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider     text NOT NULL REFERENCES providers,
  sync_run_id  bigint REFERENCES sync_runs,            -- the first run that was held
  reason       text NOT NULL,
  sample       text NOT NULL,                          -- such as: all prices x 7.2
  factor       numeric,                                -- new by old, or ours by others'
  prices       integer NOT NULL,                       -- how many price changes it holds
  runs         integer NOT NULL DEFAULT 1,             -- complete runs that showed the same
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  decision     text,                                   -- NULL: it waits
  decided_by   text,
  decided_at   timestamptz,
  note         text,
  CONSTRAINT run_reason_is_known CHECK (
    reason IN ('lost prices', 'one factor', 'market ratio', 'first prices')
  ),
  CONSTRAINT run_decision_is_known CHECK (decision IN ('approved', 'rejected', 'superseded')),
  CONSTRAINT run_decided_by_someone_at_some_time CHECK (
    (decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)
  )
);

CREATE UNIQUE INDEX one_pending_review_per_provider ON run_reviews (provider) WHERE decision IS NULL;
CREATE INDEX run_reviews_newest ON run_reviews (provider, id DESC);

ALTER TABLE price_reviews
  ADD runs integer NOT NULL DEFAULT 1,                  -- complete runs that published this figure
  ADD last_seen_at timestamptz NOT NULL DEFAULT now(),
  ADD replaced_at timestamptz,                          -- when the source published something else
  ADD run_review_id bigint REFERENCES run_reviews,
  DROP CONSTRAINT reason_is_known,
  ADD CONSTRAINT reason_is_known CHECK (
    reason IN ('absurd', 'unit slip', 'jump', 'new price', 'card', 'run')
  );

CREATE INDEX price_reviews_run ON price_reviews (run_review_id) WHERE run_review_id IS NOT NULL;

-- A price that a complete run did not find stays, and is counted here until it is withdrawn.
CREATE TABLE price_absences (
  model_id   bigint NOT NULL REFERENCES models,
  source     text NOT NULL REFERENCES price_sources,
  meter      text NOT NULL REFERENCES meters,
  conditions jsonb NOT NULL DEFAULT '{}',
  since      timestamptz NOT NULL DEFAULT now(),        -- the first run that missed it
  misses     integer NOT NULL DEFAULT 1,                -- complete runs that missed it
  PRIMARY KEY (model_id, source, meter, conditions)
);

-- apply: end_of_listing
CREATE TRIGGER models_end_of_listing BEFORE INSERT OR UPDATE OF is_active ON models
  FOR EACH ROW EXECUTE FUNCTION end_of_listing();
CREATE TRIGGER run_reviews_are_audited AFTER INSERT OR DELETE OR UPDATE ON run_reviews
  FOR EACH ROW WHEN (attributed()) EXECUTE FUNCTION attribute_change('id', 'provider');

GRANT SELECT ON run_reviews, price_absences TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON run_reviews TO pricebook_writer;
GRANT INSERT, UPDATE, DELETE ON price_absences TO pricebook_writer;
