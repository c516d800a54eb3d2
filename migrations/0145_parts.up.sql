-- Parts of whole bodies: a provider's share, compressed when its documents change, joined when read.

-- A provider's documents have an edition: the next begins with the first change in a transaction, and
-- with the first one after a part was made. So whoever changes documents holds the row until the end.
ALTER TABLE model_counts
  ADD edition bigint NOT NULL DEFAULT 0,
  ADD changed_in xid8,                                 -- the transaction that began the edition
  ADD is_read boolean NOT NULL DEFAULT false;          -- whether a part was made of it

CREATE TABLE parts (
  format   text NOT NULL,
  version  integer NOT NULL,                           -- of the format: releases live side by side
  provider text NOT NULL REFERENCES providers,
  edition  bigint NOT NULL,                            -- of the documents that it was made of
  etag     text NOT NULL,                              -- SHA-256 of its text
  items    bigint NOT NULL,                            -- how many stand in it
  length   bigint NOT NULL,                            -- bytes of its text
  crc      bigint NOT NULL,                            -- CRC-32 of its text
  deflated bytea NOT NULL,                             -- raw deflate, ended by a full flush
  made_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (format, version, provider)
);

-- it is compressed already
ALTER TABLE parts ALTER deflated SET STORAGE EXTERNAL;

-- by row, as in switched_models_are_counted
-- apply: begin_edition
CREATE TRIGGER changed_documents_begin_an_edition
  AFTER UPDATE OF provider, provider_model_id, is_active, document ON models
  FOR EACH ROW EXECUTE FUNCTION begin_edition();

GRANT SELECT ON parts TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON parts TO pricebook_writer;
