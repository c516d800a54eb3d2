-- What was published last under each path, so that only what has changed is published again.

CREATE TABLE published_lists (
  path         text PRIMARY KEY,
  digest       text NOT NULL,                          -- SHA-256 of its bytes, gzipped
  plain_digest text,                                   -- the same uncompressed, where it is published
  etag         text NOT NULL,
  generation   bigint NOT NULL,                        -- of all, before it was built
  changes_at   bigint NOT NULL,                        -- Unix time of the next announced change
  observed_at  timestamptz,                            -- when the oldest of its sources was read
  published_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT ON published_lists TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON published_lists TO pricebook_writer;
