DROP INDEX sync_runs_newest;
DROP INDEX one_queued_run_per_provider;
