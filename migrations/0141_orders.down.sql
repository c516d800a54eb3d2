DROP INDEX models_image_price_up;
DROP INDEX models_image_price_down;
ALTER TABLE models DROP COLUMN released_at, DROP COLUMN ends_on;
CREATE INDEX models_created ON models (created_at, model_id);
CREATE INDEX models_released ON models (release_date, is_active);
