DROP VIEW provider_coverage;
DROP VIEW provider_health;
DROP VIEW served_models;
DROP FUNCTION sighted;
