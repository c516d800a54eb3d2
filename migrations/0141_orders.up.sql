-- Orders and filters by the day when a model came out, by its end and by the price of an image. What
-- is unknown comes last both ways, which takes two indexes.

ALTER TABLE models
  -- the release, or else the day since which the seller lists it
  ADD COLUMN released_at timestamptz
    GENERATED ALWAYS AS (coalesce(CAST(release_date AS timestamp) AT TIME ZONE 'UTC', listed_at)) STORED,
  -- a day as text sorts as a day; a cast to a date depends on the session
  ADD COLUMN ends_on text GENERATED ALWAYS AS (document ->> 'deprecation_date') STORED;

DROP INDEX models_created;
DROP INDEX models_released;
CREATE INDEX models_released_up
  ON models (coalesce(released_at, 'infinity'), model_id) INCLUDE (is_active, released_at);
CREATE INDEX models_released_down
  ON models (coalesce(released_at, '-infinity'), model_id) INCLUDE (is_active, released_at);
CREATE INDEX models_ends_up ON models (coalesce(ends_on, 'unknown'), model_id) INCLUDE (is_active);
CREATE INDEX models_ends_down ON models (coalesce(ends_on, ''), model_id) INCLUDE (is_active);
CREATE INDEX models_image_price_up
  ON models (coalesce(CAST(image_price AS numeric), 'Infinity'), model_id) INCLUDE (is_active);
CREATE INDEX models_image_price_down
  ON models (coalesce(CAST(image_price AS numeric), '-Infinity'), model_id) INCLUDE (is_active);
