-- Ids are found whatever signs stand between their words.
-- apply: spelling
CREATE INDEX models_spelling ON models (spelling(provider_model_id));
