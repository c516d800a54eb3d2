-- What each seller's last good run was told and found, so that one that is told the same to the byte,
-- and finds the same, need not work it out again.

CREATE TABLE last_answers (
  provider  text PRIMARY KEY REFERENCES providers,
  answer    text NOT NULL,                             -- SHA-256 of its bytes and of what read them
  read_on   date NOT NULL,                             -- the day in UTC: readers may depend on it
  state     text,                                      -- run_state that it found, if it then did nothing
  seen_at   timestamptz NOT NULL,                      -- when its models were seen last
  seen      integer NOT NULL,                          -- how many models that were
  fetched   integer NOT NULL,                          -- and the figures of the run
  unchanged integer NOT NULL,
  rejected  integer NOT NULL,
  errors    jsonb NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON last_answers TO pricebook_writer;
-- which functions a run would call
GRANT SELECT ON schema_definitions TO pricebook_writer;
