ALTER TABLE models
  DROP COLUMN cached_price, DROP COLUMN image_price, DROP COLUMN price_source, DROP COLUMN doubt;
-- drop: gravest_doubt
