ALTER TABLE sync_runs DROP CONSTRAINT errors_are_grouped;
DROP FUNCTION errors_are_grouped;
DROP TABLE deprecations_told;
DROP TABLE alerts;
