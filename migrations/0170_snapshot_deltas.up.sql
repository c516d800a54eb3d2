-- Deltas between snapshots, made once when the newer one is published: reading two of fourteen million
-- characters takes seconds.

CREATE TABLE snapshot_deltas (
  digest text NOT NULL REFERENCES snapshots (digest),
  since  text NOT NULL REFERENCES snapshots (digest),
  body   bytea NOT NULL,                               -- what GET answers, gzipped
  PRIMARY KEY (digest, since)
);

GRANT SELECT, INSERT ON snapshot_deltas TO pricebook_writer;
