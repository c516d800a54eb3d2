-- A run that an operator asks for has a row at once, which is polled until it ends.

CREATE UNIQUE INDEX one_queued_run_per_provider ON sync_runs (provider) WHERE status = 'queued';
CREATE INDEX sync_runs_newest ON sync_runs (started_at DESC, id DESC);
