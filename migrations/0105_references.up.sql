-- What reference lists say: dates that a provider's own list lacks, and the lists word for word, for
-- the feeds that are one of them with our prices on top. Their prices are in the ledger.

CREATE TABLE reference_facts (
  model_id         bigint NOT NULL REFERENCES models,
  source           text NOT NULL REFERENCES price_sources,
  deprecation_date date NOT NULL,
  PRIMARY KEY (model_id, source)
);

CREATE TABLE reference_documents (
  source      text PRIMARY KEY REFERENCES price_sources,
  body        json NOT NULL,                           -- as it came: json keeps every digit
  fetched_at  timestamptz NOT NULL DEFAULT now(),      -- when it first came so
  sync_run_id bigint REFERENCES sync_runs
);

-- How much of what we know each format cannot say; measured now and then, for /v1/status.
CREATE TABLE feed_coverage (
  feed          text PRIMARY KEY,
  prices        bigint NOT NULL,
  inexpressible bigint NOT NULL,                       -- of those
  measured_at   timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT ON reference_facts, reference_documents, feed_coverage
  TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE, DELETE ON reference_facts TO pricebook_writer;
GRANT INSERT, UPDATE ON reference_documents, feed_coverage TO pricebook_writer;
