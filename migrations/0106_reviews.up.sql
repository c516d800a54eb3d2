-- What waits for a person: prices that a guard held back, and sources that differ.

CREATE TABLE price_reviews (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id     bigint NOT NULL REFERENCES models,
  source       text NOT NULL REFERENCES price_sources,
  meter        text NOT NULL REFERENCES meters,
  conditions   jsonb NOT NULL DEFAULT '{}',
  old_state    text,                                   -- what was in force; NULL: nothing known
  old_amount   numeric,
  old_currency text,
  new_state    text NOT NULL,                          -- what the source proposes
  new_amount   numeric,
  new_currency text,
  published    text NOT NULL,                          -- the figure and unit as the source wrote them
  reason       text NOT NULL,                          -- the guard that held it
  sample       text NOT NULL,                          -- the case in one line, for whoever decides
  sync_run_id  bigint REFERENCES sync_runs,
  created_at   timestamptz NOT NULL DEFAULT now(),
  decision     text,                                   -- NULL: it waits
  decided_by   text,
  decided_at   timestamptz,
  note         text,
  applied_at   timestamptz,                            -- when an approval reached the ledger, once
  undone_by    text,                                   -- who took the decision back
  undone_at    timestamptz,
  undone_note  text,
  CONSTRAINT reason_is_known CHECK (reason IN ('absurd', 'unit slip', 'jump')),
  CONSTRAINT decision_is_known CHECK (decision IN ('approved', 'rejected', 'superseded')),
  CONSTRAINT decided_by_someone_at_some_time CHECK (
    (decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)
  ),
  CONSTRAINT applied_only_when_approved CHECK (applied_at IS NULL OR decision = 'approved'),
  CONSTRAINT undone_by_someone_at_some_time CHECK ((undone_by IS NULL) = (undone_at IS NULL)),
  CONSTRAINT undone_only_when_decided CHECK (
    undone_at IS NULL OR decision IN ('approved', 'rejected')
  )
);

CREATE UNIQUE INDEX one_pending_review_per_price
  ON price_reviews (model_id, source, meter, conditions) WHERE decision IS NULL;
CREATE INDEX price_reviews_price ON price_reviews (model_id);
CREATE INDEX price_reviews_pending ON price_reviews (created_at) WHERE decision IS NULL;

-- An operator who knows why two sources differ says so, for a while.
CREATE TABLE price_dismissals (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model_id     bigint NOT NULL REFERENCES models,
  source       text NOT NULL REFERENCES price_sources,  -- the one that is not believed
  meter        text NOT NULL REFERENCES meters,
  conditions   jsonb NOT NULL DEFAULT '{}',
  reason       text NOT NULL,
  dismissed_by text NOT NULL,
  dismissed_at timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL
);

GRANT SELECT ON price_reviews, price_dismissals TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON price_reviews, price_dismissals TO pricebook_writer;
