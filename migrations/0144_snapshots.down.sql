DROP TABLE snapshots;
DROP TABLE signing_keys;
