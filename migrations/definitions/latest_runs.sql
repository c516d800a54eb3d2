-- The latest run of each provider that came to an end, for everything that tells its health.
CREATE OR REPLACE VIEW latest_runs AS
SELECT DISTINCT ON (provider) *
FROM sync_runs
WHERE completed_at IS NOT NULL
ORDER BY provider, started_at DESC;

GRANT SELECT ON latest_runs TO pricebook_reader, pricebook_writer;
