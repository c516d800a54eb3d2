DROP INDEX models_canonical;
ALTER TABLE models DROP CONSTRAINT canonical_id_is_known;
-- the next sync proposes them again, once the tables are back
UPDATE models SET canonical_id = NULL WHERE canonical_id IS NOT NULL;
DROP TABLE model_aliases;
DROP TABLE canonical_models;
