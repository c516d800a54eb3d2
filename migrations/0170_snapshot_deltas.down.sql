DROP TABLE snapshot_deltas;
