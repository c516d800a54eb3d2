-- Snapshots: what was published when, signed, each with the digest of the one before.

-- Whoever may write prices decides what is published, so a key elsewhere would sign the same.
CREATE TABLE signing_keys (
  id         text PRIMARY KEY,                        -- the first 16 digits of the public key's SHA-256
  secret     bytea NOT NULL,                          -- ed25519, 32 bytes
  public     bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE snapshots (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest       text NOT NULL UNIQUE,                  -- SHA-256 of the file
  previous     text REFERENCES snapshots (digest),    -- NULL: the first
  day          date NOT NULL,
  generation   bigint NOT NULL,
  size         bigint NOT NULL,                       -- bytes of the file
  models       integer NOT NULL,
  key          text NOT NULL REFERENCES signing_keys,
  signature    text NOT NULL,                         -- base64, over the digest as text
  file         bytea NOT NULL,                        -- gzipped
  published_at timestamptz NOT NULL,
  CONSTRAINT chain_has_no_fork UNIQUE NULLS NOT DISTINCT (previous)
);

CREATE TRIGGER snapshots_keep_history BEFORE UPDATE OR DELETE ON snapshots
  FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite();
CREATE TRIGGER snapshots_keep_all_history BEFORE TRUNCATE ON snapshots
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();

GRANT SELECT, INSERT ON snapshots, signing_keys TO pricebook_writer;
