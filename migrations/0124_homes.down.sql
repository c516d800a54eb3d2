DROP INDEX models_spelling;
CREATE INDEX models_spelling ON models (spelling(provider_model_id));
ALTER TABLE providers DROP COLUMN makes;
