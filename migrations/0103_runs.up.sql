-- What a synchronisation did, and what was wrong with it.

-- apply: errors_are_grouped
CREATE TABLE sync_runs (
  id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider           text NOT NULL REFERENCES providers,
  status             text NOT NULL,
  kind               text NOT NULL DEFAULT 'full',
  triggered_by       text NOT NULL,                    -- schedule, admin:<sub>, cli
  started_at         timestamptz NOT NULL DEFAULT now(),
  heartbeat          timestamptz NOT NULL DEFAULT now(),
  completed_at       timestamptz,
  duration_ms        bigint GENERATED ALWAYS AS (
                       round(extract(epoch FROM completed_at - started_at) * 1000)::bigint
                     ) STORED,
  backend_pid        integer,                          -- the runner's connection: when it is gone
  backend_start      timestamptz,                      -- from pg_stat_activity, the runner is dead
  models_fetched     integer NOT NULL DEFAULT 0,
  models_added       integer NOT NULL DEFAULT 0,
  models_updated     integer NOT NULL DEFAULT 0,
  models_unchanged   integer NOT NULL DEFAULT 0,
  models_rejected    integer NOT NULL DEFAULT 0,
  models_missing     integer NOT NULL DEFAULT 0,       -- active, but not in this answer
  models_returned    integer NOT NULL DEFAULT 0,
  models_deactivated integer NOT NULL DEFAULT 0,
  prices_changed     integer NOT NULL DEFAULT 0,
  errors             jsonb NOT NULL DEFAULT '[]',      -- category, count, sample, what_to_do
  CONSTRAINT status_is_known CHECK (
    status IN ('queued', 'running', 'success', 'partial', 'failed', 'skipped')
  ),
  CONSTRAINT completed_when_over CHECK (
    (status IN ('queued', 'running')) = (completed_at IS NULL)
  ),
  CONSTRAINT errors_are_grouped CHECK (errors_are_grouped(errors))
);

CREATE UNIQUE INDEX one_running_run_per_provider ON sync_runs (provider) WHERE status = 'running';
-- A run that an operator asks for has a row at once, which is polled until it ends.
CREATE UNIQUE INDEX one_queued_run_per_provider ON sync_runs (provider) WHERE status = 'queued';
CREATE INDEX sync_runs_latest ON sync_runs (provider, started_at DESC);
CREATE INDEX sync_runs_newest ON sync_runs (started_at DESC, id DESC);

GRANT SELECT ON sync_runs TO pricebook_reader, pricebook_writer;
GRANT INSERT, UPDATE ON sync_runs TO pricebook_writer;
