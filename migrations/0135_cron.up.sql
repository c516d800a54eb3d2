-- A cadence as a cron expression of AWS. sync_interval is then the longest time between two of its
-- moments, which is what staleness is measured in.
ALTER TABLE providers
  ADD sync_cron text,                                  -- in UTC; NULL: sync_interval and sync_at say when
  ADD CONSTRAINT cron_is_an_expression CHECK (sync_cron ~ '^cron\([^()]{11,200}\)$'),
  ADD CONSTRAINT cron_has_its_own_hours CHECK (sync_cron IS NULL OR sync_at IS NULL);
