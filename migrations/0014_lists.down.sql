DROP FUNCTION page_cursor, csv_row, picked;
DROP TRIGGER models_are_counted ON models;
DROP TRIGGER deleted_models_are_counted ON models;
DROP TRIGGER switched_models_are_counted ON models;
DROP FUNCTION count_models, count_switched_model;
DROP TABLE model_counts;
DROP INDEX
  models_name, models_created, models_updated, models_context_up, models_context_down,
  models_provider_active, models_health_active, models_modality_active, models_creator,
  models_released, models_words;
ALTER TABLE models
  DROP COLUMN input_price, DROP COLUMN output_price, DROP COLUMN price_states,
  DROP COLUMN is_deprecated;
DROP FUNCTION price_states;
CREATE INDEX models_provider_active ON models (provider, is_active);
CREATE INDEX models_health_active ON models (health_status, is_active);
CREATE INDEX models_modality_active ON models (modality, is_active);
CREATE INDEX models_context_length ON models (context_length);
CREATE INDEX models_created ON models (created_at);
CREATE INDEX models_name ON models (name);
