-- Whole bodies that are built after runs, since some take longer than a reader waits.

CREATE TABLE kept_answers (
  address    text NOT NULL,
  format     integer NOT NULL,                         -- of the entry: releases live side by side
  generation bigint NOT NULL,                          -- of all, before it was built
  built_at   bigint NOT NULL,                          -- Unix time
  changes_at bigint,                                   -- Unix time of the next announced change
  took_ms    integer NOT NULL,                         -- to build
  entry      bytea NOT NULL,                           -- sealed, as in Valkey
  PRIMARY KEY (address, format)
);

-- it is compressed already
ALTER TABLE kept_answers ALTER entry SET STORAGE EXTERNAL;

GRANT SELECT ON kept_answers TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON kept_answers TO pricebook_writer;
