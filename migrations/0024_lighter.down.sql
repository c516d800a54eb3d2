DROP INDEX models_name_trigram;
DROP INDEX models_model_id_trigram;
CREATE INDEX models_name_trigram ON models USING gin (name gin_trgm_ops);
CREATE INDEX models_model_id_trigram ON models USING gin (model_id gin_trgm_ops);
CREATE INDEX models_canonical_trigram ON models USING gin (canonical_id gin_trgm_ops);
