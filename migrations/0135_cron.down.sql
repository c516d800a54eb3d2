ALTER TABLE providers DROP COLUMN sync_cron;
